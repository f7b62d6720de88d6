import { calibrationOf } from "./calibration";
import type { CumulativeCounts } from "./cumulative-counts";
import type { Evaluation, MetricName } from "./evaluation";
import type { MetricIntervals } from "./intervals";
import { chooseThreshold } from "./thresholds";

/** Metrics under the names of the report. */
export type ReportMetric = Exclude<MetricName, "cohenKappa"> | "kappa";

/** What a report tells of a split beyond its other metrics; null where undefined. */
export interface ReportBlock {
  readonly specificity: number | null;
  readonly f2: number | null;
  readonly kappa: number | null;
  /** Of ten bins of equal width. */
  readonly ece: number | null;
  readonly mce: number | null;
  /** 95 % intervals `[low, high]`, of the metrics that have one. */
  readonly intervals: Partial<Record<ReportMetric, [number, number]>>;
  /** For `score > threshold`. Below 0 where even a score of 0 is called positive. */
  readonly thresholds: { readonly bestF1: number | null; readonly youden: number | null };
}

/** @param counts null when scores are no numbers, so that nothing can be told from them */
export function reportBlock(evaluation: Evaluation, counts: CumulativeCounts | null, { intervals }: MetricIntervals): ReportBlock {
  const calibration = counts === null ? null : calibrationOf(counts, "uniform");
  const named = Object.entries(intervals).map(([metric, { low, high }]) => [metric === "cohenKappa" ? "kappa" : metric, [low, high]]);
  return {
    specificity: evaluation.specificity,
    f2: evaluation.f2,
    kappa: evaluation.cohenKappa,
    ece: calibration?.ece ?? null,
    mce: calibration?.mce ?? null,
    intervals: Object.fromEntries(named) as ReportBlock["intervals"],
    thresholds: {
      bestF1: counts === null ? null : chooseThreshold({ type: "best-f1" }, counts).threshold,
      youden: counts === null ? null : chooseThreshold({ type: "youden" }, counts).threshold,
    },
  };
}
