import { between } from "../features/quantiles";
import type { PairedCounts } from "./paired-counts";
import { jsDistanceOfCounts, psiOfCounts } from "./share-distances";

/** Equal bins that a Jensen–Shannon distance of numbers is taken over. */
const JS_BINS = 20;
const TENTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((tenth) => tenth / 10);

/** How often values up to each of some occur on two sides. */
export interface CumulatedCounts {
  /** Ascending and distinct. */
  readonly values: Float64Array;
  /** Rows with at most so large a value; the last of them the rows of the side. */
  readonly reference: Uint32Array;
  readonly current: Uint32Array;
  readonly referenceRows: number;
  readonly currentRows: number;
}

/** Adds counts up, in their own place: what is given must not be used for anything else after. */
export function cumulated(pair: PairedCounts): CumulatedCounts {
  const { reference, current } = pair;
  for (let at = 1; at < reference.length; at++) {
    reference[at]! += reference[at - 1]!;
    current[at]! += current[at - 1]!;
  }
  return pair;
}

/**
 * Kolmogorov–Smirnov statistic: the largest difference, at any value, between the shares of the two sides that are at most
 * so large. As `scipy.stats.ks_2samp`. Null where a side has no rows.
 */
export function ksStatistic({ reference, current, referenceRows, currentRows }: CumulatedCounts): number | null {
  if (referenceRows === 0 || currentRows === 0) return null;
  let largest = 0;
  for (let at = 0; at < reference.length; at++) {
    const difference = Math.abs(reference[at]! / referenceRows - current[at]! / currentRows);
    if (difference > largest) largest = difference;
  }
  return largest;
}

/**
 * Wasserstein distance of order 1: how far values must be moved on average to make one side of the other, in the unit of
 * the values; the area between the two cumulative shares. As `scipy.stats.wasserstein_distance`. Null where a side has no
 * rows, or the distance is beyond a double.
 */
export function wassersteinDistance({ values, reference, current, referenceRows, currentRows }: CumulatedCounts): number | null {
  if (referenceRows === 0 || currentRows === 0) return null;
  let area = 0;
  for (let at = 0; at + 1 < values.length; at++) {
    area += Math.abs(reference[at]! / referenceRows - current[at]! / currentRows) * (values[at + 1]! - values[at]!);
  }
  return Number.isFinite(area) ? area : null;
}

/**
 * Jensen–Shannon distance over 20 equal bins from the smallest to the largest value of both sides, as `numpy.linspace` and
 * `numpy.histogram` make them: closed on the left, the last one on both sides. 0 where there is one value; null where a
 * side has no rows, or the range is beyond a double.
 */
export function jsDistanceOfNumbers({ values, reference, current, referenceRows, currentRows }: CumulatedCounts): number | null {
  if (referenceRows === 0 || currentRows === 0) return null;
  const low = values[0]!;
  const high = values[values.length - 1]!;
  if (low === high) return 0;
  const width = (high - low) / JS_BINS;
  if (!Number.isFinite(width)) return null;
  const before = new Float64Array(JS_BINS);
  const after = new Float64Array(JS_BINS);
  for (let bin = 0, from = 0; bin < JS_BINS; bin++) {
    const edge = (bin + 1) * width + low;
    const to = bin === JS_BINS - 1 ? values.length : firstWhere(values, from, (x) => x >= edge);
    before[bin] = rowsIn(reference, from, to);
    after[bin] = rowsIn(current, from, to);
    from = to;
  }
  return jsDistanceOfCounts(before, after);
}

/**
 * Population stability index over the tenths of the reference: edges are its quantiles as of `numpy.quantile`, equal ones
 * merged, and a value on an edge belongs to the bin below. Null where a side has no rows.
 */
export function psiOfNumbers(pair: CumulatedCounts): number | null {
  const { values, reference, current, referenceRows, currentRows } = pair;
  if (referenceRows === 0 || currentRows === 0) return null;
  const edges = [...new Set(tenthsOf(pair))];
  const before = new Float64Array(edges.length + 1);
  const after = new Float64Array(edges.length + 1);
  for (let bin = 0, from = 0; bin <= edges.length; bin++) {
    const edge = edges[bin];
    const to = edge === undefined ? values.length : firstWhere(values, from, (x) => x > edge);
    before[bin] = rowsIn(reference, from, to);
    after[bin] = rowsIn(current, from, to);
    from = to;
  }
  return psiOfCounts(before, after);
}

/** The first place from `start` on where an ascending list is as wanted, as it is from there on; its length where it nowhere is. */
function firstWhere(values: Float64Array | Uint32Array, start: number, wanted: (value: number) => boolean): number {
  let low = start;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (wanted(values[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Rows with a value of the places `from` to `to - 1`. */
function rowsIn(upTo: Uint32Array, from: number, to: number): number {
  return from === to ? 0 : upTo[to - 1]! - (upTo[from - 1] ?? 0);
}

/** The nine quantiles of the reference, ascending. */
function tenthsOf({ values, reference, referenceRows }: CumulatedCounts): number[] {
  const valueOf = (rank: number): number => values[firstWhere(reference, 0, (rows) => rows > rank)]!;
  return TENTHS.map((share) => {
    const position = share * (referenceRows - 1);
    const rank = Math.floor(position);
    const low = valueOf(rank);
    return rank === position ? low : between(low, valueOf(rank + 1), position - rank);
  });
}

/** Standard deviation of the reference's values (divides by n); 1 where they are all the same, or there is none. */
export function referenceDeviation({ values, reference, referenceRows }: CumulatedCounts): number {
  const first = firstWhere(reference, 0, (rows) => rows > 0);
  const last = firstWhere(reference, first, (rows) => rows === referenceRows);
  if (last <= first) return 1;
  const origin = values[first]!;
  let sum = 0;
  for (let at = first + 1; at <= last; at++) sum += (reference[at]! - reference[at - 1]!) * (values[at]! - origin);
  const mean = sum / referenceRows;
  let squares = reference[first]! * mean ** 2;
  for (let at = first + 1; at <= last; at++) squares += (reference[at]! - reference[at - 1]!) * (values[at]! - origin - mean) ** 2;
  const deviation = Math.sqrt(squares / referenceRows);
  // The squares of very small numbers vanish, those of very large ones overflow.
  return deviation > 0 && Number.isFinite(deviation) ? deviation : 1;
}
