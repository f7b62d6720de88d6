import { calibrationOf } from "./calibration";
import { ksStatistic } from "./cumulative-counts";
import { evaluateCounts, type Evaluation } from "./evaluation";

/** How the same answer to every row does, with a score as sure as the answer: 0 or 1. */
export interface ConstantAnswer {
  readonly evaluation: Evaluation;
  /** Null when a class is absent. */
  readonly ks: number | null;
  readonly ece: number;
}

/** Every figure of answering `answer` to every row; no threshold moves it. @throws RangeError when there are no rows */
export function constantAnswer(answer: 0 | 1, rows: number, positives: number): ConstantAnswer {
  const counts = {
    positives,
    negatives: rows - positives,
    scores: Float64Array.of(answer),
    truePositives: Uint32Array.of(positives),
    falsePositives: Uint32Array.of(rows - positives),
  };
  const calibration = rows === 0 ? null : calibrationOf(counts, "uniform");
  if (calibration === null) throw new RangeError("A split without rows has no constant answer.");
  return { evaluation: evaluateCounts(counts, 0.5), ks: ksStatistic(counts), ece: calibration.ece };
}
