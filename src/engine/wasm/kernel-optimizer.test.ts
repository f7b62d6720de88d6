import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OptimizerMemory } from "../../domain/checkpoint";
import {
  DEFAULT_ADAM,
  DEFAULT_ADAMW,
  DEFAULT_RMSPROP,
  DEFAULT_SGD,
  type OptimizerSpec,
} from "../../domain/run-config";
import { madeBlocks, madeWeights } from "../testing/made-data";
import { referenceUpdate, type ReferenceMemory } from "../testing/reference-optimizers";
import { apart, flatWeights } from "../testing/run-training-case";
import { FusedKernel } from "./fused-kernel";
import { KERNEL_VARIANTS, runsVariant } from "./variant";

const SGD = { ...DEFAULT_SGD, lr: 0.1, weightDecay: 0 };
const MOMENTUM = { ...SGD, momentum: 0.9 };
const ADAM = { ...DEFAULT_ADAM, lr: 0.1 };
const RMSPROP = { ...DEFAULT_RMSPROP, lr: 0.1 };

const SPECS: readonly (readonly [name: string, spec: OptimizerSpec, slots: number])[] = [
  ["SGD", SGD, 0],
  ["SGD with decay", { ...SGD, weightDecay: 0.3 }, 0],
  ["SGD with momentum and decay", { ...MOMENTUM, weightDecay: 0.1 }, 1],
  ["SGD with Nesterov momentum and decay", { ...MOMENTUM, nesterov: true, weightDecay: 0.1 }, 1],
  ["Adam", ADAM, 2],
  ["Adam with decay and other betas", { ...ADAM, betas: [0.5, 0.9], eps: 1e-3, weightDecay: 0.2 }, 2],
  ["AdamW", { ...DEFAULT_ADAMW, lr: 0.05, weightDecay: 0.5 }, 2],
  ["RMSprop", RMSPROP, 1],
  ["RMSprop with momentum and decay", { ...RMSPROP, alpha: 0.9, momentum: 0.8, weightDecay: 0.1 }, 2],
];

