import type { Stepwise } from "../inspect/stepwise";

/** Numbers, each with a small one that says whose it is. */
export interface Tagged {
  readonly values: Float64Array<ArrayBuffer>;
  readonly tags: Uint8Array<ArrayBuffer>;
}

const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;
const MASK = DIGITS - 1;
/** The six digits of 64 bits, from the lowest on: which half they are in (the lower one is stored first), and by how much it is shifted. */
const PLACES = [
  { half: 0, shift: 0 },
  { half: 0, shift: 11 },
  { half: 0, shift: 22 },
  { half: 1, shift: 0 },
  { half: 1, shift: 11 },
  { half: 1, shift: 22 },
] as const;
/** Numbers that differ in so many digits are nearly in order by the highest of them. */
const FIRST_DIGITS = 3;
/** Steps that a number may go back on average before the digits are sorted by after all. */
const MOST_STEPS = 8;
const STEP_VALUES = 1 << 17;

/**
 * Sorts numbers without NaN in ascending order, their tags with them. First by the three highest digits in which any two of them
 * differ, after which nearly all stand right and few have to go back a place or two; where many would have to, by all digits.
 * @returns what was given, or other arrays of its length; what it holds afterwards is undefined
 */
export function* taggedSorted(given: Tagged): Stepwise<Tagged> {
  const counts = digitCounts(given.values);
  yield 0.1;
  const { length } = given.values;
  // A digit that all have the same has one count of all.
  const differing = PLACES.flatMap((place, index) => (length === 0 || counts[index]![digitOf(given.values, 0, place)] === length ? [] : [{ ...place, counts: counts[index]! }]));
  let spare: Tagged = { values: new Float64Array(length), tags: new Uint8Array(length) };
  let sorted = given;
  for (const digits of [differing.slice(-FIRST_DIGITS), differing]) {
    for (const [pass, { half, shift, counts: own }] of digits.entries()) {
      const starts = startsOf(own);
      for (let from = 0; from < length; from += STEP_VALUES) {
        scatter(sorted, spare, starts, half, shift, from, Math.min(from + STEP_VALUES, length));
        yield 0.1 + (0.7 * pass) / digits.length;
      }
      [sorted, spare] = [spare, sorted];
    }
    const turned = negativesFirst(sorted, spare);
    if (turned === spare) [sorted, spare] = [spare, sorted];
    let steps = 0;
    for (let from = 0; from < length && steps <= MOST_STEPS * length; from += STEP_VALUES) {
      steps += putBack(sorted, from, Math.min(from + STEP_VALUES, length), MOST_STEPS * length);
      yield 0.8 + (0.2 * from) / length;
    }
    if (steps <= MOST_STEPS * length) break;
  }
  return sorted;
}

function digitOf(values: Float64Array<ArrayBuffer>, at: number, { half, shift }: (typeof PLACES)[number]): number {
  return (new Uint32Array(values.buffer, 8 * at, 2)[half]! >>> shift) & MASK;
}

/** How many numbers have each value of each digit; the same in every order. */
function digitCounts(values: Float64Array<ArrayBuffer>): readonly Uint32Array[] {
  const bits = new Uint32Array(values.buffer);
  const [a, b, c, d, e, f] = [0, 1, 2, 3, 4, 5].map(() => new Uint32Array(DIGITS)) as [Uint32Array, Uint32Array, Uint32Array, Uint32Array, Uint32Array, Uint32Array];
  for (let at = 0; at < 2 * values.length; at += 2) {
    const [low, high] = [bits[at]!, bits[at + 1]!];
    a[low & MASK]!++;
    b[(low >>> 11) & MASK]!++;
    c[low >>> 22]!++;
    d[high & MASK]!++;
    e[(high >>> 11) & MASK]!++;
    f[high >>> 22]!++;
  }
  return [a, b, c, d, e, f];
}

/** Where the numbers of each digit begin in the order of the digits. */
function startsOf(counts: Uint32Array): Uint32Array {
  const starts = new Uint32Array(DIGITS);
  let before = 0;
  for (let digit = 0; digit < DIGITS; digit++) {
    starts[digit] = before;
    before += counts[digit]!;
  }
  return starts;
}

function scatter(from: Tagged, to: Tagged, starts: Uint32Array, half: number, shift: number, start: number, end: number): void {
  const { values, tags } = from;
  const { values: toValues, tags: toTags } = to;
  const bits = new Uint32Array(values.buffer);
  for (let at = start; at < end; at++) {
    const place = starts[(bits[2 * at + half]! >>> shift) & MASK]!++;
    toValues[place] = values[at]!;
    toTags[place] = tags[at]!;
  }
}

/** By its bits a negative number comes after all positive ones, the least last. @returns which of the two holds the numbers then */
function negativesFirst(from: Tagged, spare: Tagged): Tagged {
  const { length } = from.values;
  const bits = new Uint32Array(from.values.buffer);
  let positives = length;
  while (positives > 0 && bits[2 * positives - 1]! >>> 31 === 1) positives--;
  if (positives === length) return from;
  for (const list of ["values", "tags"] as const) {
    spare[list].set(from[list].subarray(positives));
    spare[list].subarray(0, length - positives).reverse();
    spare[list].set(from[list].subarray(0, positives), length - positives);
  }
  return spare;
}

/**
 * Puts each number of a part before those ahead of it that are larger. @returns by how many places in all
 * @param most gives up beyond so many
 */
function putBack({ values, tags }: Tagged, start: number, end: number, most: number): number {
  let steps = 0;
  for (let at = Math.max(1, start); at < end; at++) {
    const x = values[at]!;
    if (values[at - 1]! <= x) continue;
    const tag = tags[at]!;
    let to = at;
    do {
      values[to] = values[to - 1]!;
      tags[to] = tags[to - 1]!;
      to--;
    } while (to > 0 && values[to - 1]! > x);
    values[to] = x;
    tags[to] = tag;
    steps += at - to;
    if (steps > most) break;
  }
  return steps;
}
