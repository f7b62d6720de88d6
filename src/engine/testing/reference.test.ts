import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { DropoutMask } from "../../domain/dropout";
import type { ResolvedLoss } from "../../domain/loss";
import type { ActivationSpec, Block } from "../../domain/model-spec";
import { createRandom } from "../../domain/random";
import { Reference } from "./reference";
import { apart } from "./run-training-case";
import { EXEMPT_CASE, supportedTrainingCases, type TrainingCase } from "./training-cases";
import { readTrainingFile } from "./training-file";

const parityFile = join(process.env["PARITY_DIR"] ?? "tools/parity", "training.json");
const parity: unknown = JSON.parse(readFileSync(parityFile, "utf8"));
const cases = supportedTrainingCases(parity);

it("leaves out one case alone", () => {
  const all = readTrainingFile(parity).cases.map(({ name }) => name);
  expect(all.filter((name) => !cases.some((entry) => entry.name === name))).toEqual([EXEMPT_CASE.name]);
});

describe("the float64 reference agrees with PyTorch's float64 run", () => {
  it.each(cases.map((entry) => [entry.name, entry] as const))("%s", (_, entry) => {
    const { float64 } = entry;
    const run = train(entry);
    const off = [
      ...apart("loss", run.losses, float64.lossPerStep, float64.tolerance),
      ...apart("norm", run.norms, float64.gradientNormPerStep, float64.tolerance),
      ...apart("probability", run.probabilities, float64.probabilitiesAfter, float64.tolerance),
      ...apart("gradient", run.gradients, float64.firstStepGradients ?? run.gradients, float64.tolerance),
      ...apart("weight", run.weights, float64.finalWeights ?? run.weights, float64.weightTolerance),
    ];
    expect(off).toEqual([]);
  });
});

function train({ blocks, initialWeights, inputs, labels, rows, loss, steps }: TrainingCase) {
  const net = new Reference(blocks, initialWeights);
  const losses: number[] = [];
  const norms: number[] = [];
  let gradients: ArrayLike<number> = [];
  for (const step of steps) {
    const settings = { batchRows: step.rows, loss, dropout: null };
    for (const indices of step.microBatches) net.accumulate({ x: inputs, y: labels }, indices, settings);
    if (norms.length === 0) gradients = net.gradients.slice();
    norms.push(net.update(step.update));
    losses.push(net.takeLoss());
  }
  const probabilities = net.logits(inputs, rows).map((logit) => 1 / (1 + Math.exp(-logit)));
  return { losses, norms, gradients, probabilities, weights: net.parameters };
}

describe("its gradients are the slopes of its losses", () => {
  const losses: Record<string, ResolvedLoss> = {
    bce: { type: "bce", positiveWeight: 1 },
    "bce with a positive weight": { type: "bce", positiveWeight: 7.5 },
    "focal, gamma 0": { type: "focal", gamma: 0, alpha: 0.25 },
    "focal, gamma 2": { type: "focal", gamma: 2, alpha: 0.25 },
    "focal, gamma 5": { type: "focal", gamma: 5, alpha: 0.75 },
    "focal, gamma 0.5": { type: "focal", gamma: 0.5, alpha: 0.5 },
  };
  it.each(Object.entries(losses))("with %s", (_, loss) => {
    expectSlopes(blocksOf({ type: "tanh" }), loss, null);
  });

  const activations: readonly ActivationSpec[] = [
    { type: "relu" },
    { type: "leaky-relu", slope: 0.2 },
    { type: "elu" },
    { type: "gelu" },
    { type: "tanh" },
    { type: "sigmoid" },
  ];
  it.each(activations)("through $type", (activation) => {
    expectSlopes(blocksOf(activation), { type: "bce", positiveWeight: 1 }, null);
  });

  it("with values dropped in two layers", () => {
    const masks = [{ key: 77, p: 0.5 }, { key: 99, p: 0.25 }, null];
    expectSlopes(blocksOf({ type: "gelu" }), { type: "bce", positiveWeight: 2 }, masks);
  });
});

function blocksOf(activation: ActivationSpec): Block[] {
  return [
    { index: 0, in: 3, out: 5, activation, dropout: 0 },
    { index: 2, in: 5, out: 4, activation, dropout: 0 },
    { index: 4, in: 4, out: 1, activation: null, dropout: 0 },
  ];
}

/** Central differences of the loss against the gradients, for all parameters. */
function expectSlopes(
  blocks: readonly Block[],
  loss: ResolvedLoss,
  dropout: readonly (DropoutMask | null)[] | null,
): void {
  const random = createRandom(5);
  const draw = (length: number) => Float32Array.from({ length }, () => random.normal());
  const weights = blocks.map((block) => ({ weight: draw(block.in * block.out), bias: draw(block.out) }));
  const data = { x: draw(6 * 3), y: Uint8Array.of(1, 0, 0, 1, 0, 1) };
  const settings = { batchRows: 6, loss, dropout };
  const net = new Reference(blocks, weights);
  const measured = (): number => {
    net.accumulate(data, [0, 1, 2, 3, 4, 5], settings);
    return net.takeLoss();
  };
  measured();
  const gradients = net.gradients.slice();
  const h = 1e-6;
  const slopes = net.parameters.slice().map((value, i) => {
    net.parameters[i] = value + h;
    const above = measured();
    net.parameters[i] = value - h;
    const below = measured();
    net.parameters[i] = value;
    return (above - below) / (2 * h);
  });
  expect(apart("gradient", gradients, slopes, { abs: 1e-8, rel: 1e-7 })).toEqual([]);
  expect(gradients.some((gradient) => Math.abs(gradient) > 1e-3)).toBe(true);
}
