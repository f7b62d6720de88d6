import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { erf } from "./erf";
import { initialiseWeights } from "./initialisation";
import { INITIALISATIONS, parameterCount, toBlocks, type Block, type InitialisationKind } from "./model-spec";
import { createRandom } from "./random";
import { parameterNames, type Weights } from "./weights";

interface Shape {
  readonly bound: number;
  readonly std: number;
}

interface BoundsCase {
  readonly name: string;
  readonly kind: "bounds";
  readonly fanIn: number;
  readonly fanOut: number;
  readonly torchDefault: { readonly weightBound: number; readonly biasBound: number; readonly weightStd: number; readonly biasStd: number };
  readonly glorotUniform: Shape;
  readonly heUniform: Shape;
  readonly glorotNormalStd: number;
  readonly heNormalStd: number;
}

interface ModelCase {
  readonly name: string;
  readonly kind: "model";
  readonly layers: readonly number[];
  readonly parameterCount: number;
  readonly perLayer: readonly { readonly name: string; readonly shape: readonly number[]; readonly bound: number }[];
}

interface WorkedExample {
  readonly name: string;
  readonly kind: "ksWorkedExample";
  readonly sample: readonly number[];
  readonly bound: number;
  readonly ksStatistic: number;
}

const parity = JSON.parse(readFileSync(join(process.env["PARITY_DIR"] ?? "", "initialisation.json"), "utf8")) as {
  readonly tolerance: { readonly ksStatistic: { readonly abs: number } };
  readonly cases: readonly (BoundsCase | ModelCase | WorkedExample)[];
};

const boundsCases = parity.cases.filter((item) => item.kind === "bounds");

type Distribution = (value: number) => number;

const evenTo =
  (bound: number): Distribution =>
  (value) =>
    (value + bound) / (2 * bound);

const normalOf =
  (std: number): Distribution =>
  (value) =>
    (1 + erf(value / std / Math.SQRT2)) / 2;

/** The statistic of Kolmogorov and Smirnov: the largest distance between a sample's distribution and a given one. */
function ksStatistic(sample: readonly number[], distribution: Distribution): number {
  const sorted = [...sample].sort((a, b) => a - b);
  const n = sorted.length;
  return sorted.reduce((worst, value, i) => Math.max(worst, (i + 1) / n - distribution(value), distribution(value) - i / n), 0);
}

/** What chance passes once in a million samples. */
const critical = (n: number): number => Math.sqrt(-0.5 * Math.log(1e-6 / 2) / n);

function blockOf(fanIn: number, fanOut: number): Block {
  return { index: 0, in: fanIn, out: fanOut, activation: null, dropout: 0 };
}

const WEIGHTS_NEEDED = 10_000;
const BIASES_NEEDED = 2000;

/** Draws the layer again and again, until there are enough weights and biases. */
function sample(kind: InitialisationKind, { fanIn, fanOut }: BoundsCase): { weights: number[]; biases: number[] } {
  const random = createRandom(1, "initialisation");
  const weights: number[] = [];
  const biases: number[] = [];
  while (weights.length < WEIGHTS_NEEDED || biases.length < BIASES_NEEDED) {
    for (const { weight, bias } of initialiseWeights(kind, [blockOf(fanIn, fanOut)], random)) {
      weights.push(...weight);
      biases.push(...bias);
    }
  }
  return { weights, biases };
}

function stdOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

const farthest = (values: readonly number[]): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

interface Expected {
  readonly distribution: Distribution;
  readonly std: number;
  /** Null where values have no bound. */
  readonly bound: number | null;
}

const uniform = (bound: number, std: number): Expected => ({ distribution: evenTo(bound), std, bound });
const normal = (std: number): Expected => ({ distribution: normalOf(std), std, bound: null });

