import { formatCount, formatLoss, formatPercent } from "../../../../domain/format";
import { METRICS } from "../../../../domain/metrics/metric-list";
import type { Interval } from "../../../../domain/metrics/wilson";
import { SPLITS, SPLIT_TITLES, type PerSplit, type Split } from "../../../../domain/split";
import type { SliceKey } from "../../../../domain/why/slice-groups";
import { SLICE_METRICS, wholeOf, type Slice, type SliceMetric, type SliceRow } from "../../../../domain/why/slices";
import type { ChartTable } from "../../../charts/kit/chart-table";

/** What the rows of a slice have in common, in words. */
export function keyText(key: SliceKey): string {
  switch (key.type) {
    case "number":
      return numberText(key.value);
    case "range":
      return `${numberText(key.low)} to ${numberText(key.high)}`;
    case "text":
      return key.value === "" ? "(empty)" : key.value;
    case "other":
      return `${formatCount(key.values)} other ${key.values === 1 ? "value" : "values"}`;
    case "missing":
      return "(missing)";
  }
}

/** Numbers may be identifiers: whole ones are not grouped. */
function numberText(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}

export function metricText(metric: SliceMetric, value: number | null): string {
  if (value === null) return "–";
  if (Number.isNaN(value)) return "not a number";
  return metric === "logLoss" ? formatLoss(value) : formatPercent(value);
}

/** Why a metric of a slice has no value; null when it has. */
export function undefinedBecause(metric: SliceMetric, { metrics, positives }: Slice): string | null {
  if (metrics[metric] !== null) return null;
  if (metric === "precision") return "no row is called positive";
  return positives === 0 ? "no positive row" : "nothing to divide by";
}

/** Wilson's interval of a metric that is a share; null for others. */
export function intervalOf(metric: SliceMetric, { intervals }: Slice): Interval | null {
  return metric === "accuracy" || metric === "recall" || metric === "precision" ? intervals[metric] : null;
}

export function intervalText(interval: Interval | null): string {
  return interval === null ? "–" : `${(100 * interval.low).toFixed(1)}–${(100 * interval.high).toFixed(1)}`;
}

/** How far bars reach: to 1 for shares, to the greatest loss that is a number. */
export function fullLength(metric: SliceMetric, rows: readonly SliceRow[]): number {
  if (metric !== "logLoss") return 1;
  const losses = rows.flatMap(({ splits }) => SPLITS.map((split) => splits[split]?.metrics.logLoss ?? 0)).filter(Number.isFinite);
  return Math.max(0, ...losses) || 1;
}

/** All rows of each split. */
export function wholes(rows: readonly SliceRow[]): Partial<PerSplit<Slice>> {
  const made: Partial<PerSplit<Slice>> = {};
  for (const split of SPLITS) {
    const whole = wholeOf(rows.flatMap(({ splits }) => splits[split] ?? []));
    if (whole !== null) made[split] = whole;
  }
  return made;
}

/** What the worst slice is, in a sentence. */
export function worstSentence(rows: readonly SliceRow[], metric: SliceMetric, column: string, splits: readonly Split[]): string {
  const [worst] = rows;
  const title = METRICS[metric].title;
  const present = splits.flatMap((split) => {
    const slice = worst?.splits[split];
    return slice === undefined || slice.small || slice.metrics[metric] === null ? [] : [{ split, slice }];
  });
  if (worst === undefined || present.length === 0) return `${title} by ${column}: no slice with enough rows has a value.`;
  if (isSame(rows, metric, splits)) return `${title} is the same wherever ${column} has a slice of enough rows.`;
  const parts = present.map(({ split, slice }) => `${metricText(metric, slice.metrics[metric])} on ${SPLIT_TITLES[split].toLowerCase()}`);
  return `${title} is worst where ${column} is ${keyText(worst.key)}: ${parts.join(", ")}.`;
}

/** Whether no slice with enough rows is worse than another. */
function isSame(rows: readonly SliceRow[], metric: SliceMetric, splits: readonly Split[]): boolean {
  const values = rows.flatMap((row) => splits.flatMap((split) => {
    const slice = row.splits[split];
    return slice === undefined || slice.small ? [] : (slice.metrics[metric] ?? []);
  }));
  return values.length > 1 && values.every((value) => value === values[0]);
}

const SHARES = ["accuracy", "recall", "precision"] as const;

/** A row for each slice of each split, numbers in full. */
export function sliceTable(rows: readonly SliceRow[], column: string, splits: readonly Split[]): ChartTable {
  const metricColumns = SLICE_METRICS.flatMap((metric) => {
    const title = METRICS[metric].title;
    return isShare(metric) ? [title, `${title} low 95 %`, `${title} high 95 %`] : [title];
  });
  const all = wholes(rows);
  const whole: { readonly name: string; readonly splits: Partial<PerSplit<Slice>> } = { name: "all rows", splits: all };
  const named = [...rows.map(({ key, splits: own }) => ({ name: keyText(key), splits: own })), whole];
  return {
    columns: [column, "split", "rows", "positives", ...metricColumns, "mean score", "few rows"],
    rows: named.flatMap(({ name, splits: own }) =>
      splits.flatMap((split) => {
        const slice = own[split];
        return slice === undefined ? [] : [[name, SPLIT_TITLES[split].toLowerCase(), slice.rows, slice.positives, ...figuresOf(slice), slice.meanScore, slice.small ? "yes" : "no"]];
      }),
    ),
    format: (value, at) => (at < 4 ? formatCount(value) : formatLoss(value)),
  };
}

function isShare(metric: SliceMetric): metric is (typeof SHARES)[number] {
  return (SHARES as readonly SliceMetric[]).includes(metric);
}

function figuresOf(slice: Slice): (number | null)[] {
  return SLICE_METRICS.flatMap((metric) => {
    const value = slice.metrics[metric];
    if (!isShare(metric)) return [value];
    const interval = slice.intervals[metric];
    return [value, interval?.low ?? null, interval?.high ?? null];
  });
}
