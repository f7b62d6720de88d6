import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isAlwaysZero } from "../../domain/loss";
import { REFERENCE_MODEL, toBlocks } from "../../domain/model-spec";
import type { PreparedSplit } from "../../domain/prepared";
import { DEFAULT_ADAM, DEFAULT_SGD, type OptimizerSpec } from "../../domain/run-config";
import type { Program, StepSettings, UpdateSettings } from "../backend";
import { apart, disagreements, flatWeights, runTrainingCase } from "../testing/run-training-case";
import { supportedTrainingCases } from "../testing/training-cases";
import { FusedKernel } from "./fused-kernel";
import { bestVariant, KERNEL_VARIANTS, runsVariant, type KernelVariant } from "./variant";
import { WasmBackend } from "./wasm-backend";

// Run `node tools/build-kernel.mjs` first. Node 20 has relaxed SIMD only with --experimental-wasm-relaxed-simd; the
// browser's table test covers that build.
const variants = KERNEL_VARIANTS.filter(runsVariant);
const parityFile = join(process.env["PARITY_DIR"] ?? "tools/parity", "training.json");
const cases = supportedTrainingCases(JSON.parse(readFileSync(parityFile, "utf8")));

function compiled(variant: KernelVariant): WebAssembly.Module {
  return new WebAssembly.Module(readFileSync(join(import.meta.dirname, "generated", `${variant}.wasm`)));
}

function makeBackend(variant: KernelVariant = "fused-simd"): WasmBackend {
  return new WasmBackend(compiled(variant), variant);
}

it("finds WASM SIMD in Node, so that the cases below run", () => {
  expect(variants).toContain("fused-simd");
  expect(variants[0]).toBe(bestVariant());
  expect(cases.length).toBeGreaterThanOrEqual(24);
});

describe.each(variants)("%s agrees with PyTorch", (variant) => {
  it.each(cases.map((entry) => [entry.name, entry] as const))("in the run %s", async (_, entry) => {
    const outcome = await runTrainingCase(makeBackend(variant), entry);
    expect(disagreements(outcome, entry)).toEqual([]);
  });

  const withGradients = cases.filter((entry) => entry.firstStepGradients !== null && !isAlwaysZero(entry.loss));
  it.each(withGradients.map((entry) => [entry.name, entry] as const))("in the first gradients of %s", (_, entry) => {
    const kernel = new FusedKernel(compiled(variant), entry.features, 64);
    const data = kernel.addRows(entry.inputs, entry.labels);
    kernel.compile(entry.blocks, entry.initialWeights, null);
    const [step] = entry.steps;
    for (const indices of step?.microBatches ?? []) {
      kernel.accumulate(data, { kind: "indices", indices }, { batchRows: step?.rows ?? 0, loss: entry.loss, dropout: null });
    }
    const gradients = flatWeights(kernel.weightsOf(kernel.takeGradients()));
    const expected = flatWeights(entry.firstStepGradients ?? []);
    expect(apart("gradient", gradients, expected, { abs: 2e-7, rel: 2e-6 })).toEqual([]);
  });
});

const FEATURES = 7;

/** Rows that repeat every 11, so that two copies of a range have the same gradients. */
function rowsOf(rows: number): PreparedSplit {
  const x = Float32Array.from({ length: rows * FEATURES }, (_, i) => Math.sin(1 + (i % (11 * FEATURES))));
  const y = Uint8Array.from({ length: rows }, (_, i) => (i % 11 < 4 ? 1 : 0));
  return { rows, x, y, positives: y.reduce((sum, label) => sum + label, 0) };
}

function program(): Program {
  const blocks = toBlocks(REFERENCE_MODEL, FEATURES);
  const weights = blocks.map((block) => ({
    weight: Float32Array.from({ length: block.in * block.out }, (_, i) => Math.sin(i) / Math.sqrt(block.in)),
    bias: Float32Array.from({ length: block.out }, (_, i) => Math.cos(i) / 10),
  }));
  return { blocks, weights, optimizer: null };
}

function parts(train: number) {
  return { train: rowsOf(train), validation: rowsOf(50), test: rowsOf(33), holdout: rowsOf(0) };
}

async function loaded(rows = 100, variant?: KernelVariant): Promise<WasmBackend> {
  const backend = makeBackend(variant);
  await backend.load(parts(rows), FEATURES);
  await backend.compile(program());
  return backend;
}

const all = (count: number) => ({ kind: "range", start: 0, count }) as const;

const step = (batchRows: number): StepSettings => ({ batchRows, loss: { type: "bce", positiveWeight: 1 }, dropout: null });

const by = (optimizer: OptimizerSpec): UpdateSettings => ({ optimizer, clipNorm: null });

