import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DropoutMask } from "../../domain/dropout";
import type { ActivationSpec, Block } from "../../domain/model-spec";
import { mix32 } from "../../domain/random";
import type { Weights } from "../../domain/weights";
import type { StepSettings } from "../backend";
import { madeBlocks, madeSplit, madeWeights } from "../testing/made-data";
import { Reference } from "../testing/reference";
import { apart, flatWeights } from "../testing/run-training-case";
import { FusedKernel } from "./fused-kernel";
import { ACTIVATIONS, LOSSES, PLAIN } from "./testing/kernel-choices";
import { KERNEL_VARIANTS, runsVariant } from "./variant";

// The kernel against the same arithmetic in float64. Run `node tools/build-kernel.mjs` first.

const norm = (values: ArrayLike<number>): number =>
  Math.sqrt(Array.from(values).reduce((sum, value) => sum + value * value, 0));
const neighbours = (start: number, count: number): number[] => Array.from({ length: count }, (_, i) => start + i);

interface Net {
  readonly blocks: readonly Block[];
  readonly weights: Weights;
}

function makeNet(features: number, hidden: readonly { out: number; activation: ActivationSpec | null }[], seed = 1): Net {
  const blocks = madeBlocks(features, hidden);
  return { blocks, weights: madeWeights(blocks, seed) };
}

function openKernel(module: WebAssembly.Module, { blocks, weights }: Net, rows: number, chunkRows = 128) {
  const features = blocks[0]?.in ?? 0;
  const data = madeSplit(rows, features);
  const kernel = new FusedKernel(module, features, chunkRows);
  const resident = kernel.addRows(data.x, data.y);
  kernel.compile(blocks, weights, null);
  return { kernel, data, resident };
}

const gradientsOf = (kernel: FusedKernel): number[] => flatWeights(kernel.weightsOf(kernel.takeGradients()));

/** Further from the expected than a share of its norm. */
function gradientsApart(actual: readonly number[], expected: ArrayLike<number>, share = 3e-6): string[] {
  return apart("gradient", actual, expected, { abs: share * Math.max(norm(expected), 1e-3), rel: 0 });
}

const hiddenLayers = fc.array(
  fc.record({
    out: fc.integer({ min: 1, max: 40 }),
    activation: fc.constantFrom(...ACTIVATIONS, null),
    /** Of the mask that the step has for it. */
    drop: fc.constantFrom(0, 0, 0.1, 0.5, 0.9),
  }),
  { maxLength: 8 },
);
const rowCounts = fc.oneof(fc.constantFrom(1, 3, 4, 5, 31, 32, 33), fc.integer({ min: 1, max: 100 }));

