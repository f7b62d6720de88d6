import { asPart, type Stepwise } from "../inspect/stepwise";
import { bootstrapIntervals, type BootstrapOptions } from "./bootstrap";
import { evaluationSteps } from "./evaluation";
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
  const resampled = yield* asPart(bootstrapIntervals(counts, evaluation, options), 0.15, 1);
  return joinedIntervals(wilsonIntervals(evaluation.confusion), resampled);
}
