import { byValues, drawPlaces, quotas, quotasByClass, rowsByPlace, type RowClasses, type RowNumbers } from "./carve-rows";
import type { SplitValues } from "./carve";
import { inBlocks, type Stepwise } from "./inspect/stepwise";
import { radixSorted } from "./inspect/radix-sort";
import { createRandom } from "./random";
import { perSplit, SPLITS, type PerSplit } from "./split";

/** What the label says of a row. */
export const NEGATIVE = 0;
export const POSITIVE = 1;
export const NO_LABEL = 2;

/** The stream of a plan's seed. */
const STREAM = "pool";
const CLASSES = 3;
/** The place of rows that no split gets. */
const NOWHERE = SPLITS.length;

/** Rows of the pool by split, ascending; rows that no split gets are in none. */
export type Dealt = PerSplit<RowNumbers>;

type Shares = PerSplit<number>;

/**
 * At random, each class in the same shares, up to less than one row; rows without a label are a class of their own.
 * @param marks `[rows]` of the pool: NEGATIVE, POSITIVE or NO_LABEL
 */
export function* dealStratified(marks: Uint8Array, shares: Shares, seed: number): Stepwise<Dealt> {
  const sizes = yield* classSizes(marks);
  return yield* drawn(marks, sizes, { wanted: quotasByClass(sizes, listed(shares)), places: SPLITS.length }, seed);
}

/** Rows of each class that a split gets. */
interface ClassQuota {
  readonly positives: number;
  readonly negatives: number;
}

/**
 * As many rows as there can be without taking one twice, the splits in their shares and each with its share of positives:
 * that to less than one row. Of T rows in all the splits need T Σ wₛ pₛ positives and T Σ wₛ (1 - pₛ) negatives; T is the
 * largest that both classes have rows for.
 */
export function prevalenceQuotas({ positives, negatives }: ClassQuota, shares: Shares, prevalences: PerSplit<number>): PerSplit<ClassQuota> {
  const sum = (of: (index: number) => number): number => SPLITS.reduce((total, _, index) => total + of(index), 0);
  const w = listed(shares);
  const p = listed(prevalences);
  const most = (rows: number, needed: number): number => (needed > 0 ? rows / needed : Infinity);
  const total = Math.min(most(positives, sum((i) => w[i]! * p[i]!)), most(negatives, sum((i) => w[i]! * (1 - p[i]!))));
  const sizes = w.map((share) => Math.floor(share * total + 1e-9));
  const exact = sizes.map((size, i) => size * p[i]!);
  const wanted = exact.map(Math.round);
  const ofPositives = atMost(wanted, exact, positives);
  const ofNegatives = atMost(sizes.map((size, i) => size - wanted[i]!), sizes.map((size, i) => size - exact[i]!), negatives);
  return perSplit((split) => {
    const i = SPLITS.indexOf(split);
    return { positives: ofPositives[i] ?? 0, negatives: ofNegatives[i] ?? 0 };
  });
}

/** Counts that are together no more than there are rows: those that were rounded up furthest give one back. */
function atMost(counts: readonly number[], exact: readonly number[], rows: number): number[] {
  const given = [...counts];
  for (let over = given.reduce((sum, count) => sum + count, 0) - rows; over > 0; over--) {
    const excess = given.map((count, i) => (count > 0 ? count - exact[i]! : -Infinity));
    given[excess.indexOf(Math.max(...excess))]!--;
  }
  return given;
}

