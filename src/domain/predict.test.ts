import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toBlocks, type ActivationSpec, type LayerSpec } from "./model-spec";
import { predictProbability } from "./predict";
import { standardFeature } from "./testing/fitted-features";

/** The activation of `x`, read off a net that puts nothing but a sigmoid behind it. */
function activated(activation: ActivationSpec, x: number): number {
  const layers: LayerSpec[] = [{ type: "linear", out: 1 }, activation, { type: "linear", out: 1 }, { type: "sigmoid" }];
  const one = { weight: Float32Array.of(1), bias: Float32Array.of(0) };
  const model = { features: [standardFeature("x", 0, 1)], blocks: toBlocks({ layers, init: "pytorch-default" }, 1), weights: [one, one] };
  const p = predictProbability(model, [x]);
  return Math.log(p / (1 - p));
}

/** Integral of the normal density up to `x`, by Simpson's rule: no error function in it. */
function normalShareBelow(x: number): number {
  const steps = 2000;
  const from = -9;
  const width = (x - from) / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const t = from + i * width;
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * Math.exp((-t * t) / 2);
  }
  return (sum * width) / 3 / Math.sqrt(2 * Math.PI);
}

const FORMULAS: [ActivationSpec, (x: number) => number][] = [
  [{ type: "relu" }, (x) => (x > 0 ? x : 0)],
  [{ type: "leaky-relu", slope: 0.2 }, (x) => (x > 0 ? x : 0.2 * x)],
  [{ type: "elu" }, (x) => (x > 0 ? x : Math.exp(x) - 1)],
  [{ type: "gelu" }, (x) => x * normalShareBelow(x)],
  [{ type: "tanh" }, (x) => (Math.exp(2 * x) - 1) / (Math.exp(2 * x) + 1)],
  [{ type: "sigmoid" }, (x) => 1 / (1 + Math.exp(-x))],
];

describe("a prediction", () => {
  it.each(FORMULAS)("goes through %o as its definition says", (activation, formula) => {
    fc.assert(
      fc.property(fc.float({ min: -6, max: 6, noNaN: true }), (x) => {
        expect(activated(activation, x)).toBeCloseTo(formula(x), 10);
      }),
    );
  });

  it("drops nothing", () => {
    const weights = [4, 1].map((out, index) => ({
      weight: Float32Array.from({ length: out * (index === 0 ? 2 : 4) }, (_, i) => Math.sin(i + 1)),
      bias: new Float32Array(out),
    }));
    const answer = (...dropout: LayerSpec[]): number => {
      const layers: LayerSpec[] = [{ type: "linear", out: 4 }, { type: "relu" }, ...dropout, { type: "linear", out: 1 }, { type: "sigmoid" }];
      const features = [standardFeature("a", 1, 2), standardFeature("b", 0, 1)];
      return predictProbability({ features, blocks: toBlocks({ layers, init: "pytorch-default" }, 2), weights }, [3, -1]);
    };
    expect(answer({ type: "dropout", p: 0.9 })).toBe(answer());
  });
});
