import { quantiles } from "../features/quantiles";

/** A column of the rows of a split, one value a row. */
export type SliceColumn =
  /** NaN where missing. */
  | { readonly kind: "numeric"; readonly values: ArrayLike<number> }
  /** Code -1 where missing. */
  | { readonly kind: "text"; readonly codes: ArrayLike<number>; readonly dictionary: readonly string[] };

/** What the rows of a slice have in common. */
export type SliceKey =
  | { readonly type: "number"; readonly value: number }
  /** The least and the greatest value that occur in the slice. */
  | { readonly type: "range"; readonly low: number; readonly high: number }
  | { readonly type: "text"; readonly value: string }
  /** All other texts. */
  | { readonly type: "other"; readonly values: number }
  | { readonly type: "missing" };

/** Which slice each row is in. */
export interface SliceGroups {
  readonly keys: readonly SliceKey[];
  /** `[rows]`: an index of `keys`. */
  readonly groupOf: Uint16Array;
}

/**
 * Cuts the rows by a column: by its values while there are at most `limit` of them; else numbers into `limit` bins of
 * about as many rows each, and texts into the `limit` commonest and the others. A slice for missing values comes last.
 * @param limit from 1 to 1,000
 */
export function sliceGroups(column: SliceColumn, limit: number): SliceGroups {
  return column.kind === "text" ? textGroups(column, limit) : numericGroups(column.values instanceof Float64Array ? column.values : Float64Array.from(column.values), limit);
}

function textGroups({ codes, dictionary }: SliceColumn & { kind: "text" }, limit: number): SliceGroups {
  const counts = new Uint32Array(dictionary.length);
  let missing = false;
  for (let row = 0; row < codes.length; row++) {
    if (codes[row]! < 0) missing = true;
    else counts[codes[row]!]!++;
  }
  const present = [...counts.keys()].filter((code) => counts[code]! > 0).sort((a, b) => counts[b]! - counts[a]! || a - b);
  const named = present.slice(0, limit);
  const others = present.length - named.length;
  const groupOfCode = new Uint16Array(dictionary.length).fill(named.length);
  named.forEach((code, group) => (groupOfCode[code] = group));
  const keys: SliceKey[] = [
    ...named.map((code): SliceKey => ({ type: "text", value: dictionary[code] ?? "" })),
    ...(others > 0 ? [{ type: "other", values: others } as const] : []),
    ...(missing ? [{ type: "missing" } as const] : []),
  ];
  const last = keys.length - 1;
  const groupOf = new Uint16Array(codes.length);
  for (let row = 0; row < codes.length; row++) groupOf[row] = codes[row]! < 0 ? last : groupOfCode[codes[row]!]!;
  return { keys, groupOf };
}

function numericGroups(values: Float64Array, limit: number): SliceGroups {
  const ends = fewDistinct(values, limit) ?? binEnds(values, limit);
  const missing = values.some(Number.isNaN);
  // Index loops: the iterators of typed arrays show at a million rows.
  const groupOf = new Uint16Array(values.length);
  for (let row = 0; row < values.length; row++) groupOf[row] = Number.isNaN(values[row]!) ? ends.length : binOf(ends, values[row]!);
  const low = new Float64Array(ends.length).fill(Infinity);
  for (let row = 0; row < values.length; row++) {
    const group = groupOf[row]!;
    if (group < ends.length && values[row]! < low[group]!) low[group] = values[row]!;
  }
  const keys = [...ends].map((high, group): SliceKey => {
    const from = low[group] ?? NaN;
    return from === high ? { type: "number", value: high } : { type: "range", low: from, high };
  });
  return { keys: missing ? [...keys, { type: "missing" }] : keys, groupOf };
}

/** The greatest value of each bin, bins without a value left out: an end belongs to the bin below it. */
function binEnds(values: Float64Array, bins: number): Float64Array {
  const shares = Array.from({ length: bins }, (_, bin) => (bin + 1) / bins);
  // Between infinite values there is no quantile.
  const cuts = Float64Array.from(quantiles(values, shares).filter((cut) => !Number.isNaN(cut)));
  const ends = new Float64Array(cuts.length).fill(NaN);
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    const bin = binOf(cuts, value);
    if (!(ends[bin]! >= value)) ends[bin] = value;
  }
  return ends.filter((end) => !Number.isNaN(end));
}

/** The distinct numbers in order; null when there are more than `limit`. */
function fewDistinct(values: Float64Array, limit: number): Float64Array | null {
  const distinct = new Set<number>();
  for (const value of values) {
    if (!Number.isNaN(value)) distinct.add(value);
    if (distinct.size > limit) return null;
  }
  return Float64Array.from(distinct).sort();
}

/** The first of the ends that is not below the value. */
function binOf(ends: Float64Array, value: number): number {
  let low = 0;
  let high = ends.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= ends[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}
