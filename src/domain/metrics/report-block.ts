import type { MetricName } from "./evaluation";
import type { FinalFigures } from "./final-figures";
import type { MetricIntervals } from "./intervals";

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

export function reportBlock({ evaluation, ofScores }: FinalFigures, { intervals }: MetricIntervals): ReportBlock {
  const named = Object.entries(intervals).map(([metric, { low, high }]) => [reportName(metric as MetricName), [low, high]]);
  return {
    specificity: evaluation.specificity,
    f2: evaluation.f2,
    kappa: evaluation.cohenKappa,
    ece: ofScores.ece,
    mce: ofScores.mce,
    intervals: Object.fromEntries(named) as ReportBlock["intervals"],
    thresholds: { bestF1: ofScores.bestF1, youden: ofScores.youden },
  };
}

/** Why figures of the block are null or have no interval, a sentence each, by their names in the report. */
export function blockReasons({ evaluation, ofScores }: FinalFigures, { reasons }: MetricIntervals): {
  readonly undefined: Readonly<Record<string, string>>;
  readonly noInterval: Readonly<Record<string, string>>;
} {
  const { cohenKappa } = evaluation.undefinedReasons;
  const { bestF1, youden, ...errors } = ofScores.undefinedReasons;
  // What is undefined has no interval either, and has been told of.
  const defined = Object.entries(reasons).filter(([metric]) => evaluation[metric as MetricName] !== null);
  return {
    undefined: {
      ...evaluation.undefinedReasons,
      ...(cohenKappa === undefined ? {} : { kappa: cohenKappa }),
      ...errors,
      ...(bestF1 === undefined ? {} : { "thresholds.bestF1": bestF1 }),
      ...(youden === undefined ? {} : { "thresholds.youden": youden }),
    },
    noInterval: Object.fromEntries(defined.map(([metric, reason]) => [reportName(metric as MetricName), reason])),
  };
}

/** The name of a metric in the report's block. */
export function reportName(metric: MetricName): ReportMetric {
  return metric === "cohenKappa" ? "kappa" : metric;
}
