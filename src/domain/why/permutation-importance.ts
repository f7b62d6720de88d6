import { meanInterval95 } from "../metrics/t-interval";
import type { Interval } from "../metrics/wilson";
import { createRandom } from "../random";
import { labelsOf, sampleRows } from "../row-sample";
import { dropOf, scoreMetrics, undefinedReason, IMPORTANCE_METRICS, type ImportanceMetric } from "./score-metrics";
import { copyRows, type Logits, type Matrix, type Scorer, type Surroundings } from "./scorer";

/** Columns of the matrix that are permuted together: those of one column of the data. */
export interface ColumnGroup {
  readonly name: string;
  readonly columns: readonly number[];
}

export interface ImportanceRequest<X extends Matrix> {
  /** `[rows, columns]`, as the net sees them. */
  readonly x: X;
  readonly columns: number;
  /** `[rows]`, 0 or 1. */
  readonly y: Uint8Array;
  readonly groups: readonly ColumnGroup[];
  readonly repeats: number;
  readonly seed: number;
  /** Predicted positive means score > threshold. */
  readonly threshold: number;
  /** All where absent. */
  readonly metrics?: readonly ImportanceMetric[];
  /** With more rows, a sample of so many is drawn from the seed and used throughout. */
  readonly maxRows?: number;
  /** The row order of a repeat, of the rows used; drawn from the seed where absent. */
  readonly orderOf?: (repeat: number, rows: number) => Uint32Array;
}

/** How much worse the net does on a metric when one source of its knowledge is mixed up; below 0 it does better. */
export interface FeatureImportance {
  readonly name: string;
  readonly perRepeat: readonly number[];
  readonly mean: number;
  /** Divides by the number of repeats. */
  readonly std: number;
  /** 95 % interval of the mean over the orders that could have been drawn, not over other rows; null of one repeat. */
  readonly interval: Interval | null;
}

export type MetricImportance =
  | { readonly type: "measured"; readonly baseline: number; readonly features: readonly FeatureImportance[] }
  | { readonly type: "undefined"; readonly reason: string };

export interface Importance {
  readonly metrics: Readonly<Partial<Record<ImportanceMetric, MetricImportance>>>;
  readonly repeats: number;
  readonly seed: number;
  /** Rows used, of `rows`. */
  readonly rowsUsed: number;
  readonly rows: number;
}

/**
 * Permutation importance (Breiman 2001; Fisher, Rudin and Dominici 2019): each group's columns are put in a random order
 * of the rows, the same order for every group of one repeat, and all else is left as it is.
 * @throws whatever `signal` throws when it is aborted, before the next scoring
 */
export async function permutationImportance<X extends Matrix>(
  score: Scorer<X>,
  request: ImportanceRequest<X>,
  { signal, onProgress }: Surroundings = {},
): Promise<Importance> {
  const { groups, columns, repeats, seed, threshold, metrics = IMPORTANCE_METRICS } = request;
  const rows = request.y.length;
  if (request.x.length !== rows * columns) throw new RangeError(`${request.x.length} numbers are not ${rows} rows of ${columns} columns.`);
  const chosen = sampleRows(rows, request.maxRows ?? rows, seed, "importance rows");
  const y = labelsOf(request.y, chosen);
  const original = chosen === null ? request.x : copyRows(request.x, columns, chosen);
  const buffer = copyRows(original, columns, null);
  const reasons = new Map(metrics.map((metric) => [metric, undefinedReason(metric, y)]));
  const defined = metrics.filter((metric) => reasons.get(metric) === null);

  const steps = 1 + repeats * groups.length;
  let done = 0;
  const measure = (logits: Logits) => {
    const values = scoreMetrics(defined, logits, y, threshold);
    onProgress?.(++done / steps);
    return values;
  };
  /** Of the first rows of the buffer. */
  const logitsOf = async (count: number): Promise<Logits> => {
    signal?.throwIfAborted();
    return (await score(buffer.subarray(0, count * columns) as X, count)).subarray(0, count);
  };

  const drops = groups.map(() => new Map(defined.map((metric): [ImportanceMetric, number[]] => [metric, []])));
  const before = defined.length === 0 ? new Float32Array() : (await logitsOf(y.length)).slice();
  const baseline = defined.length === 0 ? {} : measure(before);
  const after = before.slice();
  const moved = new Uint32Array(y.length);
  for (let repeat = 0; repeat < repeats && defined.length > 0; repeat++) {
    const order = request.orderOf?.(repeat, y.length) ?? createRandom(seed, `importance ${repeat}`).permutation(y.length);
    for (const [index, group] of groups.entries()) {
      const count = gather(buffer, moved, original, columns, group.columns, order);
      const logits = count === 0 ? before : await logitsOf(count);
      after.set(before);
      for (let at = 0; at < count; at++) after[moved[at]!] = logits[at]!;
      const values = measure(after);
      for (const [metric, list] of drops[index] ?? []) {
        list.push(dropOf(metric, baseline[metric] ?? NaN, values[metric] ?? NaN));
      }
    }
  }
  const resultOf = (metric: ImportanceMetric): MetricImportance => {
    const reason = reasons.get(metric) ?? null;
    if (reason !== null) return { type: "undefined", reason };
    const features = groups.map(({ name }, index) => summary(name, drops[index]?.get(metric) ?? []));
    return { type: "measured", baseline: baseline[metric] ?? NaN, features };
  };
  return {
    metrics: Object.fromEntries(metrics.map((metric) => [metric, resultOf(metric)])),
    repeats,
    seed,
    rowsUsed: y.length,
    rows,
  };
}

/**
 * Puts rows that columns in another order make different at the beginning of `to`, so that those that stay what they are,
 * which are most of them where few values are common, need not be scored again.
 * @returns how many; their numbers are in `moved`
 */
function gather(to: Matrix, moved: Uint32Array, from: Matrix, width: number, columns: readonly number[], order: Uint32Array): number {
  let count = 0;
  for (let row = 0; row < order.length; row++) {
    const [own, other] = [row * width, order[row]! * width];
    if (columns.every((column) => from[own + column] === from[other + column])) continue;
    const at = count * width;
    for (let column = 0; column < width; column++) to[at + column] = from[own + column]!;
    for (const column of columns) to[at + column] = from[other + column]!;
    moved[count++] = row;
  }
  return count;
}

function summary(name: string, perRepeat: readonly number[]): FeatureImportance {
  const mean = perRepeat.reduce((sum, drop) => sum + drop, 0) / perRepeat.length;
  const variance = perRepeat.reduce((sum, drop) => sum + (drop - mean) ** 2, 0) / perRepeat.length;
  return { name, perRepeat, mean, std: Math.sqrt(variance), interval: meanInterval95(perRepeat) };
}

/** The columns of a matrix by the column of the data that they are made from, in the order of the matrix. */
export function sourceGroups(features: readonly { readonly source: string }[]): ColumnGroup[] {
  const groups = new Map<string, number[]>();
  features.forEach(({ source }, column) => {
    const columns = groups.get(source);
    if (columns === undefined) groups.set(source, [column]);
    else columns.push(column);
  });
  return [...groups].map(([name, columns]) => ({ name, columns }));
}