describe.each(KERNEL_VARIANTS.filter(runsVariant))("the optimisers of %s", (variant) => {
  const module = new WebAssembly.Module(readFileSync(join(import.meta.dirname, "generated", `${variant}.wasm`)));

  /** A kernel with these weights and a bias of 0, which steps with the gradients it is given. */
  function open(weights: readonly number[], memory: OptimizerMemory | null = null) {
    const blocks = madeBlocks(weights.length, []);
    const of = (values: readonly number[]) => [{ weight: Float32Array.from(values), bias: Float32Array.of(0) }];
    const kernel = new FusedKernel(module, weights.length, 1);
    kernel.compile(blocks, of(weights), memory);
    const packer = new FusedKernel(module, weights.length, 1);
    const step = (gradients: readonly number[], optimizer: OptimizerSpec, clipNorm: number | null = null): void => {
      packer.compile(blocks, of(gradients), null);
      kernel.addGradients(packer.parameters());
      kernel.update({ optimizer, clipNorm });
    };
    return { kernel, step, weights: () => flatWeights(kernel.readWeights()).slice(0, weights.length) };
  }

  /** Weights after a step for each list of gradients. */
  function after(spec: OptimizerSpec, start: readonly number[], steps: readonly (readonly number[])[]): number[] {
    const { step, weights } = open(start);
    for (const gradients of steps) step(gradients, spec);
    return weights();
  }

  it.each(SPECS)("%s steps as the formulas say, and remembers what they remember", (_, spec, slots) => {
    const numbers = fc.array(fc.float({ min: -2, max: 2, noNaN: true }).map((value) => value + 0.01), {
      minLength: 11,
      maxLength: 11,
    });
    fc.assert(
      fc.property(numbers, fc.array(numbers, { minLength: 1, maxLength: 12 }), (start, steps) => {
        const { step, weights, kernel } = open(start);
        const memory: ReferenceMemory = { type: null, steps: 0, slots: [] };
        let expected = Float64Array.from(start, Math.fround);
        for (const gradients of steps) {
          step(gradients, spec);
          expected = referenceUpdate(spec, memory, expected, Float64Array.from(gradients, Math.fround));
        }
        const remembered = kernel.readOptimizer();
        expect(remembered).toMatchObject({ type: spec.type, steps: steps.length });
        expect(remembered?.slots).toHaveLength(slots);
        expect(apart("weight", weights(), expected, { abs: 2e-5, rel: 2e-6 })).toEqual([]);
        memory.slots.forEach((slot, i) => {
          const got = flatWeights(remembered?.slots[i] ?? []).slice(0, start.length);
          expect(apart(`slot ${i}`, got, slot, { abs: 1e-5, rel: 2e-6 })).toEqual([]);
        });
      }),
      { numRuns: 40, seed: 7 },
    );
  });

  it("Adam's first step is about the learning rate, whatever the gradient's size", () => {
    const gradients = [1e-4, -1e-2, 1, -37, 1e4];
    const moved = after(ADAM, [0, 0, 0, 0, 0], [gradients]);
    expect(apart("weight", moved, gradients.map((g) => -0.1 * Math.sign(g)), { abs: 2e-5, rel: 0 })).toEqual([]);
  });

  it.each(SPECS.filter(([, { weightDecay }]) => weightDecay === 0))(
    "%s leaves parameters alone where the gradient is always 0, without an epsilon as well",
    (_, spec) => {
      const bare = "eps" in spec ? { ...spec, eps: 0 } : spec;
      expect(after(bare, [0.25, -3], [[0, 0], [0, 0]])).toEqual([0.25, -3]);
    },
  );

  it("lets moments that fade away end at 0, and not at numbers too small for a float", () => {
    const { step, kernel } = open([1]);
    const spec = { ...ADAM, betas: [0.01, 0.01] as const };
    step([1], spec);
    for (let i = 0; i < 30; i++) step([0], spec);
    expect(kernel.readOptimizer()?.slots.map((slot) => slot[0]?.weight[0])).toEqual([0, 0]);
  });

  it("clips the gradients to a global norm, and leaves smaller ones as they are", () => {
    const { step, weights } = open([0, 0]);
    step([3, 4], SGD, 1);
    expect(apart("weight", weights(), [-0.06, -0.08], { abs: 0, rel: 1e-6 })).toEqual([]);
    step([3, 4], SGD, 1e6);
    expect(apart("weight", weights(), [-0.36, -0.48], { abs: 0, rel: 1e-6 })).toEqual([]);
  });

  it("measures the norm beyond the range of float32 squares", () => {
    const { step, weights } = open([0, 0]);
    step([3e30, 4e30], SGD, 1);
    expect(apart("weight", weights(), [-0.06, -0.08], { abs: 0, rel: 1e-6 })).toEqual([]);
  });

  it("keeps its memory when the learning rate changes, and starts afresh with another kind", () => {
    const { step, weights, kernel } = open([0]);
    step([1], MOMENTUM);
    step([1], { ...MOMENTUM, lr: 0.01 });
    expect(weights()[0]).toBeCloseTo(-0.1 - 0.019, 6);
    step([1], ADAM);
    expect(weights()[0]).toBeCloseTo(-0.1 - 0.019 - 0.1, 5);
    expect(kernel.readOptimizer()).toMatchObject({ type: "adam", steps: 1 });
    step([0], { ...RMSPROP, momentum: 0.5 });
    expect(kernel.readOptimizer()?.slots.map((slot) => slot[0]?.weight[0])).toEqual([0, 0]);
  });

  it("remembers nothing before its first step", () => {
    expect(open([1]).kernel.readOptimizer()).toBeNull();
  });

  it.each(SPECS)("%s goes on from what was read as if it had not stopped", (_, spec) => {
    const gradients = [
      [1, -2, 0.5],
      [0.1, 3, -0.7],
      [-1, 0.2, 0.3],
    ];
    const whole = open([1, 2, 3]);
    for (const each of gradients) whole.step(each, spec);
    const first = open([1, 2, 3]);
    for (const each of gradients.slice(0, 2)) first.step(each, spec);
    const rest = open(first.weights(), first.kernel.readOptimizer());
    rest.step(gradients[2] ?? [], spec);
    expect(rest.weights()).toEqual(whole.weights());
    expect(rest.kernel.readOptimizer()).toEqual(whole.kernel.readOptimizer());
  });

  it("refuses a memory of another shape", () => {
    const blocks = madeBlocks(4, []);
    const kernel = new FusedKernel(module, 4, 1);
    const other = madeWeights(madeBlocks(5, []));
    const compile = (slots: OptimizerMemory["slots"]) => (): void => {
      kernel.compile(blocks, madeWeights(blocks), { type: "adam", steps: 1, slots });
    };
    expect(compile([other, other])).toThrow("shape");
    const fits = madeWeights(blocks);
    expect(compile([fits, fits, fits])).toThrow("no more than 2");
  });
});
