import { formatCount } from "../../../../domain/format";
import { counted } from "../../../../domain/problem";
import { SPLITS, SPLIT_TITLES, type PerSplit, type Split } from "../../../../domain/split";
import type { FeatureImportance, Importance } from "../../../../domain/why/permutation-importance";
import type { ImportanceMetric } from "../../../../domain/why/score-metrics";
import type { ChartTable } from "../../../charts/kit/chart-table";

export const METRIC_TITLES: Readonly<Record<ImportanceMetric, string>> = {
  accuracy: "Accuracy",
  rocAuc: "ROC AUC",
  averagePrecision: "Average precision",
  logLoss: "Log loss",
};

export type Importances = Partial<PerSplit<Importance>>;

/** What a split has to show: its features in the common order, or why there are none. */
export type SplitBars =
  | { readonly type: "measured"; readonly baseline: number; readonly features: readonly FeatureImportance[] }
  | { readonly type: "undefined"; readonly reason: string };

export interface ImportanceFigures {
  readonly splits: Partial<PerSplit<SplitBars>>;
  /** The axis that all splits share; 0 is on it. */
  readonly domain: readonly [low: number, high: number];
}

const NOT_NUMBERS = "This net gives outputs that are not numbers, so nothing can be measured of it.";

/** The features of several splits in one order: by the mean over these splits, the most important first. */
export function importanceFigures(answer: Importances, shown: readonly Split[], metric: ImportanceMetric): ImportanceFigures {
  const splits: Partial<PerSplit<SplitBars>> = {};
  for (const split of shown) {
    const measured = answer[split]?.metrics[metric];
    if (measured === undefined) continue;
    splits[split] = measured.type === "measured" && Number.isNaN(measured.baseline) ? { type: "undefined", reason: NOT_NUMBERS } : measured;
  }
  const means = new Map<string, number>();
  const ends = [0];
  for (const bars of Object.values(splits)) {
    if (bars.type === "undefined") continue;
    for (const { name, mean, interval } of bars.features) {
      means.set(name, (means.get(name) ?? 0) + mean);
      ends.push(mean, interval?.low ?? mean, interval?.high ?? mean);
    }
  }
  for (const split of shown) {
    const bars = splits[split];
    if (bars?.type !== "measured") continue;
    const features = bars.features.toSorted((a, b) => (means.get(b.name) ?? 0) - (means.get(a.name) ?? 0));
    splits[split] = { ...bars, features };
  }
  return { splits, domain: [Math.min(...ends), Math.max(...ends)] };
}

/** A drop of a metric, in four decimals; 0 only where it is exactly that. */
export function dropText(drop: number): string {
  if (drop === 0) return "0";
  const size = Math.abs(drop);
  const text = size < 5e-5 ? size.toExponential(1) : size.toFixed(4);
  return drop < 0 ? `−${text}` : text;
}

/** A figure and its interval, for those who point at a bar. */
export function barNote({ name, mean, interval, perRepeat }: FeatureImportance): string {
  const range = interval === null ? "no interval of one repeat" : `95 % interval ${dropText(interval.low)} to ${dropText(interval.high)}`;
  return `${name}: ${dropText(mean)}, ${range}, ${counted(perRepeat.length, "order")} drawn`;
}

/** How it was done, and what the intervals do not say. */
export function statement(answer: Importances, shown: readonly Split[]): string {
  const done = shown.flatMap((split) => {
    const importance = answer[split];
    return importance === undefined ? [] : [{ split, ...importance }];
  });
  const [first] = done;
  if (first === undefined) return "";
  const rows = done.map(({ split, rowsUsed, rows: all }) => {
    const of = rowsUsed === all ? `all ${formatCount(all)}` : `${formatCount(rowsUsed)} of ${formatCount(all)}`;
    return `${of} rows of ${SPLIT_TITLES[split].toLowerCase()}`;
  });
  const unsaid = first.repeats === 1 ? "One order has no interval." : "The interval covers the drawn orders only, not other rows or another training.";
  return `${counted(first.repeats, "repeat")}, seed ${first.seed}; ${rows.join(", ")}. ${unsaid}`;
}

export function importanceTable({ splits }: ImportanceFigures): ChartTable {
  const shown = SPLITS.flatMap((split) => {
    const bars = splits[split];
    return bars?.type === "measured" ? [{ split, features: new Map(bars.features.map((feature) => [feature.name, feature])) }] : [];
  });
  const names = shown[0] === undefined ? [] : [...shown[0].features.keys()];
  return {
    columns: ["feature", ...shown.flatMap(({ split }) => [SPLIT_TITLES[split], `${SPLIT_TITLES[split]}, low`, `${SPLIT_TITLES[split]}, high`])],
    rows: names.map((name) => [
      name,
      ...shown.flatMap(({ features }) => {
        const feature = features.get(name);
        return [feature?.mean ?? null, feature?.interval?.low ?? null, feature?.interval?.high ?? null];
      }),
    ]),
    format: dropText,
  };
}

/** The picture in words. */
export function importanceSummary({ splits }: ImportanceFigures, metric: ImportanceMetric): string {
  const sentences = SPLITS.flatMap((split) => {
    const bars = splits[split];
    if (bars === undefined) return [];
    if (bars.type === "undefined") return [`${SPLIT_TITLES[split]}: ${bars.reason}`];
    const most = bars.features.toSorted((a, b) => b.mean - a.mean)[0];
    return most === undefined ? [] : [`${SPLIT_TITLES[split]}: most from ${most.name}, ${dropText(most.mean)}.`];
  });
  const what = metric === "logLoss" ? "How much the log loss rises" : `How much ${METRIC_TITLES[metric]} drops`;
  return `${what} when one feature is mixed up. ${sentences.join(" ")}`;
}
