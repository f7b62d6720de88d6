import type { AxisScale } from "./profile";

export const MAX_BINS = 60;

/** What the edges of a histogram are made from. */
export interface ValueSpread {
  /** The least and the greatest finite value, over all splits. */
  readonly low: number;
  readonly high: number;
  /** The least value above zero; Infinity where there is none. */
  readonly leastPositive: number;
  readonly whole: boolean;
  /** The distinct values, ascending; null when they are many. */
  readonly distinct: readonly number[] | null;
}

/**
 * Edges of at most 60 bins that hold all finite values that the scale can show, ascending; empty where there is none.
 * Round numbers where they can be, whole ones for whole numbers; a bin for each value where few lie far enough apart.
 */
export function binEdges(spread: ValueSpread, scale: AxisScale): number[] {
  const { low, high } = spread;
  if (!(low <= high)) return [];
  if (scale === "log") return spread.leastPositive === Infinity ? [] : usable(spread, logEdges(spread.leastPositive, high));
  if (low === high) return aroundOne(low);
  const straight = scale === "linear" || Math.max(Math.abs(low), Math.abs(high)) <= 1;
  if (!straight) return trimmed(usable(spread, symlogEdges(low, high)), low, high);
  return oneBinEach(spread) ?? usable(spread, linearEdges(low, high, spread.whole));
}

/** Ascending, and whole for whole numbers: they need no finer bins than one each. */
function usable({ whole }: ValueSpread, edges: readonly number[]): number[] {
  const own = edges.map((edge) => Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, whole ? Math.ceil(edge) : edge)));
  return own.filter((edge, index) => index === 0 || edge > (own[index - 1] ?? -Infinity));
}

/** Without the bins below the least and above the greatest value. */
function trimmed(edges: readonly number[], low: number, high: number): number[] {
  const first = edges.findLastIndex((edge) => edge <= low);
  const last = edges.findIndex((edge) => edge > high);
  return edges.slice(Math.max(0, first), last < 0 ? edges.length : last + 1);
}

function aroundOne(value: number): number[] {
  const half = Math.max(0.5, Math.abs(value) * 2 ** -20);
  return [Math.max(-Number.MAX_VALUE, value - half), Math.min(Number.MAX_VALUE, value + half)];
}

/** Edges halfway between values, where the closest two are as far apart as a bin is wide. */
function oneBinEach({ low, high, distinct }: ValueSpread): number[] | null {
  if (distinct === null) return null;
  const gap = distinct.reduce((least, value, index) => Math.min(least, value - (distinct[index - 1] ?? -Infinity)), Infinity);
  const bins = Math.round((high - low) / gap) + 1;
  if (!(bins <= MAX_BINS)) return null;
  // Values at the gaps of a grid only: others would come to lie at the very edge of a bin.
  const onGrid = distinct.every((value) => Math.abs((value - low) / gap - Math.round((value - low) / gap)) < 1e-6);
  const edges = Array.from({ length: bins + 1 }, (_, bin) => tidy(low + (bin - 0.5) * gap));
  // Values may be so close that there is no number between them, or none so short.
  const apart = edges.every((edge, bin) => bin === bins || (edge <= low + bin * gap && low + bin * gap < (edges[bin + 1] ?? edge)));
  return onGrid && apart ? edges : null;
}

/** Narrower bins would need powers of ten that a double does not hold. */
const LEAST_WIDTH = 1e-300;

/** Multiples of 1, 2 or 5 times a power of ten. */
function linearEdges(low: number, high: number, whole: boolean): number[] {
  // Divided before they are subtracted: the distance itself may overflow.
  const size = Math.max(Math.abs(low), Math.abs(high));
  const least = Math.max(high / MAX_BINS - low / MAX_BINS, size * 2 ** -48, whole ? 1 : LEAST_WIDTH);
  for (let exponent = Math.floor(Math.log10(least)); ; exponent++) {
    for (const digit of [1, 2, 5]) {
      const width = digit * 10 ** exponent;
      if (width < least || (whole && width < 1)) continue;
      const at = (index: number): number => (exponent < 0 ? (index * digit) / 10 ** -exponent : index * width);
      let first = Math.floor(low / width);
      let last = Math.floor(high / width) + 1;
      // Quotients are rounded; the edges themselves decide.
      if (at(first) > low) first--;
      if (at(last) < high) last++;
      if (last - first <= MAX_BINS) return Array.from({ length: last - first + 1 }, (_, bin) => at(first + bin));
    }
  }
}

/** Steps of an axis of powers of ten, in tens. */
const DECADE_STEPS = [0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10, 20, 50];

/** Powers of ten at equal steps, from below `low` to above `high`; both positive. */
function logEdges(low: number, high: number, most = MAX_BINS): number[] {
  for (const step of DECADE_STEPS) {
    const first = Math.floor(Math.log10(low) / step);
    let last = Math.floor(Math.log10(high) / step) + 1;
    // The logarithm may be off by a digit just at an edge.
    while (tidy(10 ** (last * step)) <= high) last++;
    if (last - first > most) continue;
    const edges = Array.from({ length: last - first + 1 }, (_, bin) => tidy(10 ** ((first + bin) * step)));
    return [Math.min(low, edges[0] || low), ...edges.slice(1)];
  }
  return [low, high];
}

/** The powers of ten of each sign from 1 on, and 0: on this axis values below 1 lie as on a linear one. */
function symlogEdges(low: number, high: number): number[] {
  const sides = [-low, high].filter((reach) => reach > 1).length;
  const most = Math.floor((MAX_BINS - 2) / sides);
  const size = Math.max(-low, high);
  const all = logEdges(1, size, most);
  const above = high > 1 ? upTo(all, high) : high > 0 ? [1] : [];
  const below = low < -1 ? upTo(all, -low) : low < 0 ? [1] : [];
  return [...below.toReversed().map((edge) => -edge), 0, ...(above.length === 0 ? (high === 0 ? [1] : []) : above)];
}

/** The edges up to the first one above a value. */
function upTo(edges: readonly number[], value: number): number[] {
  const end = edges.findIndex((edge) => edge > value);
  return edges.slice(0, end < 0 ? edges.length : end + 1);
}

/** Without the dust of the last digits. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
