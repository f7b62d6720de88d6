import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block } from "../../domain/model-spec";
import type { BlockWeights, Weights } from "../../domain/weights";
import { apart, flatWeights } from "../testing/run-training-case";
import { FusedKernel } from "./fused-kernel";
import { KERNEL_VARIANTS, runsVariant } from "./variant";

// The kernel against the same arithmetic in float64, written here as plainly as it can be.

const DERIVATIVES = {
  relu: { value: (z: number) => Math.max(z, 0), slope: (h: number) => (h > 0 ? 1 : 0) },
  tanh: { value: Math.tanh, slope: (h: number) => 1 - h * h },
  sigmoid: { value: (z: number) => 1 / (1 + Math.exp(-z)), slope: (h: number) => h * (1 - h) },
};

interface Net {
  readonly blocks: readonly Block[];
  readonly weights: Weights;
}

interface Reference {
  readonly logits: number[];
  readonly lossSum: number;
  /** Sums over the rows, in PyTorch's order of parameters. */
  readonly gradients: number[];
}

function reference({ blocks, weights }: Net, x: Float32Array, y: Uint8Array, rows: readonly number[]): Reference {
  const features = blocks[0]?.in ?? 0;
  const sums = weights.map(({ weight, bias }) => ({
    weight: new Float64Array(weight.length),
    bias: new Float64Array(bias.length),
  }));
  const logits: number[] = [];
  let lossSum = 0;
  for (const row of rows) {
    const inputs: number[][] = [Array.from(x.subarray(row * features, (row + 1) * features))];
    blocks.forEach((block, b) => inputs.push(forward(block, weights[b], inputs[b] ?? [])));
    const z = inputs.at(-1)?.[0] ?? NaN;
    const label = y[row] ?? NaN;
    logits.push(z);
    lossSum += Math.max(z, 0) - z * label + Math.log1p(Math.exp(-Math.abs(z)));
    let deltas = [1 / (1 + Math.exp(-z)) - label];
    for (let b = blocks.length - 1; b >= 0; b--) {
      const block = blocks[b];
      const sum = sums[b];
      const from = inputs[b] ?? [];
      if (block === undefined || sum === undefined) continue;
      deltas.forEach((delta, o) => {
        sum.bias[o] = (sum.bias[o] ?? 0) + delta;
        from.forEach((a, i) => (sum.weight[o * block.in + i] = (sum.weight[o * block.in + i] ?? 0) + delta * a));
      });
      const below = blocks[b - 1]?.activation ?? null;
      deltas = from.map((h, i) => {
        const back = deltas.reduce((s, delta, o) => s + delta * (weights[b]?.weight[o * block.in + i] ?? 0), 0);
        return below === null ? back : back * DERIVATIVES[below].slope(h);
      });
    }
  }
  return { logits, lossSum, gradients: sums.flatMap(({ weight, bias }) => [...weight, ...bias]) };
}

function forward(block: Block, weights: BlockWeights | undefined, inputs: readonly number[]): number[] {
  return Array.from({ length: block.out }, (_, o) => {
    const row = weights?.weight.subarray(o * block.in, (o + 1) * block.in) ?? [];
    const z = inputs.reduce((s, a, i) => s + a * (row[i] ?? 0), weights?.bias[o] ?? 0);
    return block.activation === null ? z : DERIVATIVES[block.activation].value(z);
  });
}