describe.each(KERNEL_VARIANTS.filter(runsVariant))("%s against float64", (variant) => {
  const module = new WebAssembly.Module(readFileSync(join(import.meta.dirname, "generated", `${variant}.wasm`)));

  it("has the same logits, losses and gradients for any net, loss, dropout and number of rows", () => {
    const cases = fc.record({
      features: fc.integer({ min: 1, max: 20 }),
      hidden: hiddenLayers,
      loss: fc.constantFrom(...LOSSES),
      seed: fc.integer({ min: 0, max: 1e6 }),
      count: rowCounts,
      start: fc.nat(9),
      shuffled: fc.boolean(),
    });
    fc.assert(
      fc.property(cases, ({ features, hidden, loss, seed, count, start, shuffled }) => {
        const net = makeNet(features, hidden, seed);
        const { kernel, data, resident } = openKernel(module, net, 120);
        const masks = hidden.map(({ drop }, i) => (drop === 0 ? null : { key: mix32(seed + i), p: drop }));
        const step: StepSettings = { batchRows: count, loss, dropout: [...masks, null] };
        const order = neighbours(start, count);
        if (shuffled) order.reverse();
        const rows = shuffled
          ? ({ kind: "indices", indices: Uint32Array.from(order) } as const)
          : ({ kind: "range", start, count } as const);
        const reference = new Reference(net.blocks, net.weights);
        reference.accumulate(data, order, step);
        const logits = reference.logits(data.x, 120).slice(start, start + count);
        const size = Math.max(1, ...logits.map(Math.abs));

        const mean = kernel.accumulate(resident, rows, step) / count;
        expect(apart("loss", [mean], [reference.takeLoss()], { abs: 1e-5 * size, rel: 1e-5 })).toEqual([]);
        expect(gradientsApart(gradientsOf(kernel), reference.gradients, 3e-5)).toEqual([]);
        expect(apart("logit", kernel.logits(resident, start, count), logits, { abs: 5e-6 * size, rel: 0 })).toEqual([]);
      }),
      // Of the same nets each time: where a ReLU's input is 0 but for rounding, float32 and float64 rightly part ways.
      { numRuns: 100, seed: 4 },
    );
  }, 60_000);

  it("takes the widest layers", () => {
    const net = makeNet(1024, [
      { out: 40, activation: { type: "gelu" } },
      { out: 1024, activation: { type: "tanh" } },
    ]);
    const { kernel, data, resident } = openKernel(module, net, 3);
    const reference = new Reference(net.blocks, net.weights);
    const step: StepSettings = { batchRows: 3, loss: PLAIN, dropout: [{ key: 3, p: 0.5 }, { key: 4, p: 0.5 }, null] };
    reference.accumulate(data, [0, 1, 2], step);
    kernel.accumulate(resident, { kind: "range", start: 0, count: 3 }, step);
    const logits = reference.logits(data.x, 3);
    expect(apart("logit", kernel.logits(resident, 0, 3), logits, { abs: 2e-5, rel: 1e-5 })).toEqual([]);
    expect(gradientsApart(gradientsOf(kernel), reference.gradients, 1e-5)).toEqual([]);
  });

  it("keeps its digits over many rows", () => {
    const net = makeNet(7, [
      { out: 8, activation: { type: "relu" } },
      { out: 4, activation: { type: "relu" } },
    ]);
    const { kernel, data, resident } = openKernel(module, net, 20_000, 20_000);
    const reference = new Reference(net.blocks, net.weights);
    const step: StepSettings = { batchRows: 1, loss: PLAIN, dropout: null };
    reference.accumulate(data, neighbours(0, 20_000), step);
    const loss = kernel.accumulate(resident, { kind: "range", start: 0, count: 20_000 }, step);
    const gradients = gradientsOf(kernel);
    const error = norm(gradients.map((value, i) => value - (reference.gradients[i] ?? NaN)));
    expect(error / norm(reference.gradients)).toBeLessThan(1e-6);
    expect(Math.abs(loss / 20_000 / reference.takeLoss() - 1)).toBeLessThan(1e-7);
  });

  const net = makeNet(5, [
    { out: 13, activation: { type: "elu" } },
    { out: 9, activation: { type: "relu" } },
  ]);
  const mask = (key: number, p = 0.4): DropoutMask => ({ key, p });

  it("follows loss and dropout from step to step, and drops nothing in evaluation", () => {
    const { kernel, data, resident } = openKernel(module, net, 50);
    const reference = new Reference(net.blocks, net.weights);
    const plain = kernel.logits(resident, 0, 50);
    const steps: StepSettings[] = [
      { batchRows: 50, loss: PLAIN, dropout: null },
      { batchRows: 50, loss: PLAIN, dropout: [mask(1), null, null] },
      { batchRows: 50, loss: PLAIN, dropout: [mask(2), mask(3, 0.9), null] },
      { batchRows: 50, loss: { type: "bce", positiveWeight: 9 }, dropout: null },
      { batchRows: 50, loss: { type: "focal", gamma: 2, alpha: 0.25 }, dropout: [null, mask(0xffffffff), null] },
    ];
    for (const step of steps) {
      reference.gradients.fill(0);
      reference.accumulate(data, neighbours(0, 50), step);
      kernel.accumulate(resident, { kind: "range", start: 0, count: 50 }, step);
      expect(kernel.logits(resident, 0, 50)).toEqual(plain);
      expect(gradientsApart(gradientsOf(kernel), reference.gradients)).toEqual([]);
    }
  });

  it("knows the rows of its share by their numbers in train, and adds up what other shares gave", () => {
    const rows = 5000;
    const data = madeSplit(rows, 5);
    const step: StepSettings = { batchRows: rows, loss: PLAIN, dropout: [mask(8), mask(9), null] };
    const shares = [0, 1, 2].map((worker) => {
      const own = neighbours(0, rows).filter((row) => Math.floor(row / 1024) % 3 === worker);
      const kernel = new FusedKernel(module, 5);
      const x = Float32Array.from(own.flatMap((row) => [...data.x.subarray(row * 5, row * 5 + 5)]));
      const resident = kernel.addRows(x, Uint8Array.from(own, (row) => data.y[row] ?? NaN), { workers: 3, worker });
      kernel.compile(net.blocks, net.weights, null);
      // From the end to the start, in two calls.
      const indices = Uint32Array.from(own, (_, i) => own.length - 1 - i);
      kernel.accumulate(resident, { kind: "indices", indices: indices.subarray(0, 700) }, step);
      kernel.accumulate(resident, { kind: "indices", indices: indices.subarray(700) }, step);
      return kernel;
    });
    const [first, ...others] = shares;
    for (const kernel of others) first?.addGradients(kernel.takeGradients());
    const reference = new Reference(net.blocks, net.weights);
    reference.accumulate(data, neighbours(0, rows), step);
    expect(gradientsApart(first === undefined ? [] : gradientsOf(first), reference.gradients)).toEqual([]);
  });

  it("wraps row numbers of large data as the masks' definition does", () => {
    const wide = makeNet(1, [{ out: 1024, activation: { type: "relu" } }]);
    const data = madeSplit(3, 1);
    const kernel = new FusedKernel(module, 1);
    const resident = kernel.addRows(data.x, data.y, { workers: 7000, worker: 6999 });
    kernel.compile(wide.blocks, wide.weights, null);
    const step: StepSettings = { batchRows: 3, loss: PLAIN, dropout: [mask(77), null] };
    kernel.accumulate(resident, { kind: "range", start: 0, count: 3 }, step);
    const reference = new Reference(wide.blocks, wide.weights);
    const first = 6999 * 1024;
    const far = (values: ArrayLike<number>) => Object.fromEntries(Array.from(values, (value, i) => [first + i, value]));
    const rows = { x: { length: first + 3, ...far(data.x) }, y: { length: first + 3, ...far(data.y) } };
    reference.accumulate(rows, neighbours(first, 3), step);
    expect(gradientsApart(gradientsOf(kernel), reference.gradients)).toEqual([]);
  });

  it("forgets the sums of a step that was cut short", () => {
    const { kernel, resident } = openKernel(module, net, 50);
    const step: StepSettings = { batchRows: 50, loss: PLAIN, dropout: null };
    const rows = { kind: "range", start: 0, count: 50 } as const;
    kernel.accumulate(resident, rows, step);
    const once = gradientsOf(kernel);
    kernel.accumulate(resident, rows, step);
    kernel.clearGradients();
    kernel.accumulate(resident, rows, step);
    expect(gradientsOf(kernel)).toEqual(once);
    expect(norm(gradientsOf(kernel))).toBe(0);
  });

  it("takes the parameters of another kernel", () => {
    const { kernel, resident } = openKernel(module, net, 50);
    const other = openKernel(module, { ...net, weights: madeWeights(net.blocks, 2) }, 50).kernel;
    const before = other.logits(resident, 0, 50);
    other.setParameters(kernel.parameters());
    expect(other.logits(resident, 0, 50)).toEqual(kernel.logits(resident, 0, 50));
    expect(other.logits(resident, 0, 50)).not.toEqual(before);
    expect(other.readWeights()).toEqual(net.weights);
  });

  it("has the logits of rows that are not resident", () => {
    const { kernel, data, resident } = openKernel(module, net, 50);
    expect(kernel.logitsOf(data.x.subarray(5 * 5), 40)).toEqual(kernel.logits(resident, 5, 40));
  });

  it("shows a net that diverged", () => {
    const { kernel, resident } = openKernel(module, net, 50);
    kernel.setParameters(kernel.parameters().map((value, i) => (i === 3 ? NaN : value)));
    const step: StepSettings = { batchRows: 50, loss: PLAIN, dropout: null };
    expect(kernel.accumulate(resident, { kind: "range", start: 0, count: 50 }, step)).toBeNaN();
    expect(kernel.logits(resident, 0, 1)[0]).toBeNaN();
  });

  it("holds as much after another program as before", () => {
    const { kernel } = openKernel(module, net, 50);
    const held = [kernel.allocations, kernel.bufferBytes];
    for (let i = 0; i < 5; i++) kernel.compile(net.blocks, net.weights, null);
    expect([kernel.allocations, kernel.bufferBytes]).toEqual(held);
    expect(kernel.bufferBytes).toBeGreaterThan(50 * 5 * 4);
  });

  it("refuses rows that are not there, more rows than a call takes, and a loss without a gradient", () => {
    const { kernel, resident } = openKernel(module, net, 50, 64);
    const step: StepSettings = { batchRows: 50, loss: PLAIN, dropout: null };
    const indices = Uint32Array.of(3, 49, 50, 2);
    expect(() => kernel.accumulate(resident, { kind: "indices", indices }, step)).toThrow("no row 50");
    expect(() => kernel.accumulate(resident, { kind: "range", start: 10, count: 41 }, step)).toThrow("of 50");
    expect(() => kernel.accumulate(resident, { kind: "range", start: 0, count: 65 }, step)).toThrow("the most is 64");
    expect(() => kernel.logits(resident, -1, 5)).toThrow("of 50");
    const zero: StepSettings = { ...step, loss: { type: "cross-entropy-single-output" } };
    expect(() => kernel.accumulate(resident, { kind: "range", start: 0, count: 50 }, zero)).toThrow("always 0");
    expect(norm(gradientsOf(kernel))).toBe(0);
  });
});
