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
  return { trainRows: a.rows, targetRows: b.rows, ks: largest, noise: leastVisible(a.rows, b.rows) };
}

function countsOf(counts: CumulativeCounts, label: 0 | 1): { readonly rows: number; readonly upTo: Uint32Array } {
  return label === 1 ? { rows: counts.positives, upTo: counts.truePositives } : { rows: counts.negatives, upTo: counts.falsePositives };
}
