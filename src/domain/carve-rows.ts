import { carvedSplits, type CarvePlan } from "./carve";
import { inBlocks, type Stepwise } from "./inspect/stepwise";
import { createRandom, type Random } from "./random";
import type { PerSplit, Split } from "./split";

/** Rows of a file, as ascending numbers. */
export type RowNumbers = Uint32Array<ArrayBuffer>;

/** The values of a column as codes from 0 on; a missing value is any other number. */
export interface RowClasses {
  readonly codes: ArrayLike<number>;
  readonly names: readonly string[];
}

const NO_CLASSES: RowClasses = { codes: [], names: [] };

/** The stream of a plan's seed. */
const STREAM = "carve";

/**
 * Deals the rows of a file to splits. Every row is dealt exactly once, each split keeps the order of the file, and the same
 * seed gives the same deal. By shares each split gets its share of the rows (stratified: of the rows of each class, missing
 * values being a class of their own) up to less than one row, by largest remainders; what is over of each class goes to the
 * splits that are furthest behind.
 * @param classes the values of the column that the method names, null where it names none
 */
export function* carveRows(rows: number, plan: CarvePlan, classes: RowClasses | null): Stepwise<Partial<PerSplit<RowNumbers>>> {
  const splits = carvedSplits(plan);
  const numbers = yield* rowsByPlace(yield* dealt(rows, plan, splits, classes), splits.length);
  return Object.fromEntries(splits.map((split, place) => [split, numbers[place]]));
}

/** The rows of each place, ascending. @param places `[rows]`; rows of a place that is not below `count` are in no list */
export function* rowsByPlace(places: Uint8Array, count: number): Stepwise<RowNumbers[]> {
  const sizes = new Uint32Array(256);
  yield* inBlocks(places.length, (from, to) => {
    for (let row = from; row < to; row++) sizes[places[row]!]!++;
  });
  const numbers = Array.from({ length: count }, (_, place) => new Uint32Array(sizes[place] ?? 0));
  const ends = new Uint32Array(count);
  yield* inBlocks(places.length, (from, to) => {
    for (let row = from; row < to; row++) {
      const place = places[row]!;
      if (place < count) numbers[place]![ends[place]!++] = row;
    }
  });
  return numbers;
}

/** The split of each row, by its place among `splits`. */
function* dealt(rows: number, plan: CarvePlan, splits: readonly Split[], classes: RowClasses | null): Stepwise<Uint8Array> {
  const { method } = plan;
  const shares = splits.map((split) => plan.shares[split] ?? 0);
  switch (method.type) {
    case "order":
      return byOrder(rows, shares);
    case "random":
      return yield* atRandom(rows, NO_CLASSES, shares, createRandom(method.seed, STREAM));
    case "stratified":
      return yield* atRandom(rows, classes ?? NO_CLASSES, shares, createRandom(method.seed, STREAM));
    case "column":
      return yield* byValues(rows, method.values, splits, splits.indexOf(plan.from), classes ?? NO_CLASSES);
  }
}

function byOrder(rows: number, shares: readonly number[]): Uint8Array {
  const places = new Uint8Array(rows);
  let from = 0;
  quotas(rows, shares, shares.map(() => 0)).forEach((quota, place) => {
    places.fill(place, from, from + quota);
    from += quota;
  });
  return places;
}

function* atRandom(rows: number, { codes, names }: RowClasses, shares: readonly number[], random: Random): Stepwise<Uint8Array> {
  const classOf = (row: number): number => {
    const code = codes[row] ?? -1;
    return code >= 0 && code < names.length ? code : names.length;
  };
  const left = new Float64Array(names.length + 1);
  yield* inBlocks(rows, (from, to) => {
    for (let row = from; row < to; row++) left[classOf(row)]!++;
  });
  return yield* drawPlaces(rows, classOf, left, { wanted: quotasByClass(left, shares), places: shares.length }, random);
}

/**
 * The place of each row. Every deal with the right counts is equally likely: each row in turn goes to a place with a chance
 * of what that place still has to get of the row's class among the rows of it that are left (Knuth, TAOCP 2, 3.4.2,
 * algorithm S, for several samples).
 * @param sizes rows of each class; used up
 * @param wanted `[classes, places]`, row-major: how many rows of each class each place gets, the size of the class in all; used up
 */
export function* drawPlaces(
  rows: number,
  classOf: (row: number) => number,
  sizes: Float64Array,
  { wanted, places: count }: { readonly wanted: Float64Array; readonly places: number },
  random: Random,
): Stepwise<Uint8Array> {
  const places = new Uint8Array(rows);
  const last = count - 1;
  yield* inBlocks(rows, (from, to) => {
    for (let row = from; row < to; row++) {
      const of = classOf(row);
      let draw = random.integer(sizes[of]!--);
      let place = 0;
      while (place < last && draw >= wanted[of * count + place]!) draw -= wanted[of * count + place++]!;
      wanted[of * count + place]!--;
      places[row] = place;
    }
  });
  return places;
}

/** How many rows of each class each split gets, `[classes, splits]`, row-major. */
export function quotasByClass(sizes: Float64Array, shares: readonly number[]): Float64Array {
  const wanted = new Float64Array(sizes.length * shares.length);
  // By how much each split is behind its share of the classes so far.
  const behind = shares.map(() => 0);
  sizes.forEach((size, of) => {
    quotas(size, shares, behind).forEach((quota, place) => {
      behind[place] = (behind[place] ?? 0) + size * (shares[place] ?? 0) - quota;
      wanted[of * shares.length + place] = quota;
    });
  });
  return wanted;
}

/** The split of each row by the value that it has, by its place among `splits`; `rest` where that is given to none. */
export function* byValues(
  rows: number,
  values: Partial<PerSplit<readonly string[]>>,
  splits: readonly Split[],
  rest: number,
  { codes, names }: RowClasses,
): Stepwise<Uint8Array> {
  const placeOf = new Map(splits.flatMap((split, place) => (values[split] ?? []).map((value) => [value, place])));
  const placeOfCode = names.map((name) => placeOf.get(name) ?? rest);
  const places = new Uint8Array(rows);
  yield* inBlocks(rows, (from, to) => {
    for (let row = from; row < to; row++) places[row] = placeOfCode[codes[row] ?? -1] ?? rest;
  });
  return places;
}

/**
 * Whole numbers that add up to `size`, each less than one away from its share, by largest remainder; between equal
 * remainders, and where earlier classes have left a split behind its share, that one is first.
 */
export function quotas(size: number, shares: readonly number[], behind: readonly number[]): number[] {
  const counts = shares.map((share) => Math.floor(size * share + 1e-9));
  const remainders = shares.map((share, place) => size * share - (counts[place] ?? 0));
  const wanting = shares
    .map((_, place) => place)
    .filter((place) => (remainders[place] ?? 0) > 1e-9)
    .sort((a, b) => (remainders[b] ?? 0) + (behind[b] ?? 0) - (remainders[a] ?? 0) - (behind[a] ?? 0) || a - b);
  let left = size - counts.reduce((sum, count) => sum + count, 0);
  for (const place of wanting) {
    if (left === 0) break;
    counts[place] = (counts[place] ?? 0) + 1;
    left--;
  }
  // Sums of shares that are not exactly 1 leave a row over.
  if (left !== 0) counts[0] = (counts[0] ?? 0) + left;
  return counts;
}
