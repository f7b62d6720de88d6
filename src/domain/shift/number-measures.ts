import { between } from "../features/quantiles";
import type { PairedCounts } from "./paired-counts";
import { jsDistanceOfCounts, psiOfCounts } from "./share-distances";

/** Equal bins that a Jensen–Shannon distance of numbers is taken over. */
const JS_BINS = 20;
const TENTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((tenth) => tenth / 10);

/**
 * Kolmogorov–Smirnov statistic: the largest difference, at any value, between the shares of the two sides that are at most
 * so large. As `scipy.stats.ks_2samp`. Null where a side has no rows.
 */
export function ksStatistic({ values, reference, current, referenceRows, currentRows }: PairedCounts): number | null {
  if (referenceRows === 0 || currentRows === 0) return null;
  let before = 0;
  let after = 0;
  let largest = 0;
  for (let at = 0; at < values.length; at++) {
    before += reference[at]!;
    after += current[at]!;
    const difference = Math.abs(before / referenceRows - after / currentRows);
    if (difference > largest) largest = difference;
  }
  return largest;
}

/**
 * Wasserstein distance of order 1: how far values must be moved on average to make one side of the other, in the unit of
 * the values; the area between the two cumulative shares. As `scipy.stats.wasserstein_distance`. Null where a side has no
 * rows, or the distance is beyond a double.
 */
export function wassersteinDistance({ values, reference, current, referenceRows, currentRows }: PairedCounts): number | null {
  if (referenceRows === 0 || currentRows === 0) return null;
  let before = 0;
  let after = 0;
  let area = 0;
  for (let at = 0; at + 1 < values.length; at++) {
    before += reference[at]!;
    after += current[at]!;
    area += Math.abs(before / referenceRows - after / currentRows) * (values[at + 1]! - values[at]!);
  }
  return Number.isFinite(area) ? area : null;
}

/**
 * Jensen–Shannon distance over 20 equal bins from the smallest to the largest value of both sides, as `numpy.linspace` and
 * `numpy.histogram` make them: closed on the left, the last one on both sides. 0 where there is one value; null where a
 * side has no rows, or the range is beyond a double.
 */
export function jsDistanceOfNumbers({ values, reference, current, referenceRows, currentRows }: PairedCounts): number | null {
  if (referenceRows === 0 || currentRows === 0) return null;
  const low = values[0]!;
  const high = values[values.length - 1]!;
  if (low === high) return 0;
  const width = (high - low) / JS_BINS;
  if (!Number.isFinite(width)) return null;
  const before = new Float64Array(JS_BINS);
  const after = new Float64Array(JS_BINS);
  let bin = 0;
  for (let at = 0; at < values.length; at++) {
    while (bin < JS_BINS - 1 && values[at]! >= (bin + 1) * width + low) bin++;
    before[bin]! += reference[at]!;
    after[bin]! += current[at]!;
  }
  return jsDistanceOfCounts(before, after);
}

/**
 * Population stability index over the tenths of the reference: edges are its quantiles as of `numpy.quantile`, equal ones
 * merged, and a value on an edge belongs to the bin below. Null where a side has no rows.
 */
export function psiOfNumbers(pair: PairedCounts): number | null {
  const { values, reference, current, referenceRows, currentRows } = pair;
  if (referenceRows === 0 || currentRows === 0) return null;
  const edges = [...new Set(tenthsOf(pair))];
  const before = new Float64Array(edges.length + 1);
  const after = new Float64Array(edges.length + 1);
  let bin = 0;
  for (let at = 0; at < values.length; at++) {
    while (bin < edges.length && values[at]! > edges[bin]!) bin++;
    before[bin]! += reference[at]!;
    after[bin]! += current[at]!;
  }
  return psiOfCounts(before, after);
}

/** The nine quantiles of the reference, ascending. */
function tenthsOf({ values, reference, referenceRows }: PairedCounts): number[] {
  let at = -1;
  let through = 0;
  const valueOf = (rank: number): number => {
    while (through <= rank) through += reference[++at]!;
    return values[at]!;
  };
  return TENTHS.map((share) => {
    const position = share * (referenceRows - 1);
    const rank = Math.floor(position);
    const low = valueOf(rank);
    if (rank === position) return low;
    // The next rank may be a tenth's own, so the place is gone back to.
    const [atLow, throughLow] = [at, through];
    const high = valueOf(rank + 1);
    [at, through] = [atLow, throughLow];
    return between(low, high, position - rank);
  });
}
