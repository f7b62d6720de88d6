import { MAX_COUNTED_VALUES, type NumericValues, type ValueCount } from "../domain/table";

/** Slots of the table of values: a power of two, so many that the values it can hold seldom meet. */
const SLOTS = 256;
const SLOT_BITS = 8;
const BLOCK_ROWS = 1 << 12;
/** 2^32 divided by the golden ratio: spreads neighbouring integers (Knuth, TAOCP 3, 6.4). */
const GOLDEN = 0x9e3779b1 | 0;

function slotOf(value: number): number {
  return Math.imul(value | 0, GOLDEN) >>> (32 - SLOT_BITS);
}

/**
 * The distinct numbers of a column with their counts by their shortest text, most frequent first and then in the order
 * in which they first appear; null when they are more than `MAX_COUNTED_VALUES`. NaN is not counted.
 */
export function countNumbers(values: NumericValues): ValueCount[] | null {
  const keys = new Float64Array(SLOTS);
  const counts = new Uint32Array(SLOTS);
  const order: number[] = [];
  // One type of array keeps the inner loop quick, whatever the column lies in.
  const block = new Float64Array(Math.min(BLOCK_ROWS, values.length));
  for (let start = 0; start < values.length; start += BLOCK_ROWS) {
    const rows = Math.min(BLOCK_ROWS, values.length - start);
    block.set(values.subarray(start, start + rows));
    for (let row = 0; row < rows; row++) {
      const value = block[row]!;
      if (value !== value) continue;
      let slot = slotOf(value);
      while (counts[slot] !== 0 && keys[slot] !== value) slot = (slot + 1) & (SLOTS - 1);
      if (counts[slot] === 0) {
        // Most columns of ids leave here, after a few rows.
        if (order.length === MAX_COUNTED_VALUES) return null;
        keys[slot] = value;
        order.push(slot);
      }
      counts[slot] = counts[slot]! + 1;
    }
  }
  return mostFrequent(order.map((slot) => ({ value: String(keys[slot]), count: counts[slot] ?? 0 })));
}

/** How often each text of a dictionary occurs, the same way. */
export function countCodes(codes: Int8Array | Int16Array, dictionary: readonly string[]): ValueCount[] | null {
  const counts = new Uint32Array(dictionary.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] ?? -1;
    if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
  }
  const present = dictionary.map((value, code) => ({ value, count: counts[code] ?? 0 })).filter(({ count }) => count > 0);
  return present.length > MAX_COUNTED_VALUES ? null : mostFrequent(present);
}

function mostFrequent(counted: readonly ValueCount[]): ValueCount[] {
  return counted.toSorted((a, b) => b.count - a.count);
}
