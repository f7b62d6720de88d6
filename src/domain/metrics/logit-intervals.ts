import { asPart, type Stepwise } from "../inspect/stepwise";
import { bootstrapIntervals, type BootstrapOptions } from "./bootstrap";
import type { CumulativeCounts } from "./cumulative-counts";
import { evaluationSteps, type Evaluation } from "./evaluation";
import { joinedIntervals, wilsonIntervals, type MetricIntervals } from "./intervals";
import { countsOfLogits } from "./logit-counts";

/**
 * 95 % intervals of every metric of a split: Wilson's for shares, by resampling for the others.
 * @returns null when a logit is not a number: then scores have no order
 * @throws RangeError when there are no rows
 */
export function* intervalsOfLogits(
  logits: Float32Array,
  y: Uint8Array,
  threshold: number,
  options: BootstrapOptions,
): Stepwise<MetricIntervals | null> {
  if (logits.some(Number.isNaN)) return null;
  const counts = yield* asPart(countsOfLogits(logits, y), 0, 0.1);
  const evaluation = yield* asPart(evaluationSteps(counts, threshold), 0.1, 0.15);
  return yield* asPart(intervalsOfCounts(counts, evaluation, options), 0.15, 1);
}

/** The same where the counts and what is said of them at a threshold are there already. */
export function* intervalsOfCounts(counts: CumulativeCounts, evaluation: Evaluation, options: BootstrapOptions): Stepwise<MetricIntervals> {
  const resampled = yield* bootstrapIntervals(counts, evaluation, options);
  return joinedIntervals(wilsonIntervals(evaluation.confusion), resampled);
}
