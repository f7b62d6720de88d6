import { between } from "../features/quantiles";
import type { CumulativeCounts } from "./cumulative-counts";
import { CompensatedSum } from "./sums";
import { wilson95, type Interval } from "./wilson";

/** Bins of equal width from 0 to 1, or of about as many rows each. */
export type BinStrategy = "uniform" | "quantile";

export interface CalibrationBin {
  readonly count: number;
  readonly positives: number;
  /** Null when the bin is empty. */
  readonly meanScore: number | null;
  readonly fractionPositive: number | null;
  /** Wilson's 95 % interval of the fraction. */
  readonly interval: Interval | null;
}

export interface Calibration {
  /** Ascending, one more than bins. A score on an edge belongs to the lower bin; equal edges leave empty bins. */
  readonly edges: Float64Array;
  readonly bins: readonly CalibrationBin[];
  /** Expected calibration error: mean of |fraction positive - mean score| over the rows. */
  readonly ece: number;
  /** Maximum calibration error: the largest of these over the bins that are not empty. */
  readonly mce: number;
}

/**
 * How far scores can be taken for probabilities (Naeini, Cooper and Hauskrecht 2015), binned as
 * `sklearn.calibration.calibration_curve`. Null without rows.
 */
export function calibrationOf(counts: CumulativeCounts, strategy: BinStrategy, bins = 10): Calibration | null {
  if (counts.scores.length === 0) return null;
  const edges = strategy === "uniform" ? uniformEdges(bins) : quantileEdges(counts, bins);
  const filled = fillBins(counts, edges, bins);
  const rows = counts.positives + counts.negatives;
  let ece = 0;
  let mce = 0;
  for (const { count, meanScore, fractionPositive } of filled) {
    if (meanScore === null || fractionPositive === null) continue;
    const error = Math.abs(fractionPositive - meanScore);
    ece += (count / rows) * error;
    mce = Math.max(mce, error);
  }
  return { edges, bins: filled, ece, mce };
}

/** As `numpy.linspace(0, 1, bins + 1)`, whose 0.30000000000000004 decides where a score of 0.3 goes. */
function uniformEdges(bins: number): Float64Array {
  return Float64Array.from({ length: bins + 1 }, (_, edge) => (edge === bins ? 1 : edge * (1 / bins)));
}

/** As `numpy.percentile` with linear interpolation. */
function quantileEdges({ scores, truePositives, falsePositives, positives, negatives }: CumulativeCounts, bins: number): Float64Array {
  const rows = positives + negatives;
  let group = scores.length - 1;
  // Rows that score less than the group; ranks are asked for in ascending order.
  const below = (i: number): number => rows - truePositives[i]! - falsePositives[i]!;
  const ofRank = (rank: number): number => {
    while (group > 0 && below(group - 1) <= rank) group--;
    return scores[group]!;
  };
  return uniformEdges(bins).map((share) => {
    const position = ((share * 100) / 100) * (rows - 1);
    const rank = Math.floor(position);
    const low = ofRank(rank);
    // The next rank may be of a higher group, which the next edge may not have reached.
    const held = group;
    const high = rank === position ? low : ofRank(rank + 1);
    group = held;
    return between(low, high, position - rank);
  });
}

function fillBins({ scores, truePositives, falsePositives }: CumulativeCounts, edges: Float64Array, bins: number): CalibrationBin[] {
  const filled: CalibrationBin[] = [];
  let group = 0;
  let tp = 0;
  let fp = 0;
  for (let bin = bins - 1; bin >= 0; bin--) {
    const lower = bin === 0 ? -Infinity : edges[bin]!;
    const start = { tp, fp };
    const sum = new CompensatedSum();
    for (; group < scores.length && scores[group]! > lower; group++) {
      sum.add(scores[group]! * (truePositives[group]! - tp + (falsePositives[group]! - fp)));
      tp = truePositives[group]!;
      fp = falsePositives[group]!;
    }
    filled.push(binOf(tp - start.tp, fp - start.fp, sum.value));
  }
  return filled.reverse();
}

function binOf(positives: number, negatives: number, sum: number): CalibrationBin {
  const count = positives + negatives;
  if (count === 0) return { count, positives, meanScore: null, fractionPositive: null, interval: null };
  return { count, positives, meanScore: sum / count, fractionPositive: positives / count, interval: wilson95(positives, count) };
}
