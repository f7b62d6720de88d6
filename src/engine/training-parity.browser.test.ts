import { describe, expect, inject, it } from "vitest";
import { detectEngines } from "./choose-engine";
import { TEST_ENGINES, withEngine } from "./testing/engines";
import { disagreements, runTrainingCase } from "./testing/run-training-case";
import { EXEMPT_CASE, supportedTrainingCases } from "./testing/training-cases";
import { readTrainingFile } from "./testing/training-file";

declare module "vitest" {
  interface ProvidedContext {
    /** training.json, parsed. */
    trainingParity: unknown;
  }
}

const parity = inject("trainingParity");
const cases = supportedTrainingCases(parity);

it("leaves out one case alone, whose loss ours is not", () => {
  const run = new Set(cases.map(({ name }) => name));
  const left = readTrainingFile(parity).cases.filter(({ name }) => !run.has(name));
  expect(left.map(({ name }) => name)).toEqual(["bceClamp"]);
  expect(EXEMPT_CASE).toEqual({
    name: "bceClamp",
    reason: "the logits form of the loss does not clamp saturated rows, and keeps their gradient",
  });
});

it("runs WebGL on a real context, here of a software renderer, and names each engine", async () => {
  const identities = [];
  for (const [, open] of TEST_ENGINES) identities.push(await withEngine(open, async ({ identity }) => identity));
  const [webgl, wasm, pooled, cpu] = identities;
  expect(webgl).toMatchObject({ name: "webgl", variant: "tfjs", pool: 1 });
  expect(webgl?.renderer).toMatch(/swiftshader|llvmpipe/i);
  expect(wasm).toMatchObject({ name: "wasm", pool: 1, renderer: null });
  expect(wasm?.variant).toMatch(/^fused-/);
  expect(pooled).toEqual({ ...wasm, pool: 2 });
  expect(cpu).toEqual({ name: "cpu", variant: "tfjs", pool: 1, renderer: null });
  const offered = (await detectEngines()).filter(({ choice }) => choice !== "auto").map(({ engine }) => engine?.name);
  expect(offered).toEqual(["webgl", "wasm", "cpu"]);
});

describe.each(TEST_ENGINES)("%s agrees with PyTorch", (_, open) => {
  it.each(cases.map((entry) => [entry.name, entry] as const))("%s", async (_case, entry) => {
    const outcome = await withEngine(open, (backend) => runTrainingCase(backend, entry));
    expect(disagreements(outcome, entry)).toEqual([]);
  });
});
