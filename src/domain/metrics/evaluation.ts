import type { Confusion } from "../history";
import { baselineOf } from "./baseline";
import { confusionMetrics, undefinedConfusionMetrics, NO_NEGATIVES, NO_POSITIVES, type ConfusionMetrics } from "./confusion-metrics";
import { averagePrecision, cumulativeCounts, rocAuc } from "./cumulative-counts";
import { isAbove, logitCut, scoresOf } from "./logistic";
import { CompensatedSum, SUM_BLOCK } from "./sums";

/** Metrics that need the scores, not only which side of the threshold they fall; null where undefined. */
interface ScoreMetrics {
  readonly rocAuc: number | null;
  readonly averagePrecision: number | null;
  /** Mean of `-ln(p)` of the class that is there, `p` clipped to `[2^-52, 1 - 2^-52]`, in nats. */
  readonly logLoss: number | null;
  /** Mean squared distance of score and label. */
  readonly brier: number | null;
}

export type MetricName = keyof ConfusionMetrics | keyof ScoreMetrics;

/** Everything said about one split at one threshold. An undefined metric is null and has a reason. */
export interface Evaluation extends ConfusionMetrics, ScoreMetrics {
  readonly rows: number;
  readonly positives: number;
  /** Predicted positive means score > threshold. */
  readonly threshold: number;
  /** Accuracy of the best constant answer: the larger class share. */
  readonly baselineAccuracy: number;
  /** Accuracy of always answering 0. */
  readonly alwaysZero: number;
  /** Accuracy of always answering 1. */
  readonly alwaysOne: number;
  readonly confusion: Confusion;
  /** For each metric that is null, a sentence that says why. */
  readonly undefinedReasons: Readonly<Partial<Record<MetricName, string>>>;
}

const NOT_FINITE = "The net gives outputs that are not numbers, so its scores have no order: the run diverged.";

/** Log loss clips scores this far from 0 and 1, as scikit-learn does for float64. */
const CLIP = 2 ** -52;

/**
 * Evaluates scores (probabilities) against labels.
 * @param scores `[rows]`, from 0 to 1; NaN counts as predicted negative and leaves the score metrics undefined.
 * @param y `[rows]`, 0 or 1.
 * @throws RangeError when there are no rows or the lengths differ.
 */
export function evaluate(scores: Float32Array | Float64Array, y: Uint8Array, threshold: number): Evaluation {
  return build(scores, y, threshold, (row) => (scores[row] ?? NaN) > threshold);
}

/**
 * Evaluates logits against labels. Scores are taken in float64, so that confident rows keep an order that float32
 * probabilities lose near 1, and rows are called positive exactly as `measureSplit` calls them.
 * @throws RangeError when there are no rows or the lengths differ.
 */
export function evaluateLogits(logits: Float32Array, y: Uint8Array, threshold: number): Evaluation {
  const cut = logitCut(threshold);
  return build(scoresOf(logits), y, threshold, (row) => isAbove(logits[row] ?? NaN, cut));
}

function build(
  scores: Float32Array | Float64Array,
  y: Uint8Array,
  threshold: number,
  isPositive: (row: number) => boolean,
): Evaluation {
  if (scores.length !== y.length) throw new RangeError(`${scores.length} scores for ${y.length} labels.`);
  if (scores.length === 0) throw new RangeError("A split without rows cannot be evaluated.");
  const confusion = confusionOf(y, isPositive);
  const rows = y.length;
  const positives = confusion.tp + confusion.fn;
  const baseline = baselineOf(rows, positives);
  const ranked = scoreMetrics(scores, y);
  return {
    rows,
    positives,
    threshold,
    baselineAccuracy: baseline.accuracy,
    alwaysZero: baseline.alwaysZero,
    alwaysOne: baseline.alwaysOne,
    ...confusionMetrics(confusion),
    ...ranked.metrics,
    confusion,
    undefinedReasons: { ...undefinedConfusionMetrics(confusion), ...ranked.reasons },
  };
}

function confusionOf(y: Uint8Array, isPositive: (row: number) => boolean): Confusion {
  let positives = 0;
  let predicted = 0;
  let tp = 0;
  for (let row = 0; row < y.length; row++) {
    const label = y[row] ?? 0;
    positives += label;
    if (isPositive(row)) {
      predicted += 1;
      tp += label;
    }
  }
  const fp = predicted - tp;
  const fn = positives - tp;
  return { tp, fp, tn: y.length - tp - fp - fn, fn };
}

function scoreMetrics(
  scores: Float32Array | Float64Array,
  y: Uint8Array,
): { metrics: ScoreMetrics; reasons: Partial<Record<keyof ScoreMetrics, string>> } {
  if (scores.some(Number.isNaN)) {
    return {
      metrics: { rocAuc: null, averagePrecision: null, logLoss: null, brier: null },
      reasons: { rocAuc: NOT_FINITE, averagePrecision: NOT_FINITE, logLoss: NOT_FINITE, brier: NOT_FINITE },
    };
  }
  const counts = cumulativeCounts(scores, y);
  const absent = counts.positives === 0 ? NO_POSITIVES : counts.negatives === 0 ? NO_NEGATIVES : null;
  return {
    metrics: { rocAuc: rocAuc(counts), averagePrecision: averagePrecision(counts), ...scoreErrors(scores, y) },
    reasons: {
      ...(absent === null ? {} : { rocAuc: absent }),
      ...(counts.positives === 0 ? { averagePrecision: NO_POSITIVES } : {}),
    },
  };
}

function scoreErrors(scores: Float32Array | Float64Array, y: Uint8Array): { logLoss: number; brier: number } {
  const logLoss = new CompensatedSum();
  const brier = new CompensatedSum();
  for (let from = 0; from < y.length; from += SUM_BLOCK) {
    const to = Math.min(from + SUM_BLOCK, y.length);
    let nats = 0;
    let squares = 0;
    for (let row = from; row < to; row++) {
      const score = scores[row] ?? NaN;
      const clipped = Math.min(Math.max(score, CLIP), 1 - CLIP);
      const label = y[row] ?? 0;
      nats -= Math.log(label === 1 ? clipped : 1 - clipped);
      squares += (score - label) ** 2;
    }
    logLoss.add(nats);
    brier.add(squares);
  }
  return { logLoss: logLoss.value / y.length, brier: brier.value / y.length };
}
