import type { Stepwise } from "../inspect/stepwise";
import type { CumulativeCounts } from "./cumulative-counts";
import { CompensatedSum, SUM_BLOCK } from "./sums";

/** Means over the rows of what a probability costs when the label is known. */
export interface ScoreErrors {
  /** In nats. */
  readonly logLoss: number;
  readonly brier: number;
}

/** Log loss clips scores this far from 0 and 1, as scikit-learn does for float64. */
const CLIP = 2 ** -52;

/** `-ln(p)` of the class that is there, `p` clipped. */
export function natsOf(score: number, label: number): number {
  const clipped = Math.min(Math.max(score, CLIP), 1 - CLIP);
  return -Math.log(label === 1 ? clipped : 1 - clipped);
}

/** @param scores `[rows]`, at least one, none of them NaN. @param y `[rows]`, 0 or 1. */
export function scoreErrors(scores: Float32Array | Float64Array, y: Uint8Array): ScoreErrors {
  const logLoss = new CompensatedSum();
  const brier = new CompensatedSum();
  for (let from = 0; from < y.length; from += SUM_BLOCK) {
    const to = Math.min(from + SUM_BLOCK, y.length);
    let nats = 0;
    let squares = 0;
    for (let row = from; row < to; row++) {
      const score = scores[row] ?? NaN;
      const label = y[row] ?? 0;
      nats += natsOf(score, label);
      squares += (score - label) ** 2;
    }
    logLoss.add(nats);
    brier.add(squares);
  }
  return { logLoss: logLoss.value / y.length, brier: brier.value / y.length };
}

/** Distinct scores that are looked at in one step. */
const STEP_SCORES = 1 << 17;

/** The same, for as many logarithms as there are distinct scores of either class. */
export function* scoreErrorsOfCounts(counts: CumulativeCounts): Stepwise<ScoreErrors> {
  const { length } = counts.scores;
  const sums = { logLoss: new CompensatedSum(), brier: new CompensatedSum() };
  for (let from = 0; from < length; from += STEP_SCORES) {
    addErrors(counts, sums, from, Math.min(from + STEP_SCORES, length));
    yield Math.min(1, (from + STEP_SCORES) / length);
  }
  const rows = counts.positives + counts.negatives;
  return { logLoss: sums.logLoss.value / rows, brier: sums.brier.value / rows };
}

type ErrorSums = Readonly<Record<keyof ScoreErrors, CompensatedSum>>;

function addErrors({ scores, truePositives, falsePositives }: CumulativeCounts, { logLoss, brier }: ErrorSums, from: number, to: number): void {
  let tp = from === 0 ? 0 : truePositives[from - 1]!;
  let fp = from === 0 ? 0 : falsePositives[from - 1]!;
  for (let i = from; i < to; i++) {
    const score = scores[i]!;
    const ones = truePositives[i]! - tp;
    const zeros = falsePositives[i]! - fp;
    if (ones > 0) logLoss.add(ones * natsOf(score, 1));
    if (zeros > 0) logLoss.add(zeros * natsOf(score, 0));
    brier.add(ones * (1 - score) ** 2 + zeros * score ** 2);
    tp += ones;
    fp += zeros;
  }
}
