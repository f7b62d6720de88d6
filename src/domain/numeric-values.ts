import type { NumericValues } from "./table";

/** The kinds of array that a column of numbers may lie in. */
type ValueType = "int8" | "uint8" | "int16" | "uint16" | "int32" | "uint32" | "float32" | "float64";

const WHOLE_RANGES: readonly { readonly type: ValueType; readonly low: number; readonly high: number }[] = [
  { type: "uint8", low: 0, high: 2 ** 8 - 1 },
  { type: "int8", low: -(2 ** 7), high: 2 ** 7 - 1 },
  { type: "uint16", low: 0, high: 2 ** 16 - 1 },
  { type: "int16", low: -(2 ** 15), high: 2 ** 15 - 1 },
  { type: "uint32", low: 0, high: 2 ** 32 - 1 },
  { type: "int32", low: -(2 ** 31), high: 2 ** 31 - 1 },
];

/** What has to be known of numbers to choose the smallest type that holds them all exactly. */
export interface ValueSpan {
  /** Of the numbers that are finite; `low > high` where there are none. */
  readonly low: number;
  readonly high: number;
  /** All are whole, none is missing, infinite or -0: they fit an array of integers of their range. */
  readonly whole: boolean;
  /** All are float32, or missing, or infinite. */
  readonly single: boolean;
}

export const EMPTY_SPAN: ValueSpan = { low: Infinity, high: -Infinity, whole: true, single: true };

/** The span of `values[from..to)`. */
export function spanOf(values: Float64Array, from = 0, to = values.length): ValueSpan {
  const first = values[from] ?? NaN;
  if (first !== (first | 0)) return anySpan(values, from, to);
  // Most columns are small whole numbers: in int32 this takes half the time.
  let low = first | 0;
  let high = low;
  let at = from;
  for (; at < to; at++) {
    const x = values[at]!;
    const whole = x | 0;
    if (whole !== x || (whole === 0 && 1 / x < 0)) break;
    if (whole < low) low = whole;
    if (whole > high) high = whole;
  }
  if (at === from) return anySpan(values, from, to);
  const single = Math.max(-low, high) <= SINGLE_WHOLE || areSingle(values, from, at);
  const span: ValueSpan = { low, high, whole: true, single };
  return at === to ? span : joinedSpan(span, anySpan(values, at, to));
}

/** Every whole number up to it is a float32. */
const SINGLE_WHOLE = 2 ** 24;

function areSingle(values: Float64Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (Math.fround(values[at]!) !== values[at]) return false;
  return true;
}

function anySpan(values: Float64Array, from: number, to: number): ValueSpan {
  let low = Infinity;
  let high = -Infinity;
  let whole = true;
  let single = true;
  for (let at = from; at < to; at++) {
    const x = values[at]!;
    if (x < low) low = x;
    if (x > high) high = x;
    if (whole && (!Number.isInteger(x) || (x === 0 && 1 / x < 0))) whole = false;
    if (single && x === x && Math.fround(x) !== x) single = false;
  }
  return { low, high, whole, single };
}

export function joinedSpan(a: ValueSpan, b: ValueSpan): ValueSpan {
  return {
    low: Math.min(a.low, b.low),
    high: Math.max(a.high, b.high),
    whole: a.whole && b.whole,
    single: a.single && b.single,
  };
}

/** An array of the smallest type that holds all numbers of a span exactly, of zeros. */
export function arrayFor(span: ValueSpan, length: number): NumericValues {
  switch (typeFor(span)) {
    case "int8":
      return new Int8Array(length);
    case "uint8":
      return new Uint8Array(length);
    case "int16":
      return new Int16Array(length);
    case "uint16":
      return new Uint16Array(length);
    case "int32":
      return new Int32Array(length);
    case "uint32":
      return new Uint32Array(length);
    case "float32":
      return new Float32Array(length);
    case "float64":
      return new Float64Array(length);
  }
}

function typeFor({ low, high, whole, single }: ValueSpan): ValueType {
  const range = whole ? WHOLE_RANGES.find((each) => low >= each.low && high <= each.high) : undefined;
  if (range !== undefined) return range.type;
  return single ? "float32" : "float64";
}

/** The same numbers in the smallest type that holds them exactly. */
export function narrowed(values: NumericValues): NumericValues {
  let span = EMPTY_SPAN;
  forEachPiece(values, (piece) => {
    span = joinedSpan(span, spanOf(piece));
  });
  const small = arrayFor(span, values.length);
  small.set(values);
  return small;
}

/** The numbers as float64: the same array where it is one already. */
export function toFloat64(values: NumericValues): Float64Array<ArrayBufferLike> {
  return values instanceof Float64Array ? values : new Float64Array(values);
}

const PIECE = 1 << 14;

/**
 * Shows the numbers as float64, a piece at a time. A loop that meets arrays of more than four types takes about 25 times as
 * long in V8 as one that meets one type; copying costs as much as the loop.
 * @param visit gets a piece that is overwritten by the next, and the place of its first number; false ends the visits
 */
export function forEachPiece(values: NumericValues, visit: (piece: Float64Array, from: number) => unknown): void {
  const copy = new Float64Array(Math.min(PIECE, values.length));
  for (let from = 0; from < values.length; from += PIECE) {
    const piece = values.subarray(from, from + PIECE);
    copy.set(piece);
    if (visit(piece.length < copy.length ? copy.subarray(0, piece.length) : copy, from) === false) return;
  }
}
