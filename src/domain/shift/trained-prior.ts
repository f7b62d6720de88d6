import type { ResolvedLoss } from "../loss";
import type { CumulativeCounts } from "../metrics/cumulative-counts";
import { CompensatedSum } from "../metrics/sums";
import { logitOf } from "./prior-correction";

/** The share of positives that a net was fitted to: that of the rows trained on, as the loss weighs them. */
export type TrainedPrior = TrainedOn & ({ readonly type: "known"; readonly prior: number } | { readonly type: "unknown"; readonly reason: string });

interface TrainedOn {
  readonly rows: number;
  readonly positives: number;
  /** How many times a positive row counts in the loss; 1 where both classes count alike. */
  readonly weight: number;
}

/**
 * The prior that the scores of a net go by. A positive weight w makes a share π of positives count as `wπ / (wπ + 1 - π)`
 * (Elkan 2001); a loss whose minimum is not the probability leaves it unknown.
 */
export function trainedPrior(loss: ResolvedLoss, { rows, positives }: { readonly rows: number; readonly positives: number }): TrainedPrior {
  const on = { rows, positives, weight: loss.type === "bce" ? loss.positiveWeight : 1 };
  const unknown = (reason: string): TrainedPrior => ({ type: "unknown", reason, ...on });
  if (loss.type === "focal") return unknown("Focal loss makes scores that are no probabilities, so they cannot be corrected by a formula.");
  if (loss.type === "cross-entropy-single-output") return unknown("This loss is always 0 and trains nothing, so the scores are no probabilities.");
  if (positives === 0 || positives === rows) {
    return unknown(`The rows trained on are all ${positives === 0 ? "negative" : "positive"}, so the scores know of one class only.`);
  }
  const counted = on.weight * positives;
  return { type: "known", prior: counted / (counted + rows - positives), ...on };
}

/** The odds of the mean score may be so many times those of the prior, or the reverse. */
const LEVEL_FACTOR = 1.5;

/**
 * The mean score of rows whose positive ones count `weight` times. Of rows that a net was fitted to by log loss it is the
 * prior that it was fitted to, for the gradient of the last bias is 0 there.
 * @returns null when there are no rows
 */
export function meanScore({ scores, truePositives, falsePositives, positives, negatives }: CumulativeCounts, weight: number): number | null {
  const total = weight * positives + negatives;
  if (total === 0) return null;
  const sum = new CompensatedSum();
  let tp = 0;
  let fp = 0;
  for (let i = 0; i < scores.length; i++) {
    const ones = truePositives[i]! - tp;
    const zeros = falsePositives[i]! - fp;
    sum.add((weight * ones + zeros) * scores[i]!);
    tp += ones;
    fp += zeros;
  }
  return sum.value / total;
}

/** Whether scores average what they should, so that they may be probabilities. */
export function isLevel(mean: number, prior: number): boolean {
  return Math.abs(logitOf(mean) - logitOf(prior)) <= Math.log(LEVEL_FACTOR);
}
