import type { Dtype, NumericValues } from "../../domain/table";
import { eachSpan, type Piece, type PooledColumn } from "./pooled-columns";

/** The arrays of whole numbers, the smallest first, with what they hold. */
const WHOLE = [
  { make: Int8Array, low: -(2 ** 7), high: 2 ** 7 - 1 },
  { make: Uint8Array, low: 0, high: 2 ** 8 - 1 },
  { make: Int16Array, low: -(2 ** 15), high: 2 ** 15 - 1 },
  { make: Uint16Array, low: 0, high: 2 ** 16 - 1 },
  { make: Int32Array, low: -(2 ** 31), high: 2 ** 31 - 1 },
  { make: Uint32Array, low: 0, high: 2 ** 32 - 1 },
] as const;
/** A float32 holds every whole number up to this one. */
const MAX_WHOLE_FLOAT32 = 2 ** 24;

type Make = new (rows: number) => NumericValues;

/** The smallest array that holds every value of all of these exactly; a float one where a value can be missing. */
export function commonArray(arrays: readonly NumericValues[], missing: boolean): Make {
  const floats = missing || arrays.some((values) => values instanceof Float32Array || values instanceof Float64Array);
  if (arrays.some((values) => values instanceof Float64Array)) return Float64Array;
  const ranges = arrays.flatMap((values) => WHOLE.find(({ make }) => values instanceof make) ?? []);
  const low = Math.min(0, ...ranges.map((range) => range.low));
  const high = Math.max(0, ...ranges.map((range) => range.high));
  if (floats) return high > MAX_WHOLE_FLOAT32 || -low > MAX_WHOLE_FLOAT32 ? Float64Array : Float32Array;
  return WHOLE.find((range) => range.low <= low && range.high >= high)?.make ?? Float64Array;
}

/** @param pieces columns of numbers, or empty ones of any kind */
export function joinNumbers(name: string, dtype: Dtype, pieces: readonly Piece[]): PooledColumn {
  const arrays = pieces.map(({ column }) => (column.kind === "numeric" ? column.values : null));
  const Values = commonArray(arrays.flatMap((values) => values ?? []), arrays.includes(null));
  const integer = pieces.every(({ column, empty }) => empty || (column.kind === "numeric" && column.integer));
  return {
    name,
    dtype,
    gather: function* (segments, rows) {
      const values = new Values(rows);
      yield* eachSpan(segments, ({ table, at, rows: numbers }, from, to) => {
        const own = arrays[table] ?? null;
        if (own === null) values.fill(NaN, at + from, at + to);
        else for (let row = from; row < to; row++) values[at + row] = own[numbers[row]!]!;
      });
      return { kind: "numeric", name, values, integer };
    },
  };
}