const EXPECTED_WEIGHTS: Record<InitialisationKind, (item: BoundsCase) => Expected> = {
  "pytorch-default": ({ torchDefault }) => uniform(torchDefault.weightBound, torchDefault.weightStd),
  "glorot-uniform": ({ glorotUniform }) => uniform(glorotUniform.bound, glorotUniform.std),
  "glorot-normal": ({ glorotNormalStd }) => normal(glorotNormalStd),
  "he-uniform": ({ heUniform }) => uniform(heUniform.bound, heUniform.std),
  "he-normal": ({ heNormalStd }) => normal(heNormalStd),
};

function expectDrawnFrom(values: readonly number[], { distribution, std, bound }: Expected, tolerance: number): void {
  // Float32 may round a value up to the bound and a little over.
  if (bound !== null) expect(farthest(values)).toBeLessThanOrEqual(bound * (1 + 1e-6));
  expect(ksStatistic(values, distribution)).toBeLessThan(critical(values.length));
  expect(Math.abs(stdOf(values) / std - 1)).toBeLessThan(tolerance);
}

describe("the test of distributions itself", () => {
  const examples = parity.cases.filter((item) => item.kind === "ksWorkedExample");

  it.each(examples)("gives the statistic of $name", ({ sample: values, bound, ksStatistic: expected }) => {
    expect(Math.abs(ksStatistic(values, evenTo(bound)) - expected)).toBeLessThanOrEqual(parity.tolerance.ksStatistic.abs);
  });

  it("has examples and layers to go by", () => {
    expect(examples.length).toBeGreaterThan(0);
    expect(boundsCases.length).toBeGreaterThan(0);
  });
});

describe.each(INITIALISATIONS)("%s", (kind) => {
  it.each(boundsCases)("draws the weights of $name from its distribution", (item) => {
    expectDrawnFrom(sample(kind, item).weights, EXPECTED_WEIGHTS[kind](item), 0.03);
  });

  it.each(boundsCases)("draws the biases of $name as it should", (item) => {
    const { biases } = sample(kind, item);
    const { biasBound, biasStd } = item.torchDefault;
    if (kind === "pytorch-default") expectDrawnFrom(biases, uniform(biasBound, biasStd), 0.06);
    else expect(new Set(biases)).toEqual(new Set([0]));
  });

  it("repeats with its seed, and draws other weights for another seed and another layer", () => {
    const draw = (seed: number): Weights => initialiseWeights(kind, [blockOf(7, 7), blockOf(7, 7)], createRandom(seed, "initialisation"));
    expect(draw(3)).toEqual(draw(3));
    expect(draw(3)).not.toEqual(draw(4));
    const [first, second] = draw(3);
    expect(first?.weight).not.toEqual(second?.weight);
  });
});

describe("the parameters of a whole net", () => {
  const models = parity.cases.filter((item) => item.kind === "model");

  it.each(models)("of $name have PyTorch's names, shapes and bounds", ({ layers, parameterCount: count, perLayer }) => {
    const [inputs = 0, ...widths] = layers;
    const stack = widths.flatMap((out) => [{ type: "linear" as const, out }, { type: "relu" as const }]);
    const blocks = toBlocks({ layers: [...stack.slice(0, -1), { type: "sigmoid" }], init: "pytorch-default" }, inputs);
    const weights = initialiseWeights("pytorch-default", blocks, createRandom(0, "initialisation"));
    expect(parameterCount(blocks)).toBe(count);
    const drawn = blocks.flatMap((block, index) => {
      const { weight = new Float32Array(), bias = new Float32Array() } = weights[index] ?? {};
      const names = parameterNames(block);
      return [
        { name: names.weight, shape: [block.out, block.in], values: weight },
        { name: names.bias, shape: [block.out], values: bias },
      ];
    });
    expect(drawn.map(({ name, shape }) => ({ name, shape }))).toEqual(perLayer.map(({ name, shape }) => ({ name, shape })));
    drawn.forEach(({ values, shape }, index) => {
      const bound = perLayer[index]?.bound ?? NaN;
      expect(values.length).toBe(shape.reduce((product, length) => product * length, 1));
      expect(farthest([...values])).toBeLessThanOrEqual(bound * (1 + 1e-6));
    });
  });
});
