import { describe, expect, inject, it } from "vitest";
import { ENGINE_NAMES } from "../domain/engine-identity";
import type { Weights } from "../domain/weights";
import type { Backend } from "./backend";
import { detectEngines } from "./choose-engine";
import { createBackend } from "./create-backend";
import {
  readTrainingCases,
  supported,
  supportedTrainingCases,
  type Tolerance,
  type TrainingCase,
} from "./testing/training-cases";

declare module "vitest" {
  interface ProvidedContext {
    /** training.json, parsed. */
    trainingParity: unknown;
  }
}

const parity = inject("trainingParity");
const cases = supportedTrainingCases(parity);

it("leaves out only the cases that are known to wait for a later release", () => {
  const left = readTrainingCases(parity).flatMap((raw) => {
    const reason = supported(raw);
    return reason === true ? [] : [`${raw.name}: ${reason}`];
  });
  expect(left).toEqual([
    "adamW: optimiser adamw",
    "rmsprop: optimiser rmsprop",
    "rmspropMomentum: optimiser rmsprop",
    "bceWithLogitsPosWeight: loss bceWithLogits with a positive weight",
    "bceWithLogitsPosWeight25: loss bceWithLogits with a positive weight",
    "bceClamp: the logits form of the loss does not clamp saturated rows",
    "activationLeakyRelu: activation leakyRelu",
    "activationGelu: activation gelu",
    "activationElu: activation elu",
    "clipGlobalNorm: loss bceWithLogits with a positive weight",
    "clipGlobalNormTight: clipping of the gradient norm",
    "scheduleStep: learning-rate schedule step",
    "scheduleCosine: learning-rate schedule cosine",
    "scheduleExponential: learning-rate schedule exponential",
    "scheduleStepPerEpoch: learning-rate schedule step",
  ]);
});

it("runs WebGL on a real context, here of a software renderer, and names each engine", async () => {
  const identities = [];
  for (const name of ENGINE_NAMES) {
    const backend = await createBackend(name);
    identities.push(backend.identity);
    await backend.dispose();
  }
  const offered = (await detectEngines()).filter(({ choice }) => choice !== "auto").map(({ engine }) => engine);
  expect(offered).toEqual(identities);
  const [webgl, wasm, cpu] = identities;
  expect(webgl).toMatchObject({ name: "webgl", variant: "tfjs", pool: 1 });
  expect(webgl?.renderer).toMatch(/swiftshader|llvmpipe/i);
  expect(wasm).toMatchObject({ name: "wasm", pool: 1, renderer: null });
  expect(wasm?.variant).toMatch(/^fused-/);
  expect(cpu).toEqual({ name: "cpu", variant: "tfjs", pool: 1, renderer: null });
});

describe.each(ENGINE_NAMES)("%s agrees with PyTorch", (name) => {
  it.each(cases.map((entry) => [entry.name, entry] as const))("%s", async (_, entry) => {
    const backend = await createBackend(name);
    try {
      await train(backend, entry);
    } finally {
      await backend.dispose();
    }
  });
});

async function train(backend: Backend, entry: TrainingCase): Promise<void> {
  const { rows, inputs, labels, features, tolerance, expected } = entry;
  const split = { rows, x: inputs, y: labels, positives: labels.reduce((sum, label) => sum + label, 0) };
  await backend.load({ train: split, validation: split, test: split }, features);
  await backend.compile({ blocks: entry.blocks, loss: entry.loss, weights: entry.initialWeights });
  close("probabilities before", await probabilities(backend, rows), expected.probabilitiesBefore, tolerance.probabilities);
  const losses: number[] = [];
  for (const step of entry.steps) {
    for (const indices of step.microBatches) await backend.accumulate({ kind: "indices", indices }, step.rows);
    await backend.update(entry.optimizer);
    losses.push(await backend.takeLoss());
  }
  close("losses", losses, expected.lossPerStep, tolerance.loss);
  close("weights", flat(await backend.readWeights()), flat(expected.finalWeights), tolerance.weights);
  close("probabilities after", await probabilities(backend, rows), expected.probabilitiesAfter, tolerance.probabilities);
}

async function probabilities(backend: Backend, rows: number): Promise<number[]> {
  return Array.from(await backend.logits("validation", 0, rows), (logit) => 1 / (1 + Math.exp(-logit)));
}

function flat(weights: Weights): number[] {
  return weights.flatMap(({ weight, bias }) => [...weight, ...bias]);
}

function close(what: string, actual: readonly number[], expected: readonly number[], { abs, rel }: Tolerance): void {
  expect(actual.length, what).toBe(expected.length);
  const off = expected.flatMap((value, i) => {
    const got = actual[i] ?? NaN;
    return Math.abs(got - value) <= abs + rel * Math.abs(value) ? [] : [`${what}[${i}]: ${got}, expected ${value}`];
  });
  expect(off).toEqual([]);
}
