import { formatPercent } from "../format";
import type { ResolvedLoss } from "../loss";
import type { CumulativeCounts } from "../metrics/cumulative-counts";
import { CompensatedSum } from "../metrics/sums";
import { Z_95 } from "../metrics/wilson";
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
 * (Elkan 2001); a loss whose minimum is not the probability leaves it unknown. So do labels that were flipped on purpose: a
 * share f of them makes scores of `(1 - 2f) p + f` of probabilities p, and no constant on the logits takes that back.
 * @param labelNoise share of the labels that were flipped; rows and positives are those before that
 */
export function trainedPrior(loss: ResolvedLoss, { rows, positives }: { readonly rows: number; readonly positives: number }, labelNoise = 0): TrainedPrior {
  const on = { rows, positives, weight: loss.type === "bce" ? loss.positiveWeight : 1 };
  const unknown = (reason: string): TrainedPrior => ({ type: "unknown", reason, ...on });
  if (loss.type === "focal") return unknown("Focal loss makes scores that are no probabilities, so they cannot be corrected by a formula.");
  if (loss.type === "cross-entropy-single-output") return unknown("This loss is always 0 and trains nothing, so the scores are no probabilities.");
  if (labelNoise > 0) {
    return unknown(`${shareOfLabels(labelNoise)} of the labels trained on were flipped on purpose, so the scores are the chances of a label, right or wrong. No constant puts that right.`);
  }
  if (positives === 0 || positives === rows) {
    return unknown(`The rows trained on are all ${positives === 0 ? "negative" : "positive"}, so the scores know of one class only.`);
  }
  const counted = on.weight * positives;
  return { type: "known", prior: counted / (counted + rows - positives), ...on };
}

/** The odds of the mean score may be so many times those of the mean label, or the reverse. */
const LEVEL_FACTOR = 1.5;

/** How the scores of labelled rows stand to their labels as a whole, each row counted as the loss weighs it. */
export interface Level {
  readonly score: number;
  /** The share of positives. */
  readonly label: number;
  /** Standard error of the difference of the two where the scores are probabilities. */
  readonly error: number;
}

/**
 * The mean score and the mean label of rows whose positive ones count `weight` times. Of rows that a net was fitted to by log
 * loss the two are the same, for the gradient of the last bias is 0 there; of other rows of their kind they are as far apart
 * as chance makes them, where scores are probabilities.
 * @returns null when there are no rows
 */
export function levelOf({ scores, truePositives, falsePositives, positives, negatives }: CumulativeCounts, weight: number): Level | null {
  const total = weight * positives + negatives;
  if (total === 0) return null;
  const sum = new CompensatedSum();
  const squares = new CompensatedSum();
  let tp = 0;
  let fp = 0;
  for (let i = 0; i < scores.length; i++) {
    const ones = truePositives[i]! - tp;
    const zeros = falsePositives[i]! - fp;
    const score = scores[i]!;
    sum.add((weight * ones + zeros) * score);
    squares.add(ones * (weight * (1 - score)) ** 2 + zeros * score ** 2);
    tp += ones;
    fp += zeros;
  }
  return { score: sum.value / total, label: (weight * positives) / total, error: Math.sqrt(squares.value) / total };
}

/** Whether scores average what they should, so that they may be probabilities: the odds agree nearly, or chance is all there is to it. */
export function isLevel({ score, label, error }: Level): boolean {
  return Math.abs(logitOf(score) - logitOf(label)) <= Math.log(LEVEL_FACTOR) || Math.abs(score - label) <= Z_95 * error;
}

/** 0.1 → "10 %" */
export function shareOfLabels(share: number): string {
  return formatPercent(share, Number.isInteger(Number((share * 100).toPrecision(12))) ? 0 : 1);
}
