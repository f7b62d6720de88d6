import { asPart, inOneGo, type Stepwise } from "../inspect/stepwise";
import { calibrationOf, type Calibration } from "./calibration";
import { ksStatistic, type CumulativeCounts } from "./cumulative-counts";
import { curveOf, type CurveName, type Curves } from "./curves";
import { evaluationSteps, type Evaluation } from "./evaluation";
import { countsOfLogits } from "./logit-counts";
import { countsOfHistogram, logitHistogram, type LogitHistogram } from "./logit-histogram";

/** All that is shown of one split under one net; every threshold, curve and area can be had from the counts. */
export interface SplitComparison {
  /** Whether it was made from the logits themselves, not from a histogram of them. */
  readonly exact: boolean;
  readonly rows: number;
  readonly positives: number;
  readonly counts: CumulativeCounts;
  readonly histogram: LogitHistogram;
  /** At the threshold that was asked for; `atThreshold` gives it at any other. */
  readonly evaluation: Evaluation;
  /** Kolmogorov-Smirnov statistic; null when a class is absent. */
  readonly ks: number | null;
  readonly calibration: { readonly uniform: Calibration; readonly quantile: Calibration };
  /** As they are drawn; null where they were not made, as of a histogram, whose few counts give them in no time. */
  readonly curves: Curves | null;
}

/**
 * Compares the logits of a split with its labels, exactly.
 * @param withCurves false where nobody draws them, as of the baseline
 * @returns null when a logit is not a number: then scores have no order
 * @throws RangeError when there are no rows or the lengths differ
 */
export function* compareSplit(
  logits: Float32Array,
  y: Uint8Array,
  threshold: number,
  withCurves = true,
): Stepwise<SplitComparison | null> {
  if (logits.length !== y.length) throw new RangeError(`${logits.length} logits for ${y.length} labels.`);
  const histogram = logitHistogram(logits, y);
  if (histogram.notNumbers > 0) return null;
  yield 0.1;
  const counts = yield* asPart(countsOfLogits(logits, y), 0.1, 0.5);
  const figures = yield* figuresOf(counts, threshold, 0.5);
  return { exact: true, ...figures, curves: withCurves ? yield* curvesOf(counts) : null, counts, histogram };
}

/**
 * The same from a histogram, as near as its bins are narrow; at a threshold of one half the counts are exact.
 * @returns null when no row has a logit that is a number
 */
export function approximateSplit(histogram: LogitHistogram, threshold: number): SplitComparison | null {
  const counts = countsOfHistogram(histogram);
  if (counts.scores.length === 0) return null;
  return { exact: false, ...inOneGo(figuresOf(counts, threshold, 0)), curves: null, counts, histogram };
}

type Figures = Omit<SplitComparison, "exact" | "counts" | "histogram" | "curves">;

function* figuresOf(counts: CumulativeCounts, threshold: number, from: number): Stepwise<Figures> {
  const evaluation = yield* asPart(evaluationSteps(counts, threshold), from, 0.65);
  yield 0.65;
  const uniform = calibrationOf(counts, "uniform");
  yield 0.7;
  const quantile = calibrationOf(counts, "quantile");
  if (uniform === null || quantile === null) throw new RangeError("A split without rows cannot be compared.");
  const { rows, positives } = evaluation;
  return { rows, positives, evaluation, ks: ksStatistic(counts), calibration: { uniform, quantile } };
}

function* curvesOf(counts: CumulativeCounts): Stepwise<Curves> {
  const next = function* (name: CurveName, share: number): Stepwise<Curves[CurveName]> {
    yield share;
    return curveOf(name, counts);
  };
  return {
    roc: yield* next("roc", 0.8),
    "precision-recall": yield* next("precision-recall", 0.85),
    gain: yield* next("gain", 0.9),
    lift: yield* next("lift", 0.95),
  };
}

/** The buffers that are worth moving, not copying, from one thread to another. */
export function buffersOf({ counts }: SplitComparison): ArrayBuffer[] {
  const buffers = new Set<ArrayBufferLike>([counts.scores, counts.truePositives, counts.falsePositives].map(({ buffer }) => buffer));
  return [...buffers].filter((buffer) => buffer instanceof ArrayBuffer);
}
