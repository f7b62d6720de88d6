import type { Confusion } from "../history";
import { confusionMetrics } from "../metrics/confusion-metrics";
import { isAbove, logitCut, sigmoid } from "../metrics/logistic";
import { clippedSurprise } from "../metrics/surprise";
import { wilson95, type Interval } from "../metrics/wilson";
import type { Logits } from "./scorer";
import { SPLITS, type PerSplit } from "../split";
import { sliceGroups, type SliceColumn, type SliceGroups, type SliceKey } from "./slice-groups";

/** What slices can be ordered by. */
export const SLICE_METRICS = ["accuracy", "recall", "precision", "f1", "logLoss"] as const;
export type SliceMetric = (typeof SLICE_METRICS)[number];

/** Metrics of the rows that have something in common; null where undefined. */
export interface Slice {
  readonly key: SliceKey;
  readonly rows: number;
  readonly positives: number;
  readonly confusion: Confusion;
  readonly metrics: Readonly<Record<SliceMetric, number | null>>;
  /** Wilson's 95 % intervals of the shares; null where undefined. */
  readonly intervals: Readonly<Record<"accuracy" | "recall" | "precision", Interval | null>>;
  readonly meanScore: number;
  /** So few rows that its figures say little. */
  readonly small: boolean;
}

export interface SliceRequest {
  readonly column: SliceColumn;
  /** `[rows]` */
  readonly logits: Logits;
  /** `[rows]`, 0 or 1. */
  readonly y: Uint8Array;
  /** Predicted positive means score > threshold. */
  readonly threshold: number;
  readonly orderBy: SliceMetric;
  /** At most so many values or bins, others and missing ones apart. */
  readonly limit: number;
  /** A slice of fewer rows is small. */
  readonly minRows: number;
}

/** The worst first; then those whose metric is undefined; small ones last of all. */
export function slices({ column, limit, orderBy, ...request }: SliceRequest): Slice[] {
  const rows = slicesOf(sliceGroups(column, limit), request).flatMap((slice) => (slice === null ? [] : [{ key: slice.key, splits: { train: slice } }]));
  return orderSlices(rows, orderBy).map(({ splits }) => splits.train);
}

/** A slice of several splits; splits without a row of it are absent. */
export interface SliceRow {
  readonly key: SliceKey;
  readonly splits: Partial<PerSplit<Slice>>;
}

/** By the worst figure of any split. The worst first; then those whose metric is undefined; small ones last of all. */
export function orderSlices<Row extends SliceRow>(rows: readonly Row[], orderBy: SliceMetric): Row[] {
  const judged = rows.map((row) => {
    const present = SPLITS.flatMap((split) => row.splits[split] ?? []);
    const rank = Math.min(...present.map((slice) => rankOf(slice, orderBy)));
    const deciding = present.filter((slice) => rankOf(slice, orderBy) === rank);
    return { row, rank, bad: Math.max(...deciding.map((slice) => badness(slice, orderBy))), size: present.reduce((sum, { rows: own }) => sum + own, 0) };
  });
  return judged.sort((a, b) => a.rank - b.rank || b.bad - a.bad || b.size - a.size).map(({ row }) => row);
}

/** All rows of the slices of a split together; null where it has none. The key is of no meaning. */
export function wholeOf(slices: readonly Slice[]): Slice | null {
  const [first] = slices;
  if (first === undefined) return null;
  const whole = new Tally();
  for (const { confusion, rows, meanScore, metrics } of slices) {
    whole.tp += confusion.tp;
    whole.fp += confusion.fp;
    whole.tn += confusion.tn;
    whole.fn += confusion.fn;
    whole.scores += meanScore * rows;
    whole.losses += (metrics.logLoss ?? NaN) * rows;
  }
  return sliceOf(first.key, whole, 0);
}

/** How a net does on the rows of each group; null for a group without rows. */
export function slicesOf({ keys, groupOf }: SliceGroups, { logits, y, threshold, minRows }: Omit<SliceRequest, "column" | "limit" | "orderBy">): (Slice | null)[] {
  if (groupOf.length !== y.length || logits.length !== y.length) {
    throw new RangeError(`${groupOf.length} values and ${logits.length} logits for ${y.length} rows.`);
  }
  const tallies = keys.map(() => new Tally());
  const cut = logitCut(threshold);
  for (let row = 0; row < y.length; row++) tallies[groupOf[row]!]!.add(logits[row]!, y[row]!, isAbove(logits[row]!, cut));
  return keys.map((key, index) => sliceOf(key, tallies[index]!, minRows));
}

/** What is known of one slice's rows. */
class Tally {
  tp = 0;
  fp = 0;
  tn = 0;
  fn = 0;
  scores = 0;
  losses = 0;

  add(logit: number, label: number, predicted: boolean): void {
    if (label === 1) {
      if (predicted) this.tp++;
      else this.fn++;
    } else if (predicted) this.fp++;
    else this.tn++;
    this.scores += sigmoid(logit);
    this.losses += clippedSurprise(label === 1 ? -logit : logit);
  }
}

function sliceOf(key: SliceKey, { tp, fp, tn, fn, scores, losses }: Tally, minRows: number): Slice | null {
  const confusion = { tp, fp, tn, fn };
  const rows = tp + fp + tn + fn;
  if (rows === 0) return null;
  const { accuracy, recall, precision, f1 } = confusionMetrics(confusion);
  return {
    key,
    rows,
    positives: tp + fn,
    confusion,
    metrics: { accuracy, recall, precision, f1, logLoss: losses / rows },
    intervals: {
      accuracy: wilson95(tp + tn, rows),
      recall: wilson95(tp, tp + fn),
      precision: wilson95(tp, tp + fp),
    },
    meanScore: scores / rows,
    small: rows < minRows,
  };
}

function rankOf({ small, metrics }: Slice, orderBy: SliceMetric): number {
  return small ? 2 : metrics[orderBy] === null ? 1 : 0;
}

/** Greater for a worse slice. */
function badness({ metrics }: Slice, orderBy: SliceMetric): number {
  const value = metrics[orderBy];
  if (value === null) return 0;
  // The losses of a net that diverged are no numbers: nothing is worse.
  if (Number.isNaN(value)) return Number.MAX_VALUE;
  return orderBy === "logLoss" ? value : -value;
}
