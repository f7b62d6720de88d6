import { rocAuc, type CumulativeCounts } from "./cumulative-counts";
import { wilson95, Z_95, type Interval } from "./wilson";

/**
 * The area under the ROC curve with its 95 % interval over other rows of the same two classes: the variance by DeLong, DeLong
 * and Clarke-Pearson (1988), ties counting half, and the normal interval of the area's logit, which stays between 0 and 1
 * (Pepe 2003, section 5.2). Of several sets of rows that share none, the mean of their areas, whose variances add up. An area
 * of exactly 0 or 1 has no such variance; it is taken for as many like answers as the smallest class has rows, with Wilson's
 * interval: so many pairs of rows share none.
 * @returns null where a set has fewer than two rows of a class
 */
export function aucWithInterval(sets: readonly CumulativeCounts[]): { readonly auc: number; readonly interval: Interval } | null {
  const areas: number[] = [];
  let variance = 0;
  for (const counts of sets) {
    const area = rocAuc(counts);
    if (area === null || counts.positives < 2 || counts.negatives < 2) return null;
    areas.push(area);
    variance += aucVariance(counts, area) / sets.length ** 2;
  }
  const auc = areas.reduce((sum, area) => sum + area, 0) / areas.length;
  const pairs = Math.min(...sets.map(({ positives, negatives }) => Math.min(positives, negatives)));
  const interval = auc === 0 || auc === 1 ? wilson95(auc * pairs, pairs) : aucLogitInterval(auc, variance);
  return interval === null ? null : { auc, interval };
}

/** The interval of an area between 0 and 1 from its variance, which holds on the logit. @param point of the distribution that its error has */
export function aucLogitInterval(auc: number, variance: number, point = Z_95): Interval {
  const logit = Math.log(auc / (1 - auc));
  const half = (point * Math.sqrt(variance)) / (auc * (1 - auc));
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
