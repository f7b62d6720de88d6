import type { Evaluation, MetricName } from "./evaluation";
import { METRIC_NAMES, METRICS } from "./metric-list";

/** An epoch and what it was like on the split that epochs are ranked by. */
export interface EvaluatedEpoch {
  readonly epoch: number;
  readonly evaluation: Pick<Evaluation, MetricName>;
}

export interface BestEpoch {
  readonly epoch: number;
  readonly value: number;
}

/** The best epoch by a metric, the earliest of equals; null when the metric is undefined, or no number, in all of them. */
export function bestEpoch(epochs: readonly EvaluatedEpoch[], metric: MetricName): BestEpoch | null {
  let best: BestEpoch | null = null;
  for (const { epoch, evaluation } of epochs) {
    const value = evaluation[metric];
    if (value === null || Number.isNaN(value)) continue;
    const gain = best === null ? Infinity : gainOf(metric, best.value, value);
    if (gain > 0 || (gain === 0 && best !== null && epoch < best.epoch)) best = { epoch, value };
  }
  return best;
}

export interface MetricDifference {
  /** The later value less the earlier; null when either is undefined. */
  readonly change: number | null;
  readonly verdict: "better" | "worse" | "same" | null;
}

/** What changed from one evaluation to another, for each metric. */
export function evaluationDifference(
  from: Pick<Evaluation, MetricName>,
  to: Pick<Evaluation, MetricName>,
): Record<MetricName, MetricDifference> {
  const entries = METRIC_NAMES.map((metric) => [metric, differenceOf(metric, from[metric], to[metric])] as const);
  return Object.fromEntries(entries) as Record<MetricName, MetricDifference>;
}

function differenceOf(metric: MetricName, from: number | null, to: number | null): MetricDifference {
  if (from === null || to === null) return { change: null, verdict: null };
  const gain = gainOf(metric, from, to);
  return { change: to - from, verdict: gain > 0 ? "better" : gain < 0 ? "worse" : "same" };
}

/** How much better `to` is than `from`. */
function gainOf(metric: MetricName, from: number, to: number): number {
  return METRICS[metric].better === "high" ? to - from : from - to;
}
