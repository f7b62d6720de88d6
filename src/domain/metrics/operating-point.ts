import type { Confusion } from "../history";
import type { CumulativeCounts } from "./cumulative-counts";

/** A place to cut the scores: everything from one distinct score upwards is called positive. */
export interface OperatingPoint {
  /** Into the counts: the lowest score that is called positive; -1 where no row is. */
  readonly index: number;
  /** To be used as `score > threshold`. Below 0 where even a score of 0 is called positive. */
  readonly threshold: number;
  readonly confusion: Confusion;
}

/** Index of the lowest score above the threshold, by binary search; -1 when none is. */
export function lastAbove({ scores }: CumulativeCounts, threshold: number): number {
  let below = 0;
  let end = scores.length;
  while (below < end) {
    const middle = (below + end) >>> 1;
    if (scores[middle]! > threshold) below = middle + 1;
    else end = middle;
  }
  return below - 1;
}

/** What comes of calling the scores up to and including index `index` positive; none at -1. */
export function confusionOfIndex({ positives, negatives, truePositives, falsePositives }: CumulativeCounts, index: number): Confusion {
  const tp = truePositives[index] ?? 0;
  const fp = falsePositives[index] ?? 0;
  return { tp, fp, tn: negatives - fp, fn: positives - tp };
}

/** What comes of `score > threshold`. */
export function confusionAt(counts: CumulativeCounts, threshold: number): Confusion {
  return confusionOfIndex(counts, lastAbove(counts, threshold));
}

/** The cut at one of the scores, as a hover over a curve tells it. */
export function operatingPoint(counts: CumulativeCounts, index: number): OperatingPoint {
  return { index, threshold: thresholdBelow(counts.scores, index), confusion: confusionOfIndex(counts, index) };
}

/**
 * A threshold for which `score > threshold` calls the scores up to index `index` positive and no other. Between two
 * scores it is near the middle and has few digits, so that the number shown is the number used.
 */
function thresholdBelow(scores: Float64Array, index: number): number {
  const lowestCalled = scores[index];
  const next = scores[index + 1];
  if (lowestCalled === undefined) return next === undefined || next >= 1 ? (next ?? 1) : plainNumber(next, 1);
  if (next !== undefined) return plainNumber(next, lowestCalled);
  return lowestCalled > 0 ? plainNumber(0, lowestCalled) : lowestCalled - 1;
}

/** A number of few digits between the two, or `from` where there is none. */
function plainNumber(from: number, to: number): number {
  const middle = from + (to - from) / 2;
  for (let digits = 1; digits <= 17; digits++) {
    const rounded = Number(middle.toPrecision(digits));
    if (rounded > from && rounded < to) return rounded;
  }
  return from;
}
