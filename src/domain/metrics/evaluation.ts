import type { Confusion } from "../history";
import { asPart, inOneGo, type Stepwise } from "../inspect/stepwise";
import { baselineOf } from "./baseline";
import { confusionMetrics, undefinedConfusionMetrics, NO_NEGATIVES, NO_POSITIVES, type ConfusionMetrics } from "./confusion-metrics";
import { averagePrecision, cumulativeCounts, rocAuc, type CumulativeCounts } from "./cumulative-counts";
import { isAbove, logitCut, scoresOf } from "./logistic";
import { confusionAt } from "./operating-point";
import { scoreErrors, scoreErrorsOfCounts, type ScoreErrors } from "./score-errors";

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

export const NOT_FINITE = "The net gives outputs that are not numbers, so its scores have no order: the run diverged.";

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

/**
 * Evaluates from the counts of a split's scores, none of them NaN, without going over its rows.
 * @throws RangeError when there are no rows.
 */
export function evaluateCounts(counts: CumulativeCounts, threshold: number): Evaluation {
  return inOneGo(evaluationSteps(counts, threshold));
}

/** The same in steps. */
export function* evaluationSteps(counts: CumulativeCounts, threshold: number): Stepwise<Evaluation> {
  if (counts.scores.length === 0) throw new RangeError("A split without rows cannot be evaluated.");
  const errors = yield* asPart(scoreErrorsOfCounts(counts), 0, 0.8);
  return evaluationOf(confusionAt(counts, threshold), threshold, rankedMetrics(counts, errors));
}

/**
 * The same split at another threshold, in the time of a binary search: what needs only the scores stays as it is.
 * @param counts of the evaluation's scores, none of them NaN
 */
export function atThreshold(evaluation: Evaluation, counts: CumulativeCounts, threshold: number): Evaluation {
  const { rocAuc: auc, averagePrecision: precision, logLoss, brier, undefinedReasons: reasons } = evaluation;
  const kept = Object.entries(reasons).filter(([metric]) => OF_SCORES.has(metric));
  return evaluationOf(confusionAt(counts, threshold), threshold, {
    metrics: { rocAuc: auc, averagePrecision: precision, logLoss, brier },
    reasons: Object.fromEntries(kept),
  });
}

function build(
  scores: Float32Array | Float64Array,
  y: Uint8Array,
  threshold: number,
  isPositive: (row: number) => boolean,
): Evaluation {
  if (scores.length !== y.length) throw new RangeError(`${scores.length} scores for ${y.length} labels.`);
  if (scores.length === 0) throw new RangeError("A split without rows cannot be evaluated.");
  return evaluationOf(confusionOf(y, isPositive), threshold, scoreMetrics(scores, y));
}

function evaluationOf(confusion: Confusion, threshold: number, ranked: Ranked): Evaluation {
  const { tp, fp, tn, fn } = confusion;
  const rows = tp + fp + tn + fn;
  const positives = tp + fn;
  const baseline = baselineOf(rows, positives);
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

/** The metrics of scores, and why some of them are undefined. */
interface Ranked {
  readonly metrics: ScoreMetrics;
  readonly reasons: Partial<Record<keyof ScoreMetrics, string>>;
}

const OF_SCORES: ReadonlySet<string> = new Set<keyof ScoreMetrics>(["rocAuc", "averagePrecision", "logLoss", "brier"]);

function scoreMetrics(scores: Float32Array | Float64Array, y: Uint8Array): Ranked {
  if (scores.some(Number.isNaN)) {
    return {
      metrics: { rocAuc: null, averagePrecision: null, logLoss: null, brier: null },
      reasons: { rocAuc: NOT_FINITE, averagePrecision: NOT_FINITE, logLoss: NOT_FINITE, brier: NOT_FINITE },
    };
  }
  return rankedMetrics(cumulativeCounts(scores, y), scoreErrors(scores, y));
}

function rankedMetrics(counts: CumulativeCounts, errors: ScoreErrors): Ranked {
  const absent = counts.positives === 0 ? NO_POSITIVES : counts.negatives === 0 ? NO_NEGATIVES : null;
  return {
    metrics: { rocAuc: rocAuc(counts), averagePrecision: averagePrecision(counts), ...errors },
    reasons: {
      ...(absent === null ? {} : { rocAuc: absent }),
      ...(counts.positives === 0 ? { averagePrecision: NO_POSITIVES } : {}),
    },
  };
}