/** Draws what `prevalenceQuotas` says, every draw being equally likely; rows without a label are left out. */
export function* dealPrevalence(marks: Uint8Array, shares: Shares, prevalences: PerSplit<number>, seed: number): Stepwise<Dealt> {
  const sizes = yield* classSizes(marks);
  const quota = prevalenceQuotas({ positives: sizes[POSITIVE]!, negatives: sizes[NEGATIVE]! }, shares, prevalences);
  const places = SPLITS.length + 1;
  const wanted = new Float64Array(CLASSES * places);
  for (let of = 0; of < CLASSES; of++) {
    let left = sizes[of]!;
    SPLITS.forEach((split, place) => {
      const count = of === POSITIVE ? quota[split].positives : of === NEGATIVE ? quota[split].negatives : 0;
      wanted[of * places + place] = count;
      left -= count;
    });
    wanted[of * places + NOWHERE] = left;
  }
  return yield* drawn(marks, sizes, { wanted, places }, seed);
}

/**
 * The lowest values to train, the highest to test, each split getting its share of the rows up to less than one; of equal
 * values those that stand first in the pool come first. Rows without a value (NaN) go to train, as far as it has room.
 */
export function* dealByOrder(values: Float64Array<ArrayBuffer>, shares: Shares): Stepwise<Dealt> {
  const [first = 0, second = 0] = quotas(values.length, listed(shares), [0, 0, 0]);
  const sorted = yield* radixSorted(yield* present(values));
  const without = values.length - sorted.length;
  const cuts = [Math.max(0, first - without), Math.max(0, first + second - without)].map((cut) => cutAt(sorted, cut));
  const places = new Uint8Array(values.length);
  yield* inBlocks(values.length, (from, to) => {
    for (let row = from; row < to; row++) {
      const value = values[row]!;
      // NaN is before every cut.
      places[row] = value === value ? Number(isPast(value, cuts[0]!)) + Number(isPast(value, cuts[1]!)) : 0;
    }
  });
  return yield* byPlace(places);
}

/** Those that are there. Minus zero is zero: they are equal, and are to stay in the order of the pool. */
function* present(values: Float64Array): Stepwise<Float64Array<ArrayBuffer>> {
  const found = new Float64Array(values.length);
  let count = 0;
  yield* inBlocks(values.length, (from, to) => {
    for (let row = from; row < to; row++) {
      const value = values[row]!;
      if (value === value) found[count++] = value + 0;
    }
  });
  // A copy, as sorting looks at the whole buffer.
  return count === values.length ? found : found.slice(0, count);
}

/** A place in an order: so many of the rows with `value` are before it, and all with lower ones. */
interface Cut {
  readonly value: number;
  before: number;
}

function cutAt(sorted: Float64Array, place: number): Cut {
  if (place >= sorted.length) return { value: Infinity, before: Infinity };
  const value = sorted[place]!;
  let first = place;
  while (first > 0 && sorted[first - 1] === value) first--;
  return { value, before: place - first };
}

/** To be asked of each row once, in the order of the pool. */
function isPast(value: number, cut: Cut): boolean {
  if (value !== cut.value) return value > cut.value;
  return cut.before-- <= 0;
}

/** By the values of a column; what is not named, and what is missing, goes to train. */
export function* dealByValues({ codes, names }: RowClasses, values: SplitValues): Stepwise<Dealt> {
  return yield* byPlace(yield* byValues(codes.length, values, SPLITS, 0, { codes, names }));
}

function* drawn(marks: Uint8Array, sizes: Float64Array, goal: { readonly wanted: Float64Array; readonly places: number }, seed: number): Stepwise<Dealt> {
  return yield* byPlace(yield* drawPlaces(marks.length, (row) => marks[row]!, sizes, goal, createRandom(seed, STREAM)));
}

function* byPlace(places: Uint8Array): Stepwise<Dealt> {
  const [train, validation, test] = yield* rowsByPlace(places, SPLITS.length);
  return { train: train!, validation: validation!, test: test! };
}

function* classSizes(marks: Uint8Array): Stepwise<Float64Array> {
  const sizes = new Float64Array(CLASSES);
  yield* inBlocks(marks.length, (from, to) => {
    for (let row = from; row < to; row++) sizes[marks[row]!]!++;
  });
  return sizes;
}

function listed(of: PerSplit<number>): number[] {
  return SPLITS.map((split) => of[split]);
}
