import type { MetricName } from "./evaluation";

export interface MetricTraits {
  readonly title: string;
  /** Which end is the good one. */
  readonly better: "high" | "low";
}

/** Every metric of an evaluation, in the order in which tables show them. */
export const METRICS: Readonly<Record<MetricName, MetricTraits>> = {
  accuracy: { title: "Accuracy", better: "high" },
  balancedAccuracy: { title: "Balanced accuracy", better: "high" },
  precision: { title: "Precision", better: "high" },
  recall: { title: "Recall", better: "high" },
  specificity: { title: "Specificity", better: "high" },
  f1: { title: "F1", better: "high" },
  f2: { title: "F2", better: "high" },
  mcc: { title: "MCC", better: "high" },
  cohenKappa: { title: "Kappa", better: "high" },
  logLoss: { title: "Log loss", better: "low" },
  brier: { title: "Brier score", better: "low" },
  rocAuc: { title: "ROC AUC", better: "high" },
  averagePrecision: { title: "Average precision", better: "high" },
};

export const METRIC_NAMES = Object.keys(METRICS) as readonly MetricName[];
