import type { CumulativeCounts } from "../metrics/cumulative-counts";

/** How the scores of one class lie in two splits. */
export interface ScoreDrift {
  readonly trainRows: number;
  readonly targetRows: number;
  /** Kolmogorov-Smirnov statistic of the scores, 0 to 1. */
  readonly ks: number;
  /** What the statistic stays below 19 times out of 20 where the rows are drawn from the same. */
  readonly noise: number;
}

/** Scores of the positive or of the negative rows; null where either split has none. */
export function scoreDrift(train: CumulativeCounts, target: CumulativeCounts, label: 0 | 1): ScoreDrift | null {
  const [a, b] = [countsOf(train, label), countsOf(target, label)];
  if (a.rows === 0 || b.rows === 0) return null;
  let largest = 0;
  let i = 0;
  let j = 0;
  while (i < train.scores.length || j < target.scores.length) {
    const score = Math.max(train.scores[i] ?? -Infinity, target.scores[j] ?? -Infinity);
    if (train.scores[i] === score) i++;
    if (target.scores[j] === score) j++;
    const gap = Math.abs((a.upTo[i - 1] ?? 0) / a.rows - (b.upTo[j - 1] ?? 0) / b.rows);
    if (gap > largest) largest = gap;
  }
  return { trainRows: a.rows, targetRows: b.rows, ks: largest, noise: ksNoise(a.rows, b.rows) };
}

/**
 * The 95 % point of the Kolmogorov-Smirnov statistic of two samples of one distribution, by the first term of its limit
 * (Smirnov 1948); ties make it smaller.
 * @param looks so many statistics stay below it together, 19 times out of 20 (Bonferroni)
 */
export function ksNoise(rows: number, others: number, looks = 1): number {
  return Math.sqrt((-Math.log(0.025 / looks) / 2) * (1 / rows + 1 / others));
}

function countsOf(counts: CumulativeCounts, label: 0 | 1): { readonly rows: number; readonly upTo: Uint32Array } {
  return label === 1 ? { rows: counts.positives, upTo: counts.truePositives } : { rows: counts.negatives, upTo: counts.falsePositives };
}
