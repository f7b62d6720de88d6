import { forEachPiece } from "../domain/numeric-values";
import { MAX_COUNTED_VALUES, type NumericValues, type TextColumn, type ValueCount } from "../domain/table";

/** Slots of the table of values: a power of two, so many that the values it can hold seldom meet. */
const SLOTS = 256;
const SLOT_BITS = 8;
/** 2^32 divided by the golden ratio: spreads neighbouring integers (Knuth, TAOCP 3, 6.4). */
const GOLDEN = 0x9e3779b1 | 0;

function slotOf(value: number): number {
  return Math.imul(value | 0, GOLDEN) >>> (32 - SLOT_BITS);
}

/** Distinct numbers with their counts, as long as they are few. */
class NumberCounts {
  readonly #keys = new Float64Array(SLOTS);
  readonly #counts = new Float64Array(SLOTS);
  readonly #order: number[] = [];

  /** @returns false where they are too many */
  add(values: Float64Array): boolean {
    const keys = this.#keys;
    const counts = this.#counts;
    for (let row = 0; row < values.length; row++) {
      const value = values[row]!;
      if (value !== value) continue;
      let slot = slotOf(value);
      while (counts[slot] !== 0 && keys[slot] !== value) slot = (slot + 1) & (SLOTS - 1);
      if (counts[slot] === 0) {
        // Most columns of ids leave here, after a few rows.
        if (this.#order.length === MAX_COUNTED_VALUES) return false;
        keys[slot] = value;
        this.#order.push(slot);
      }
      counts[slot]!++;
    }
    return true;
  }

  list(): ValueCount[] {
    return this.#order.map((slot) => ({ value: String(this.#keys[slot]), count: this.#counts[slot] ?? 0 }));
  }
}

/**
 * The distinct numbers of a column with their counts by their shortest text, most frequent first and then in the order
 * in which they first appear; null when they are more than `MAX_COUNTED_VALUES`. NaN is not counted.
 */
export function countNumbers(values: NumericValues): ValueCount[] | null {
  if (values.BYTES_PER_ELEMENT <= 2) return countSmall(values);
  const counts = new NumberCounts();
  let few = true;
  forEachPiece(values, (piece) => (few = counts.add(piece)));
  return few ? mostFrequent(counts.list()) : null;
}

const SMALL_VALUES = 2 ** 16;

/** The same for whole numbers of 8 or 16 bits: a place for each makes it three times as quick. */
function countSmall(values: NumericValues): ValueCount[] | null {
  const counts = new Uint32Array(SMALL_VALUES);
  const order: number[] = [];
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    const place = value & (SMALL_VALUES - 1);
    if (counts[place]!++ > 0) continue;
    if (order.length === MAX_COUNTED_VALUES) return null;
    order.push(value);
  }
  return mostFrequent(order.map((value) => ({ value: String(value), count: counts[value & (SMALL_VALUES - 1)] ?? 0 })));
}

/** How often each text of a dictionary occurs, the same way. */
export function countCodes(codes: TextColumn["codes"], dictionary: readonly string[]): ValueCount[] | null {
  const counts = new Uint32Array(dictionary.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    if (code >= 0) counts[code]!++;
  }
  const present = dictionary.map((value, code) => ({ value, count: counts[code] ?? 0 })).filter(({ count }) => count > 0);
  return present.length > MAX_COUNTED_VALUES ? null : mostFrequent(present);
}

function mostFrequent(counted: readonly ValueCount[]): ValueCount[] {
  return counted.toSorted((a, b) => b.count - a.count);
}
