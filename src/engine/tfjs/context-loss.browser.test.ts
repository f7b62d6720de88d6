import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { initialiseWeights } from "../../domain/initialisation";
import { toBlocks, type ActivationSpec } from "../../domain/model-spec";
import { createRandom } from "../../domain/random";
import { DEFAULT_ADAM } from "../../domain/run-config";
import type { Backend, PerPart, Program } from "../backend";
import type { PreparedSplit } from "../../domain/prepared";
import { createWebglBackend } from "./webgl-backend";

const LOST = { name: "EngineLostError", code: "engine-lost" };
const FEATURES = 2;
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

function programOf(width: number, type: ActivationSpec["type"] & ("tanh" | "gelu")): Program {
  const layers = [{ type: "linear", out: width }, { type }, { type: "linear", out: 1 }, { type: "sigmoid" }] as const;
  const blocks = toBlocks({ layers, init: "pytorch-default" }, FEATURES);
  return { blocks, weights: initialiseWeights("pytorch-default", blocks, createRandom(3)), optimizer: null };
}

function partOf(rows: number): PreparedSplit {
  const random = createRandom(rows);
  const x = Float32Array.from({ length: rows * FEATURES }, () => random.uniform());
  return { rows, x, y: Uint8Array.from({ length: rows }, (_, i) => i % 2), positives: Math.floor(rows / 2) };
}

const DATA: PerPart<PreparedSplit> = { train: partOf(40), validation: partOf(12), test: partOf(2), holdout: partOf(0) };
const ALL = { kind: "range", start: 0, count: 40 } as const;
const STEP = { batchRows: 40, loss: { type: "bce", positiveWeight: 1 }, dropout: null } as const;

async function run(backend: Backend, program: Program): Promise<unknown[]> {
  await backend.compile(program);
  await backend.accumulate(ALL, STEP);
  await backend.update({ optimizer: DEFAULT_ADAM, clipNorm: 0.1 });
  return [
    await backend.readWeights(),
    await backend.readOptimizer(),
    await backend.takeLoss(),
    await backend.logits("validation", 0, 12),
    await backend.logits("holdout", 0, 0),
  ];
}

it("says that the context was lost, and starts the next run on a new one with the data in place", async () => {
  const backend = createWebglBackend();
  await backend.load(DATA, FEATURES);
  const [narrow, wide] = [programOf(3, "tanh"), programOf(700, "gelu")];
  const widest = await run(backend, wide);
  const before = await run(backend, narrow);
  const { chunkRows } = backend;

  const pending = [backend.logits("test", 0, 2), backend.readWeights(), backend.readOptimizer(), backend.takeLoss()];
  loseNewestContext();
  for (const read of pending) await expect(read).rejects.toMatchObject(LOST);
  await expect(backend.accumulate(ALL, STEP)).rejects.toMatchObject(LOST);
  await expect(backend.update({ optimizer: DEFAULT_ADAM, clipNorm: null })).rejects.toMatchObject(LOST);
  await expect(backend.discard()).rejects.toMatchObject(LOST);
  await expect(backend.readWeights()).rejects.toMatchObject(LOST);

  expect(await run(backend, wide)).toEqual(widest);
  expect(backend.chunkRows).toBeLessThan(chunkRows);
  expect(await run(backend, narrow)).toEqual(before);
  expect(backend.chunkRows).toBe(chunkRows);
  await backend.dispose();
});
