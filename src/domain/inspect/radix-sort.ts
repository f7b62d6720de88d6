import type { Stepwise } from "./stepwise";

const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;
const STEP_VALUES = 1 << 18;
/** The halves of a float64 in a Uint32Array; every platform with WebAssembly stores the lower one first. */
const LOW = 0;
const HIGH = 1;
/** The six digits of 64 bits, from the lowest on: which half they are in, and by how much it is shifted. */
const DIGIT_PLACES = [
  { half: LOW, shift: 0 },
  { half: LOW, shift: 11 },
  { half: LOW, shift: 22 },
  { half: HIGH, shift: 0 },
  { half: HIGH, shift: 11 },
  { half: HIGH, shift: 22 },
] as const;
/** By how much the three digits of 32 bits are shifted. */
const WORD_SHIFTS = [0, 11, 22] as const;

/**
 * Sorts numbers without NaN in ascending order, by the digits of their bits from the lowest on; digits that all numbers
 * share are passed over. Several times as quick as `Float64Array.sort` and, unlike it, in steps.
 * @returns `values`, or another array of its length; what `values` holds afterwards is undefined
 */
export function* radixSorted(values: Float64Array<ArrayBuffer>): Stepwise<Float64Array<ArrayBuffer>> {
  let from = values;
  let to = new Float64Array(values.length);
  for (const [pass, { half, shift }] of DIGIT_PLACES.entries()) {
    const ends = digitStarts(from, half, shift);
    if (ends === null) continue;
    const bits = new Uint32Array(from.buffer, from.byteOffset);
    for (let start = 0; start < from.length; start += STEP_VALUES) {
      scatter(from, bits, to, ends, half, shift, start, Math.min(start + STEP_VALUES, from.length));
      yield (pass + start / from.length) / DIGIT_PLACES.length;
    }
    [from, to] = [to, from];
  }
  return negativesFirst(from, to);
}

/**
 * Sorts whole numbers below 2^32 in ascending order, in the same way.
 * @returns `words`, or another array of its length; what `words` holds afterwards is undefined
 */
export function* radixSortedWords(words: Uint32Array<ArrayBuffer>): Stepwise<Uint32Array<ArrayBuffer>> {
  let from = words;
  let to = new Uint32Array(words.length);
  for (const [pass, shift] of WORD_SHIFTS.entries()) {
    const starts = wordStarts(from, shift);
    if (starts === null) continue;
    for (let start = 0; start < from.length; start += STEP_VALUES) {
      scatterWords(from, to, starts, shift, start, Math.min(start + STEP_VALUES, from.length));
      yield (pass + start / from.length) / WORD_SHIFTS.length;
    }
    [from, to] = [to, from];
  }
  return from;
}

function wordStarts(words: Uint32Array, shift: number): Uint32Array | null {
  const counts = new Uint32Array(DIGITS);
  for (let at = 0; at < words.length; at++) counts[(words[at]! >>> shift) & (DIGITS - 1)]!++;
  return startsOf(counts, words.length);
}

function scatterWords(words: Uint32Array, to: Uint32Array, starts: Uint32Array, shift: number, start: number, end: number): void {
  for (let at = start; at < end; at++) {
    const word = words[at]!;
    to[starts[(word >>> shift) & (DIGITS - 1)]!++] = word;
  }
}

/** Where the numbers of each digit begin in the order of the digits; null when all have the same. */
function digitStarts(values: Float64Array<ArrayBuffer>, half: number, shift: number): Uint32Array | null {
  const bits = new Uint32Array(values.buffer, values.byteOffset);
  const counts = new Uint32Array(DIGITS);
  for (let at = half; at < 2 * values.length; at += 2) counts[(bits[at]! >>> shift) & (DIGITS - 1)]!++;
  return startsOf(counts, values.length);
}

/** Turns how many numbers have each digit into where they begin; null when all have the same. */
function startsOf(counts: Uint32Array, total: number): Uint32Array | null {
  let before = 0;
  for (let digit = 0; digit < DIGITS; digit++) {
    const count = counts[digit]!;
    if (count === total) return null;
    counts[digit] = before;
    before += count;
  }
  return counts;
}

function scatter(
  values: Float64Array,
  bits: Uint32Array,
  to: Float64Array,
  starts: Uint32Array,
  half: number,
  shift: number,
  start: number,
  end: number,
): void {
  for (let at = start; at < end; at++) {
    const digit = (bits[2 * at + half]! >>> shift) & (DIGITS - 1);
    to[starts[digit]!++] = values[at]!;
  }
}

/** By its bits a negative number comes after all positive ones, the least last. */
function negativesFirst(values: Float64Array<ArrayBuffer>, spare: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const { length } = values;
  let positives = length;
  while (positives > 0 && isNegative(values[positives - 1]!)) positives--;
  if (positives === length) return values;
  spare.set(values.subarray(positives));
  spare.subarray(0, length - positives).reverse();
  spare.set(values.subarray(0, positives), length - positives);
  return spare;
}

function isNegative(value: number): boolean {
  return value < 0 || (value === 0 && 1 / value < 0);
}
