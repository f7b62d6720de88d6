import { rocAuc, type CumulativeCounts } from "./cumulative-counts";
import { wilson95, Z_95, type Interval } from "./wilson";

/**
 * 95 % interval of the area under the ROC curve over other rows of the same two classes: its variance by DeLong, DeLong and
 * Clarke-Pearson (1988), ties counting half, and the normal interval of its logit, which stays between 0 and 1 (Pepe 2003,
 * section 5.2). An area of exactly 0 or 1 has no such variance; it is taken for as many like answers as the smaller class
 * has rows, with Wilson's interval: so many pairs of rows share none.
 * @returns null with fewer than two rows of a class
 */
export function aucInterval95(counts: CumulativeCounts): Interval | null {
  const { positives, negatives } = counts;
  const auc = rocAuc(counts);
  if (auc === null || positives < 2 || negatives < 2) return null;
  const pairs = Math.min(positives, negatives);
  if (auc === 0 || auc === 1) return wilson95(auc * pairs, pairs);
  const logit = Math.log(auc / (1 - auc));
  const half = (Z_95 * Math.sqrt(aucVariance(counts, auc))) / (auc * (1 - auc));
  return { low: 1 / (1 + Math.exp(half - logit)), high: 1 / (1 + Math.exp(-half - logit)) };
}

/** Each row's placement among the rows of the other class is its share in the area; rows of one score share one. */
function aucVariance({ positives, negatives, truePositives, falsePositives }: CumulativeCounts, auc: number): number {
  let ofPositives = 0;
  let ofNegatives = 0;
  let above = { positives: 0, negatives: 0 };
  for (let i = 0; i < truePositives.length; i++) {
    const upTo = { positives: truePositives[i] ?? 0, negatives: falsePositives[i] ?? 0 };
    const ones = upTo.positives - above.positives;
    const zeros = upTo.negatives - above.negatives;
    const placedPositive = (negatives - above.negatives - zeros / 2) / negatives;
    const placedNegative = (above.positives + ones / 2) / positives;
    ofPositives += ones * (placedPositive - auc) ** 2;
    ofNegatives += zeros * (placedNegative - auc) ** 2;
    above = upTo;
  }
  return ofPositives / (positives - 1) / positives + ofNegatives / (negatives - 1) / negatives;
}
