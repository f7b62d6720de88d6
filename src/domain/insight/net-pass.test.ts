import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inOneGo } from "../inspect/stepwise";
import type { ResolvedLoss } from "../loss";
import { REFERENCE_MODEL, toBlocks, type ActivationSpec, type Block, type LayerSpec } from "../model-spec";
import { predictProbability } from "../predict";
import { createRandom } from "../random";
import { standardFeature } from "../testing/fitted-features";
import type { Weights } from "../weights";
import { passRows, passThrough, type BlockPass } from "./net-pass";

interface Case {
  name: string;
  kind: string;
  model: { layers: number[]; activation: string | null };
  loss: { type: string; posWeight?: number };
  steps: { microBatches: number[][] }[];
  inputs: number[][];
  labels: number[];
  initialWeights: Record<string, number[] | number[][]>;
  expectedFloat64: { lossPerStep: number[]; gradientNormPerStep: number[]; firstStepGradients?: Record<string, number[] | number[][]> };
}
const parity = JSON.parse(readFileSync(join(process.env["PARITY_DIR"] ?? "", "training.json"), "utf8")) as {
  tolerance: { float64: { abs: number; rel: number } };
  cases: Case[];
};

const ACTIVATIONS: Record<string, ActivationSpec> = {
  relu: { type: "relu" },
  leakyRelu: { type: "leaky-relu", slope: 0.01 },
  elu: { type: "elu" },
  gelu: { type: "gelu" },
  tanh: { type: "tanh" },
  sigmoid: { type: "sigmoid" },
};
const LOSSES: Record<string, (posWeight: number) => ResolvedLoss> = {
  bce: () => ({ type: "bce", positiveWeight: 1 }),
  bceWithLogits: (positiveWeight) => ({ type: "bce", positiveWeight }),
  crossEntropyOnSigmoid: () => ({ type: "cross-entropy-single-output" }),
};

function blocksOf(widths: readonly number[], activation: ActivationSpec | null): Block[] {
  const hidden = widths.slice(1, -1).flatMap((out): LayerSpec[] => [{ type: "linear", out }, ...(activation === null ? [] : [activation])]);
  return toBlocks({ layers: [...hidden, { type: "linear", out: 1 }, { type: "sigmoid" }], init: "pytorch-default" }, widths[0] ?? 0);
}

/** Saturated rows have no gradient there, because BCELoss clamps its logarithms; ours works on logits. */
const EXEMPT = "bceClamp";

describe("the first step's gradients are PyTorch's", () => {
  // With several micro-batches each row weighs as much as in one batch of them all.
  const cases = parity.cases.filter(({ kind, name, expectedFloat64 }) => kind === "training" && name !== EXEMPT && expectedFloat64.firstStepGradients !== undefined);

  it.each(cases.map((each) => [each.name, each] as const))("%s", (_, each) => {
    const activation = each.model.activation === null ? null : (ACTIVATIONS[each.model.activation] ?? null);
    const blocks = blocksOf(each.model.layers, activation);
    const weights = blocks.map(({ index }) => ({
      weight: Float32Array.from(each.initialWeights[`${index}.weight`]?.flat() ?? []),
      bias: Float32Array.from(each.initialWeights[`${index}.bias`]?.flat() ?? []),
    }));
    const rows = each.steps[0]?.microBatches.flat() ?? [];
    const x = Float32Array.from(rows.flatMap((row) => each.inputs[row] ?? []));
    const y = Uint8Array.from(rows, (row) => each.labels[row] ?? 0);
    const loss = LOSSES[each.loss.type]?.(each.loss.posWeight ?? 1);
    if (loss === undefined) throw new Error(`No loss ${each.loss.type}.`);
    const { abs, rel } = parity.tolerance.float64;
    const expected = each.expectedFloat64;
    let squares = 0;
    for (const { block, weightGradient, biasGradient } of inOneGo(passThrough(blocks, weights, { x, y }, loss))) {
      for (const [name, gradient] of [["weight", weightGradient], ["bias", biasGradient]] as const) {
        const wanted = expected.firstStepGradients?.[`${block.index}.${name}`]?.flat() ?? [];
        expect(gradient).toHaveLength(wanted.length);
        wanted.forEach((value, i) => expect(Math.abs(gradient[i]! - value)).toBeLessThanOrEqual(abs + rel * Math.abs(value)));
        squares += gradient.reduce((sum, value) => sum + value * value, 0);
      }
    }
    expect(Math.sqrt(squares)).toBeCloseTo(expected.gradientNormPerStep[0] ?? NaN, 11);
  });
});

const WIDTHS = [3, 5, 4, 1];
const ROWS = 7;
const random = createRandom(4);
const WEIGHTS: Weights = WIDTHS.slice(1).map((out, i) => ({
  weight: Float32Array.from({ length: out * (WIDTHS[i] ?? 0) }, () => random.normal()),
  bias: Float32Array.from({ length: out }, () => random.normal()),
}));
const X = Float32Array.from({ length: 3 * ROWS }, () => random.normal());
const Y = Uint8Array.of(0, 1, 1, 0, 0, 1, 0);
const BCE: ResolvedLoss = { type: "bce", positiveWeight: 1 };

function pass(blocks: readonly Block[], loss: ResolvedLoss, weights = WEIGHTS): BlockPass[] {
  return inOneGo(passThrough(blocks, weights, { x: X, y: Y }, loss));
}

