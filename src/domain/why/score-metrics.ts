import { inOneGo } from "../inspect/stepwise";
import { NO_NEGATIVES, NO_POSITIVES } from "../metrics/confusion-metrics";
import { averagePrecision, cumulativeCounts, rocAuc, type CumulativeCounts } from "../metrics/cumulative-counts";
import { isAbove, logitCut, scoresOf } from "../metrics/logistic";
import { countsOfLogits } from "../metrics/logit-counts";
import { meanLogLoss } from "../metrics/surprise";
import type { Logits } from "./scorer";

/** What the loss of a feature can be counted in. */
export const IMPORTANCE_METRICS = ["accuracy", "rocAuc", "averagePrecision", "logLoss"] as const;
export type ImportanceMetric = (typeof IMPORTANCE_METRICS)[number];

type Scores = Readonly<Partial<Record<ImportanceMetric, number>>>;

/** Why a metric cannot be taken of these labels, whatever the scores; null when it can. */
export function undefinedReason(metric: ImportanceMetric, y: Uint8Array): string | null {
  if (y.length === 0) return "There are no rows.";
  if (metric === "accuracy" || metric === "logLoss") return null;
  if (!y.includes(1)) return NO_POSITIVES;
  return metric === "rocAuc" && !y.includes(0) ? NO_NEGATIVES : null;
}

/**
 * The metrics of logits, as evaluations give them; of a logit that is not a number all but accuracy are NaN.
 * @param threshold predicted positive means score > threshold
 */
export function scoreMetrics(metrics: readonly ImportanceMetric[], logits: Logits, y: Uint8Array, threshold: number): Scores {
  const ranked = metrics.includes("rocAuc") || metrics.includes("averagePrecision");
  const counts = ranked && !logits.some(Number.isNaN) ? countsOf(logits, y) : null;
  const valueOf = (metric: ImportanceMetric): number => {
    switch (metric) {
      case "accuracy":
        return accuracy(logits, y, threshold);
      case "logLoss":
        return meanLogLoss(logits, y);
      case "rocAuc":
        return (counts && rocAuc(counts)) ?? NaN;
      case "averagePrecision":
        return (counts && averagePrecision(counts)) ?? NaN;
    }
  };
  return Object.fromEntries(metrics.map((metric) => [metric, valueOf(metric)]));
}

function countsOf(logits: Logits, y: Uint8Array): CumulativeCounts {
  return logits instanceof Float32Array ? inOneGo(countsOfLogits(logits, y)) : cumulativeCounts(scoresOf(logits), y);
}

/** How much worse the second value is than the first; below 0 where it is better. */
export function dropOf(metric: ImportanceMetric, baseline: number, value: number): number {
  return metric === "logLoss" ? value - baseline : baseline - value;
}

function accuracy(logits: Logits, y: Uint8Array, threshold: number): number {
  const cut = logitCut(threshold);
  let right = 0;
  for (let row = 0; row < y.length; row++) {
    if (isAbove(logits[row]!, cut) === (y[row] === 1)) right++;
  }
  return right / y.length;
}
