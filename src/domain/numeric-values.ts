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
export function spanOf(values: NumericValues, from = 0, to = values.length): ValueSpan {
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
export function narrowed(values: NumericValues, from = 0, to = values.length): NumericValues {
  const small = arrayFor(spanOf(values, from, to), to - from);
  small.set(values.subarray(from, to));
  return small;
}

/** The numbers as float64: the same array where it is one already. */
export function toFloat64(values: NumericValues): Float64Array<ArrayBufferLike> {
  return values instanceof Float64Array ? values : new Float64Array(values);
}
