import { formatCount, formatPercent } from "../../domain/format";
import type { HistoryMetric, Inexactness } from "../../state/compare-figures";
import { METRICS } from "../../domain/metrics/metric-list";

/** "Epoch 7 of 10". @param epoch null in the middle of one, where the run stopped after `last` whole ones */
export function momentText(epoch: number | null, last: number): string {
  if (epoch === null) return `In the middle of epoch ${formatCount(last + 1)}, where the run stopped`;
  if (epoch === 0) return last === 0 ? "The untrained net" : `The untrained net, epoch 0 of ${formatCount(last)}`;
  return `Epoch ${formatCount(epoch)} of ${formatCount(last)}`;
}

/** "epoch 3", within a sentence. */
export function shortMomentText(epoch: number | null): string {
  if (epoch === null) return "where the run stopped";
  return epoch === 0 ? "the untrained net" : `epoch ${formatCount(epoch)}`;
}

/** "exact", or "≈ approximate, from the histogram of its scores". */
export function exactnessText(exact: boolean): string {
  return exact ? "exact" : "≈ approximate, from the histogram of its scores";
}

/** Why the figures are not exact, and when they will be, in a sentence. */
export function inexactnessText(why: Inexactness): string {
  switch (why.kind) {
    case "scrubbing":
      return "Exact figures follow where you let go.";
    case "looking":
      return `The exact figures are being worked out…${why.share === null ? "" : ` ${formatPercent(why.share, 0)}`}`;
    case "unavailable":
      return why.reason;
    case "failed":
      return `The exact figures could not be worked out: ${why.reason}`;
  }
}

/** As a list of metrics names it. */
export function historyMetricTitle(metric: HistoryMetric): string {
  return metric === "loss" ? "Loss" : METRICS[metric].title;
}
