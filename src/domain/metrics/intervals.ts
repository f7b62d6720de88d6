import type { Confusion } from "../history";
import { undefinedConfusionMetrics } from "./confusion-metrics";
import type { MetricName } from "./evaluation";
import { wilson95, type Interval } from "./wilson";

/** 95 % intervals of a split's metrics. A metric without one has a reason. */
export interface MetricIntervals {
  readonly intervals: Readonly<Partial<Record<MetricName, Interval>>>;
  readonly reasons: Readonly<Partial<Record<MetricName, string>>>;
}

/** Metrics that are a share of rows. */
export type ShareMetric = "accuracy" | "precision" | "recall" | "specificity";

/** Wilson's intervals of the metrics that are shares of rows. */
export function wilsonIntervals(confusion: Confusion): MetricIntervals {
  const { tp, fp, tn, fn } = confusion;
  const shares: Readonly<Record<ShareMetric, readonly [number, number]>> = {
    accuracy: [tp + tn, tp + fp + tn + fn],
    precision: [tp, tp + fp],
    recall: [tp, tp + fn],
    specificity: [tn, tn + fp],
  };
  const why = undefinedConfusionMetrics(confusion);
  const intervals: Partial<Record<ShareMetric, Interval>> = {};
  const reasons: Partial<Record<ShareMetric, string>> = {};
  for (const metric of Object.keys(shares) as ShareMetric[]) {
    const interval = wilson95(...shares[metric]);
    if (interval === null) reasons[metric] = why[metric] ?? "There are no rows.";
    else intervals[metric] = interval;
  }
  return { intervals, reasons };
}

/** The intervals of both, those of `more` where both have them. */
export function joinedIntervals(some: MetricIntervals, more: MetricIntervals): MetricIntervals {
  return { intervals: { ...some.intervals, ...more.intervals }, reasons: { ...some.reasons, ...more.reasons } };
}
