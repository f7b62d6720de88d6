import type { Weights } from "../../domain/weights";
import type { Backend } from "../backend";
import type { TrainingCase } from "./training-cases";
import type { Tolerance } from "./training-file";

/** What a back end made of a case, beside `TrainingCase.expected`. */
interface CaseOutcome {
  readonly lossPerStep: readonly number[];
  readonly finalWeights: Weights;
  readonly probabilitiesBefore: readonly number[];
  readonly probabilitiesAfter: readonly number[];
}

/** Loads the case's rows as all parts and takes its steps. */
export async function runTrainingCase(backend: Backend, entry: TrainingCase): Promise<CaseOutcome> {
  const { rows, inputs, labels } = entry;
  const split = { rows, x: inputs, y: labels, positives: labels.reduce((sum, label) => sum + label, 0) };
  await backend.load({ train: split, validation: split, test: split, holdout: split }, entry.features);
  await backend.compile({ blocks: entry.blocks, weights: entry.initialWeights, optimizer: null });
  const probabilitiesBefore = await probabilities(backend, rows);
  const lossPerStep: number[] = [];
  for (const step of entry.steps) {
    const settings = { batchRows: step.rows, loss: entry.loss, dropout: null };
    for (const indices of step.microBatches) await backend.accumulate({ kind: "indices", indices }, settings);
    await backend.update(step.update);
    lossPerStep.push(await backend.takeLoss());
  }
  return {
    lossPerStep,
    finalWeights: await backend.readWeights(),
    probabilitiesBefore,
    probabilitiesAfter: await probabilities(backend, rows),
  };
}

/** Everything in which an outcome is further from the expected than the case allows; empty when it agrees. */
export function disagreements(outcome: CaseOutcome, { expected, tolerance }: TrainingCase): string[] {
  const { loss, weights, probabilities: probability } = tolerance;
  return [
    ...apart("loss", outcome.lossPerStep, expected.lossPerStep, loss),
    ...apart("weight", flatWeights(outcome.finalWeights), flatWeights(expected.finalWeights), weights),
    ...apart("probability before", outcome.probabilitiesBefore, expected.probabilitiesBefore, probability),
    ...apart("probability after", outcome.probabilitiesAfter, expected.probabilitiesAfter, probability),
  ];
}

/** Where two lists differ by more than the tolerance, or in length. */
export function apart(
  what: string,
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  { abs, rel }: Tolerance,
): string[] {
  if (actual.length !== expected.length) return [`${what}: ${actual.length} values, expected ${expected.length}`];
  return Array.from(expected).flatMap((value, i) => {
    const got = actual[i] ?? NaN;
    return Math.abs(got - value) <= abs + rel * Math.abs(value) ? [] : [`${what} ${i}: ${got}, expected ${value}`];
  });
}

/** All weights and biases in the order of `parameters()`. */
export function flatWeights(weights: Weights): number[] {
  return weights.flatMap(({ weight, bias }) => [...weight, ...bias]);
}

async function probabilities(backend: Backend, rows: number): Promise<number[]> {
  return Array.from(await backend.logits("validation", 0, rows), (logit) => 1 / (1 + Math.exp(-logit)));
}
