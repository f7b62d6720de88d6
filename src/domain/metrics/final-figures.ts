import { inOneGo } from "../inspect/stepwise";
import { calibrationOf } from "./calibration";
import { evaluateCounts, evaluateLogits, NOT_FINITE, type Evaluation } from "./evaluation";
import { countsOfLogits } from "./logit-counts";
import { chooseThreshold, type ThresholdAnswer } from "./thresholds";

/** What scores tell beyond the metrics of an evaluation; null where undefined. */
export interface ScoreFigures {
  /** Expected and maximum calibration error over ten bins of equal width. */
  readonly ece: number | null;
  readonly mce: number | null;
  /** Thresholds for `score > threshold`. Below 0 where even a score of 0 is called positive. */
  readonly bestF1: number | null;
  readonly youden: number | null;
  /** For each that is null, a sentence that says why. */
  readonly undefinedReasons: Readonly<Partial<Record<"ece" | "mce" | "bestF1" | "youden", string>>>;
}

/** What is worked out of a split once a run has ended. */
export interface FinalFigures {
  readonly evaluation: Evaluation;
  readonly ofScores: ScoreFigures;
}

/**
 * Everything that a report tells of a split under the net that a run ended with, but for intervals.
 * @param threshold of the evaluation
 * @throws RangeError when there are no rows or the lengths differ
 */
export function finalFigures(logits: Float32Array, y: Uint8Array, threshold: number): FinalFigures {
  // Without an order of the scores only what is called positive can be counted.
  if (logits.some(Number.isNaN)) return { evaluation: evaluateLogits(logits, y, threshold), ofScores: NO_FIGURES };
  if (logits.length !== y.length) throw new RangeError(`${logits.length} logits for ${y.length} labels.`);
  const counts = inOneGo(countsOfLogits(logits, y));
  const evaluation = evaluateCounts(counts, threshold);
  const calibration = calibrationOf(counts, "uniform");
  const [bestF1, youden] = [chooseThreshold({ type: "best-f1" }, counts), chooseThreshold({ type: "youden" }, counts)];
  const ofScores = {
    ece: calibration?.ece ?? null,
    mce: calibration?.mce ?? null,
    bestF1: bestF1.threshold,
    youden: youden.threshold,
    undefinedReasons: { ...reasonOf("bestF1", bestF1), ...reasonOf("youden", youden) },
  };
  return { evaluation, ofScores };
}

const NO_FIGURES: ScoreFigures = {
  ...{ ece: null, mce: null, bestF1: null, youden: null },
  undefinedReasons: { ece: NOT_FINITE, mce: NOT_FINITE, bestF1: NOT_FINITE, youden: NOT_FINITE },
};

function reasonOf(name: "bestF1" | "youden", answer: ThresholdAnswer): ScoreFigures["undefinedReasons"] {
  return answer.threshold === null ? { [name]: answer.reason } : {};
}