/** By the losses' definitions, in float64. */
function meanLoss(blocks: readonly Block[], loss: ResolvedLoss, weights: Weights): number {
  const logits = pass(blocks, loss, weights).at(-1)?.activations ?? new Float64Array();
  const losses = logits.map((logit, row) => {
    const right = 1 / (1 + Math.exp(Y[row] === 1 ? -logit : logit));
    if (loss.type === "bce") return (Y[row] === 1 ? -loss.positiveWeight : -1) * Math.log(right);
    if (loss.type === "focal") return -(Y[row] === 1 ? loss.alpha : 1 - loss.alpha) * (1 - right) ** loss.gamma * Math.log(right);
    return 0;
  });
  return losses.reduce((sum, each) => sum + each, 0) / ROWS;
}

describe("gradients are the slopes of the loss", () => {
  const losses: ResolvedLoss[] = [
    BCE,
    { type: "bce", positiveWeight: 7.5 },
    { type: "focal", gamma: 2, alpha: 0.25 },
    { type: "focal", gamma: 0.5, alpha: 0.75 },
  ];
  const settings: { loss: ResolvedLoss; activation: ActivationSpec }[] = [
    ...losses.map((loss) => ({ loss, activation: { type: "tanh" } as const })),
    ...Object.values(ACTIVATIONS).map((activation) => ({ loss: BCE, activation })),
  ];

  it.each(settings)("%o", ({ loss, activation }) => {
    const blocks = blocksOf(WIDTHS, activation);
    const passes = pass(blocks, loss);
    WEIGHTS.forEach(({ weight }, layer) => {
      for (const at of [0, weight.length - 1]) {
        const moved = (by: number): number => {
          const own = Float32Array.from(weight);
          own[at] = weight[at]! + by;
          return meanLoss(blocks, loss, WEIGHTS.map((each, i) => (i === layer ? { ...each, weight: own } : each)));
        };
        // 2^-12 is added to a float32 of this size nearly without rounding; how much was added is taken as it came out.
        const h = Math.fround(weight[at]! + 2 ** -12) - weight[at]!;
        const back = weight[at]! - Math.fround(weight[at]! - 2 ** -12);
        const slope = (moved(2 ** -12) - moved(-(2 ** -12))) / (h + back);
        expect(passes[layer]?.weightGradient[at]).toBeCloseTo(slope, 5);
      }
    });
  });

  it("by the activations too: a bias of the next layer moves by what a unit's answer moves", () => {
    const blocks = blocksOf(WIDTHS, { type: "tanh" });
    const passes = pass(blocks, BCE);
    const [first, second] = passes;
    // Moving the answers of a unit by one amount for all rows is adding that times its outgoing weights to the biases.
    const outgoing = WEIGHTS[1]!.weight;
    for (let unit = 0; unit < 5; unit++) {
      let byAnswers = 0;
      for (let row = 0; row < ROWS; row++) byAnswers += first!.activationGradient[row * 5 + unit]!;
      let byBiases = 0;
      for (let out = 0; out < 4; out++) byBiases += outgoing[out * 5 + unit]! * second!.biasGradient[out]!;
      expect(byAnswers).toBeCloseTo(byBiases, 12);
    }
  });
});

describe("a pass", () => {
  it("gives the answers of a prediction", () => {
    const blocks = blocksOf(WIDTHS, { type: "gelu" });
    const logits = pass(blocks, BCE).at(-1)?.activations ?? new Float64Array();
    const features = ["a", "b", "c"].map((name) => standardFeature(name, 0, 1));
    logits.forEach((logit, row) => {
      const p = predictProbability({ features, blocks, weights: WEIGHTS }, [...X.subarray(3 * row, 3 * row + 3)]);
      expect(1 / (1 + Math.exp(-logit))).toBeCloseTo(p, 12);
    });
  });

  it("leaves every gradient at exactly 0 under cross-entropy over one output, not at a negative zero", () => {
    for (const each of pass(blocksOf(WIDTHS, { type: "relu" }), { type: "cross-entropy-single-output" })) {
      for (const gradient of [each.weightGradient, each.biasGradient, each.activationGradient]) {
        expect(gradient.every((value) => Object.is(value, 0))).toBe(true);
      }
    }
  });

  it("refuses no rows, and rows or weights that do not fit", () => {
    const blocks = blocksOf(WIDTHS, null);
    const refused = (x: Float32Array, y: Uint8Array, weights = WEIGHTS) => expect(() => inOneGo(passThrough(blocks, weights, { x, y }, BCE))).toThrow(RangeError);
    refused(new Float32Array(), new Uint8Array());
    refused(X, Y.subarray(1));
    refused(X, Y, WEIGHTS.slice(1));
  });

  it("takes as many rows as its net leaves time for, and can be given up between steps", () => {
    expect(passRows(toBlocks(REFERENCE_MODEL, 7))).toBe(1024);
    expect(passRows(blocksOf([7, ...new Array<number>(8).fill(1024), 1], { type: "relu" }))).toBe(16);
    const shares = [...passThrough(blocksOf(WIDTHS, null), WEIGHTS, { x: X, y: Y }, BCE)];
    expect(shares.length).toBeGreaterThanOrEqual(6);
    shares.forEach((share, i) => expect(share).toBeGreaterThanOrEqual(shares[i - 1] ?? 0));
  });
});