describe("WasmBackend", () => {
  it("keeps weights exactly through the kernel's layout", async () => {
    const backend = await loaded();
    expect(await backend.readWeights()).toEqual(program().weights);
  });

  it("takes neighbours and the same row numbers to the same weights, bit for bit", async () => {
    const [byRange, byIndices] = [await loaded(), await loaded()];
    await byRange.accumulate({ kind: "range", start: 3, count: 45 }, step(45));
    await byIndices.accumulate({ kind: "indices", indices: Uint32Array.from({ length: 45 }, (_, i) => 3 + i) }, step(45));
    for (const backend of [byRange, byIndices]) await backend.update(by(DEFAULT_ADAM));
    expect(await byIndices.readWeights()).toEqual(await byRange.readWeights());
  });

  it("forgets a step that was discarded: gradients, losses, and nothing else", async () => {
    const [straight, interrupted] = [await loaded(), await loaded()];
    await interrupted.accumulate({ kind: "range", start: 50, count: 40 }, step(100));
    await interrupted.discard();
    for (const backend of [straight, interrupted]) {
      await backend.accumulate(all(64), step(64));
      await backend.update(by(DEFAULT_ADAM));
    }
    expect(await interrupted.takeLoss()).toBe(await straight.takeLoss());
    expect(await interrupted.readWeights()).toEqual(await straight.readWeights());
  });

  it("forgets optimiser state and sums when a new run starts", async () => {
    const [fresh, used] = [await loaded(), await loaded()];
    await used.accumulate(all(64), step(64));
    await used.update(by(DEFAULT_ADAM));
    await used.accumulate(all(32), step(64));
    await used.compile(program());
    for (const backend of [fresh, used]) {
      await backend.accumulate(all(64), step(64));
      await backend.update(by(DEFAULT_ADAM));
    }
    expect(await used.takeLoss()).toBe(await fresh.takeLoss());
    expect(await used.readWeights()).toEqual(await fresh.readWeights());
  });

  it("gives the mean loss of the rows since it was last asked", async () => {
    const backend = await loaded();
    await backend.accumulate(all(11), step(11));
    await backend.update(by({ ...DEFAULT_SGD, lr: 0 }));
    const once = await backend.takeLoss();
    await backend.accumulate(all(33), step(33));
    await backend.update(by({ ...DEFAULT_SGD, lr: 0 }));
    expect(await backend.takeLoss()).toBeCloseTo(once, 6);
    expect(await backend.takeLoss()).toBeNaN();
  });

  it("gives the same logits for resident rows of any split and for the same rows handed over", async () => {
    const backend = await loaded();
    const resident = await backend.logits("test", 5, 20);
    const handedOver = rowsOf(33).x.subarray(5 * FEATURES, 25 * FEATURES);
    expect(await backend.logitsOf(handedOver, 20)).toEqual(resident);
    expect(await backend.logits("train", 16, 20)).toEqual(resident);
  });

  it("leaves the notebook's loss at 0 and moves the weights by weight decay alone", async () => {
    const backend = await loaded();
    const [before] = await backend.readWeights();
    await backend.accumulate(all(100), { ...step(100), loss: { type: "cross-entropy-single-output" } });
    await backend.update(by({ ...DEFAULT_SGD, lr: 0.5, weightDecay: 0.5 }));
    const [after] = await backend.readWeights();
    expect(await backend.takeLoss()).toBe(0);
    expect(after?.weight).toEqual(before?.weight.map((value) => value * 0.75));
  });

  it("shows a diverged run as NaN instead of hiding it in a ReLU", async () => {
    const backend = await loaded();
    const { blocks, weights } = program();
    const broken = weights.map((entry, b) => (b === 0 ? { ...entry, bias: entry.bias.map(() => NaN) } : entry));
    await backend.compile({ blocks, weights: broken, optimizer: null });
    await backend.accumulate(all(8), step(8));
    expect(await backend.takeLoss()).toBeNaN();
    expect((await backend.logits("train", 0, 1))[0]).toBeNaN();
  });

  it("holds the same number of buffers after every epoch and every new run", async () => {
    const backend = await loaded();
    const before = backend.liveBuffers();
    for (let epoch = 0; epoch < 3; epoch++) {
      await backend.accumulate(all(100), step(100));
      await backend.update(by(DEFAULT_ADAM));
      await backend.logits("validation", 0, 50);
      expect(backend.liveBuffers()).toBe(before);
    }
    await backend.compile(program());
    expect(backend.liveBuffers()).toBe(before);
    await backend.dispose();
    expect(backend.liveBuffers()).toBe(0);
  });

  it("rejects rows that are not there, more rows than a chunk, and calls before their time", async () => {
    const backend = makeBackend();
    await expect(backend.compile(program())).rejects.toThrow("no rows");
    await backend.load(parts(100), FEATURES);
    await expect(backend.accumulate(all(10), step(10))).rejects.toThrow("no program");
    await backend.compile(program());
    await expect(backend.accumulate({ kind: "range", start: 90, count: 11 }, step(11))).rejects.toThrow(RangeError);
    const beyond = { kind: "indices", indices: Uint32Array.of(3, 100) } as const;
    await expect(backend.accumulate(beyond, step(2))).rejects.toThrow("There is no row 100");
    await expect(backend.logits("train", 0, backend.chunkRows + 1)).rejects.toThrow(`the most is ${backend.chunkRows}`);
  });

  it("rejects weights of another shape, naming the layer", async () => {
    const backend = await loaded();
    const { blocks, weights } = program();
    await expect(backend.compile({ blocks, weights: weights.slice(0, 2), optimizer: null })).rejects.toThrow(/layer 4.*\[1, 64\]/);
  });
});
