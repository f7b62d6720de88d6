/** Values that a curve over one column is drawn at. */
export interface GridOptions {
  /** At least 2. */
  readonly size: number;
  /** Of an even grid its ends, as quantiles of the values; from 0 to 1. */
  readonly ends?: readonly [number, number];
}

/** So that a few extreme values do not stretch the grid. */
const ENDS = [0.05, 0.95] as const;

/**
 * Grid of a column of numbers, by scikit-learn's rule: the distinct values where there are fewer of them than `size`,
 * else an even grid between the two quantiles. Null where these are one value as near as makes no difference, or where
 * no number is present.
 * @param values may hold NaN, which is left out
 */
export function numericGrid(values: Float64Array, { size, ends = ENDS }: GridOptions): Float64Array | null {
  const ordered = values.filter((value) => Number.isFinite(value)).sort();
  if (ordered.length === 0) return null;
  const distinct = distinctOf(ordered, size);
  if (distinct.length < size) return distinct;
  const low = cunnaneQuantile(ordered, ends[0]);
  const high = cunnaneQuantile(ordered, ends[1]);
  // numpy.allclose
  if (Math.abs(low - high) <= 1e-8 + 1e-5 * Math.abs(high)) return null;
  const step = (high - low) / (size - 1);
  return Float64Array.from({ length: size }, (_, i) => (i === size - 1 ? high : low + i * step));
}

/** The first `limit` distinct values. */
function distinctOf(ordered: Float64Array, limit: number): Float64Array {
  const distinct: number[] = [];
  for (const value of ordered) {
    if (distinct.at(-1) !== value) distinct.push(value);
    if (distinct.length === limit) break;
  }
  return Float64Array.from(distinct);
}

/** scipy.stats.mstats.mquantiles with its own alphap and betap of 0.4 (Cunnane 1978). */
function cunnaneQuantile(ordered: Float64Array, share: number): number {
  const n = ordered.length;
  if (n === 1) return ordered[0] ?? NaN;
  const place = n * share + 0.4 + 0.2 * share;
  const below = Math.floor(Math.min(Math.max(place, 1), n - 1));
  const rest = Math.min(Math.max(place - below, 0), 1);
  return (1 - rest) * (ordered[below - 1] ?? NaN) + rest * (ordered[below] ?? NaN);
}

/** Grid of a column of texts: its commonest values, at most `size`, those as common in the order of the text. */
export function textGrid(values: readonly (string | null)[], size: number): string[] {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .sort(([a, most], [b, other]) => other - most || (a < b ? -1 : 1))
    .slice(0, size)
    .map(([value]) => value);
}
