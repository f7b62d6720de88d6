import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { DEFAULT_SGD } from "../../domain/run-config";
import type { Program } from "../backend";
import { createWebglBackend } from "./webgl-backend";

const getContext = vi.spyOn(OffscreenCanvas.prototype, "getContext");

beforeAll(() => {
  getContext.mockClear();
});
afterAll(() => {
  getContext.mockRestore();
});

function loseNewestContext(): void {
  const gl: unknown = getContext.mock.results.at(-1)?.value;
  if (!(gl instanceof WebGL2RenderingContext)) throw new Error("No WebGL context was made.");
  const extension = gl.getExtension("WEBGL_lose_context");
  if (extension === null) throw new Error("WEBGL_lose_context is not there.");
  extension.loseContext();
}

const PROGRAM: Program = {
  blocks: [{ index: 0, in: 2, out: 1, activation: null }],
  loss: { type: "bce" },
  weights: [{ weight: Float32Array.of(0.5, -1), bias: Float32Array.of(0.25) }],
};

it("says that the context was lost, and starts the next run on a new one with the data in place", async () => {
  const backend = createWebglBackend();
  const split = { rows: 2, x: Float32Array.of(1, 2, 3, 4), y: Uint8Array.of(0, 1), positives: 1 };
  await backend.load({ train: split, validation: split, test: split }, 2);

  const run = async (): Promise<unknown> => {
    await backend.compile(PROGRAM);
    await backend.accumulate({ kind: "range", start: 0, count: 2 }, 2);
    await backend.update(DEFAULT_SGD);
    return backend.readWeights();
  };
  const before = await run();

  const pending = backend.logits("test", 0, 2);
  loseNewestContext();
  await expect(pending).rejects.toMatchObject({ code: "device-lost" });
  await expect(backend.accumulate({ kind: "range", start: 0, count: 2 }, 2)).rejects.toMatchObject({
    name: "DeviceLostError",
  });

  expect(await run()).toEqual(before);
  await backend.dispose();
});
