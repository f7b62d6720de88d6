import type { MeasuredColumn } from "../scaling";
import type { ScalerKind } from "./plan";

type WholeValues = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array;

/** Whole numbers of some rows; those that are marked with 1 are left out. */
export interface WholePart {
  readonly values: WholeValues;
  readonly leftOut: Uint8Array | null;
}

/** Counts this wide stay in the second cache. */
const MAX_SPAN = 65_536;
const BLOCK = 8192;

/**
 * Measures whole numbers that lie close together by counting them: exact but for a last rounding, quartiles included,
 * and several times as fast as adding them up with compensation. Null where they lie too far apart.
 */
export function measureWhole(parts: readonly WholePart[], scaler: ScalerKind): MeasuredColumn | null {
  const span = spanOf(parts);
  if (span === null) return null;
  const counts = new Int32Array(span.size);
  for (const part of parts) {
    const known = part.leftOut === null ? countedAhead.get(part.values) : undefined;
    if (known === undefined) countInto(counts, part, span.low);
    else addCounts(counts, known, span.low);
  }
  return measureCounts(counts, span.low, scaler);
}

interface Counted {
  readonly low: number;
  readonly counts: Int32Array;
}

/** By the numbers themselves, which do not change. */
const countedAhead = new WeakMap<WholeValues, Counted>();

/**
 * Counts whole numbers before their figures are asked for: {@link measureWhole} then gives what it would have given, at once.
 * @returns the bytes that are kept for it, as long as the numbers are
 */
export function countAhead(values: WholeValues): number {
  const part = { values, leftOut: null };
  const span = spanOf([part]);
  if (span === null) return 0;
  const counts = new Int32Array(span.size);
  countInto(counts, part, span.low);
  countedAhead.set(values, { low: span.low, counts });
  return counts.byteLength;
}

function addCounts(counts: Int32Array, { low, counts: known }: Counted, from: number): void {
  const first = low - from;
  for (let at = 0; at < known.length; at++) counts[first + at]! += known[at]!;
}

interface Span {
  readonly low: number;
  readonly size: number;
}

function spanOf(parts: readonly WholePart[]): Span | null {
  let low = Infinity;
  let high = -Infinity;
  for (const { values } of parts) {
    const known = countedAhead.get(values);
    const range = known === undefined ? rangeOf(values) : { low: known.low, high: known.low + known.counts.length - 1 };
    low = Math.min(low, range.low);
    high = Math.max(high, range.high);
  }
  return high - low < MAX_SPAN ? { low, size: high - low + 1 } : null;
}

/** Of narrow types the range of the type, which need not be looked for. */
function rangeOf(values: WholeValues): { low: number; high: number } {
  if (values instanceof Uint8Array) return { low: 0, high: 2 ** 8 - 1 };
  if (values instanceof Int8Array) return { low: -(2 ** 7), high: 2 ** 7 - 1 };
  if (values instanceof Uint16Array) return { low: 0, high: 2 ** 16 - 1 };
  if (values instanceof Int16Array) return { low: -(2 ** 15), high: 2 ** 15 - 1 };
  if (values.length === 0) return { low: Infinity, high: -Infinity };
  // Begun with a whole number, or the loop would be one over floats.
  let low = values[0]!;
  let high = low;
  for (let row = 1; row < values.length && high - low < MAX_SPAN; row++) {
    const x = values[row]!;
    if (x < low) low = x;
    if (x > high) high = x;
  }
  return { low, high };
}

/** By way of 32-bit blocks, so that one loop serves all types; what wraps there wraps back when `low` is taken off. */
function countInto(counts: Int32Array, { values, leftOut }: WholePart, low: number): void {
  const block = new Int32Array(BLOCK);
  for (let from = 0; from < values.length; from += BLOCK) {
    const to = Math.min(values.length, from + BLOCK);
    block.set(values.subarray(from, to));
    if (leftOut === null) countBlock(counts, block, to - from, low | 0);
    else countKept(counts, block.subarray(0, to - from), leftOut.subarray(from, to), low | 0);
  }
}

function countBlock(counts: Int32Array, block: Int32Array, length: number, low: number): void {
  for (let at = 0; at < length; at++) counts[(block[at]! - low) | 0]!++;
}

function countKept(counts: Int32Array, block: Int32Array, leftOut: Uint8Array, low: number): void {
  for (let at = 0; at < block.length; at++) if (leftOut[at] === 0) counts[(block[at]! - low) | 0]!++;
}

function measureCounts(counts: Int32Array, low: number, scaler: ScalerKind): MeasuredColumn {
  let count = 0;
  let sum = 0;
  let first = -1;
  let last = -1;
  for (let index = 0; index < counts.length; index++) {
    const rows = counts[index]!;
    if (rows === 0) continue;
    if (first < 0) first = index;
    last = index;
    count += rows;
    sum += rows * index;
  }
  const mean = meanOf(low, sum, count);
  // Distances from a whole number are whole: their sum is exact, and small beside that of their squares.
  const shift = Math.round(mean) - low;
  let distance = 0;
  let squares = 0;
  let lost = 0;
  for (let index = first; index <= last; index++) {
    const d = index - shift;
    const rows = counts[index]!;
    distance += rows * d;
    const term = rows * d * d;
    const next = squares + term;
    lost += squares >= term ? squares - next + term : term - next + squares;
    squares = next;
  }
  const variance = Math.max(0, (squares + lost - (distance * distance) / count) / count);
  const quartiles = scaler === "robust" ? [0.25, 0.5, 0.75].map((share) => quantileOf(counts, low, share * (count - 1))) : [];
  const [lower = null, median = null, upper = null] = quartiles;
  const interquartileRange = lower === null || upper === null ? null : upper - lower;
  return { count, statistics: { mean, variance, min: low + first, max: low + last, median, interquartileRange } };
}

/** Rounded once where the whole sum is exact. */
function meanOf(low: number, sum: number, count: number): number {
  const whole = low * count + sum;
  return Number.isSafeInteger(whole) && Number.isSafeInteger(low * count) ? whole / count : low + sum / count;
}

/** As `numpy.quantile`, linear, at a position among the sorted values. */
function quantileOf(counts: Int32Array, low: number, position: number): number {
  const below = Math.floor(position);
  const share = position - below;
  let before = 0;
  let index = 0;
  while (before + counts[index]! <= below) before += counts[index++]!;
  const value = low + index;
  if (share === 0 || before + counts[index]! > below + 1) return value;
  let next = index + 1;
  while (counts[next] === 0) next++;
  return share < 0.5 ? value + (next - index) * share : low + next - (next - index) * (1 - share);
}
