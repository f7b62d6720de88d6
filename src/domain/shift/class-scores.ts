import type { CumulativeCounts } from "../metrics/cumulative-counts";
import { leastVisible } from "./effect-size";

/** How the scores of one class lie in two sets of rows. */
export interface ScoreDrift {
  /** Of train: those held out, or those trained on. */
  readonly trainRows: number;
  readonly targetRows: number;
  /** Kolmogorov-Smirnov statistic of the scores, 0 to 1. */
  readonly ks: number;
  /** What chance makes of it once in a thousand times where the rows are drawn from the same: as strict as for features. */
  readonly noise: number;
}

/** Scores of the positive or of the negative rows; null where either side has none. */
export function scoreDrift(train: CumulativeCounts, target: CumulativeCounts, label: 0 | 1): ScoreDrift | null {
  const [a, b] = [countsOf(train, label), countsOf(target, label)];
  if (a.rows === 0 || b.rows === 0) return null;
  const ks = ksOfCounts(train.scores, (groups) => (a.upTo[groups - 1] ?? 0) / a.rows, target.scores, (groups) => (b.upTo[groups - 1] ?? 0) / b.rows);
  return { trainRows: a.rows, targetRows: b.rows, ks, noise: leastVisible(a.rows, b.rows) };
}

/** Kolmogorov–Smirnov statistic of the scores of two lots of rows, whatever their labels; null where one has no rows. */
export function ksOfScores(a: CumulativeCounts, b: CumulativeCounts): number | null {
  if (a.positives + a.negatives === 0 || b.positives + b.negatives === 0) return null;
  return ksOfCounts(a.scores, shareThrough(a), b.scores, shareThrough(b));
}

/** The share of the rows in the first groups of scores. */
function shareThrough({ truePositives, falsePositives, positives, negatives }: CumulativeCounts): (groups: number) => number {
  return (groups) => (groups === 0 ? 0 : (truePositives[groups - 1]! + falsePositives[groups - 1]!) / (positives + negatives));
}

/** The largest difference of two cumulative shares. @param scores distinct, descending; `shareOf` has the share of the rows in the first groups of them */
function ksOfCounts(scores: CumulativeCounts["scores"], shareOf: (groups: number) => number, others: CumulativeCounts["scores"], shareOfOthers: (groups: number) => number): number {
  let largest = 0;
  let i = 0;
  let j = 0;
  while (i < scores.length || j < others.length) {
    const score = Math.max(scores[i] ?? -Infinity, others[j] ?? -Infinity);
    if (scores[i] === score) i++;
    if (others[j] === score) j++;
    const difference = Math.abs(shareOf(i) - shareOfOthers(j));
    if (difference > largest) largest = difference;
  }
  return largest;
}

function countsOf(counts: CumulativeCounts, label: 0 | 1): { readonly rows: number; readonly upTo: Uint32Array } {
  return label === 1 ? { rows: counts.positives, upTo: counts.truePositives } : { rows: counts.negatives, upTo: counts.falsePositives };
}
