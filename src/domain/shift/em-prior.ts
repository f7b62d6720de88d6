import type { Stepwise } from "../inspect/stepwise";
import type { CumulativeCounts } from "../metrics/cumulative-counts";

/** Distinct posteriors, and how many rows have each. Labels are no part of it. */
export interface ScoreMass {
  readonly scores: Float64Array;
  readonly counts: Float64Array;
  readonly rows: number;
}

/** What the counts of a split say without its labels. */
export function massOfCounts({ scores, truePositives, falsePositives }: CumulativeCounts): ScoreMass {
  const counts = new Float64Array(scores.length);
  let before = 0;
  for (let i = 0; i < scores.length; i++) {
    const upTo = truePositives[i]! + falsePositives[i]!;
    counts[i] = upTo - before;
    before = upTo;
  }
  return { scores: Float64Array.from(scores), counts, rows: before };
}

/** A round that moves the estimate by less is the last. */
const SETTLED = 1e-10;
export const EM_ROUNDS = 500;

export interface EmPath {
  /** From the prior that the posteriors go by to the estimate, one a round. */
  readonly path: readonly number[];
  readonly estimate: number;
  /** Whether it settled; else it ended with the last round allowed. */
  readonly converged: boolean;
}

/**
 * Estimates the share of positives among unlabelled rows from posteriors that go by another (expectation maximisation of
 * Saerens, Latinne and Decaestecker 2002): each round corrects the posteriors to the last estimate, and takes their mean.
 * @param trainPrior between 0 and 1
 * @throws RangeError when there are no rows, or the prior is 0 or 1
 */
export function* emPrior(mass: ScoreMass, trainPrior: number): Stepwise<EmPath> {
  if (mass.rows === 0) throw new RangeError("No rows to estimate a prior from.");
  if (!(trainPrior > 0 && trainPrior < 1)) throw new RangeError(`A prior to start from lies between 0 and 1, not at ${trainPrior}.`);
  const path = [trainPrior];
  let prior = trainPrior;
  for (let round = 1; round <= EM_ROUNDS; round++) {
    const next = meanCorrected(mass, trainPrior, prior);
    path.push(next);
    const converged = Math.abs(next - prior) < SETTLED;
    prior = next;
    if (converged) return { path, estimate: prior, converged };
    yield round / EM_ROUNDS;
  }
  return { path, estimate: prior, converged: false };
}

function meanCorrected({ scores, counts, rows }: ScoreMass, trainPrior: number, prior: number): number {
  const ofPositive = prior / trainPrior;
  const ofNegative = (1 - prior) / (1 - trainPrior);
  let sum = 0;
  for (let i = 0; i < scores.length; i++) {
    const positive = scores[i]! * ofPositive;
    const either = positive + (1 - scores[i]!) * ofNegative;
    // Both are 0 where a row is of one class for sure and the estimate has none of it left.
    if (either > 0) sum += (counts[i]! * positive) / either;
  }
  return sum / rows;
}