/** Numbers in [-1, 1) by a linear congruence, so that a failing case can be run again from its seed. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

function makeNet(widths: readonly number[], activations: readonly Block["activation"][], seed: number): Net {
  const next = numbers(seed);
  const blocks = widths.slice(1).map((out, b) => ({
    index: b,
    in: widths[b] ?? 0,
    out,
    activation: b === widths.length - 2 ? null : (activations[b] ?? null),
  }));
  const weights = blocks.map((block) => ({
    weight: Float32Array.from({ length: block.in * block.out }, () => (2 * next()) / Math.sqrt(block.in)),
    bias: Float32Array.from({ length: block.out }, () => next() / 2),
  }));
  return { blocks, weights };
}

function makeRows(rows: number, features: number, seed: number): { x: Float32Array; y: Uint8Array } {
  const next = numbers(seed);
  const x = Float32Array.from({ length: rows * features }, () => 2 * next());
  return { x, y: Uint8Array.from({ length: rows }, () => (next() > 0.3 ? 1 : 0)) };
}

const neighbours = (start: number, count: number): number[] => Array.from({ length: count }, (_, i) => start + i);
const norm = (values: readonly number[]): number => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

const activation = fc.constantFrom<Block["activation"][]>("relu", "tanh", "sigmoid", null);
const nets = fc
  .tuple(
    fc.integer({ min: 1, max: 20 }),
    fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 8 }),
    fc.array(activation, { minLength: 8, maxLength: 8 }),
    fc.integer({ min: 0, max: 1e6 }),
  )
  .map(([features, hidden, activations, seed]) => makeNet([features, ...hidden, 1], activations, seed));
const rowCounts = fc.oneof(fc.constantFrom(1, 3, 4, 5, 31, 32, 33), fc.integer({ min: 1, max: 100 }));

describe.each(KERNEL_VARIANTS.filter(runsVariant))("%s against float64", (variant) => {
  const module = new WebAssembly.Module(readFileSync(join(import.meta.dirname, "generated", `${variant}.wasm`)));

  it("has the same logits, losses and gradients for any depth, width and number of rows", () => {
    fc.assert(
      fc.property(nets, rowCounts, fc.nat(9), fc.boolean(), (net, count, start, shuffled) => {
        const features = net.blocks[0]?.in ?? 0;
        const { x, y } = makeRows(120, features, count);
        const order = neighbours(start, count);
        if (shuffled) order.reverse();
        const kernel = new FusedKernel(module, features, 128);
        const data = kernel.addRows(x, y);
        kernel.compile(net.blocks, net.weights);
        const expected = reference(net, x, y, order);
        const rows = shuffled
          ? ({ kind: "indices", indices: Uint32Array.from(order) } as const)
          : ({ kind: "range", start, count } as const);
        const loss = kernel.accumulate(data, rows, 1 / count);
        const gradients = flatWeights(kernel.weightsOf(kernel.takeGradients()));
        const means = expected.gradients.map((value) => value / count);
        const limit = { abs: 3e-6 * Math.max(1, norm(means)), rel: 0 };
        const lossLimit = { abs: 1e-6 * count, rel: 2e-6 };
        const logits = shuffled ? kernel.logits(data, start, count).reverse() : kernel.logits(data, start, count);
        expect(apart("logit", logits, expected.logits, { abs: 5e-6, rel: 5e-6 })).toEqual([]);
        expect(apart("loss", [loss], [expected.lossSum], lossLimit)).toEqual([]);
        expect(apart("gradient", gradients, means, limit)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it("takes the widest layers", () => {
    const net = makeNet([1024, 40, 1024, 1], ["relu", "tanh"], 5);
    const { x, y } = makeRows(3, 1024, 6);
    const kernel = new FusedKernel(module, 1024, 32);
    const data = kernel.addRows(x, y);
    kernel.compile(net.blocks, net.weights);
    const expected = reference(net, x, y, [0, 1, 2]);
    kernel.accumulate(data, { kind: "range", start: 0, count: 3 }, 1);
    const gradients = flatWeights(kernel.weightsOf(kernel.takeGradients()));
    expect(apart("logit", kernel.logits(data, 0, 3), expected.logits, { abs: 2e-5, rel: 1e-5 })).toEqual([]);
    expect(apart("gradient", gradients, expected.gradients, { abs: 2e-5, rel: 2e-5 })).toEqual([]);
  });

  it("keeps its digits over many rows", () => {
    const net = makeNet([7, 8, 4, 1], ["relu", "relu"], 7);
    const { x, y } = makeRows(20_000, 7, 8);
    const kernel = new FusedKernel(module, 7, 20_000);
    const data = kernel.addRows(x, y);
    kernel.compile(net.blocks, net.weights);
    const expected = reference(net, x, y, neighbours(0, 20_000));
    const loss = kernel.accumulate(data, { kind: "range", start: 0, count: 20_000 }, 1);
    const gradients = flatWeights(kernel.weightsOf(kernel.takeGradients()));
    const error = norm(expected.gradients.map((value, i) => value - (gradients[i] ?? NaN)));
    expect(error / norm(expected.gradients)).toBeLessThan(1e-6);
    expect(Math.abs(loss / expected.lossSum - 1)).toBeLessThan(1e-7);
  });

  it("has the loss of logits far from 0 without overflow", () => {
    const blocks = [{ index: 0, in: 1, out: 1, activation: null }];
    const kernel = new FusedKernel(module, 1, 8);
    const data = kernel.addRows(Float32Array.of(200, 200, -200, -200), Uint8Array.of(1, 0, 1, 0));
    kernel.compile(blocks, [{ weight: Float32Array.of(1), bias: Float32Array.of(0) }]);
    expect(kernel.accumulate(data, { kind: "range", start: 0, count: 4 }, 1)).toBeCloseTo(400, 4);
    const [gradient] = kernel.weightsOf(kernel.takeGradients());
    expect(gradient?.weight[0]).toBeCloseTo(400, 4);
    expect(gradient?.bias[0]).toBeCloseTo(0, 6);
  });
});
