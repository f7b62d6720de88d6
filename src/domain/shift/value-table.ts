import { asPart, type Stepwise } from "../inspect/stepwise";
import { compact, type FeatureSource, type KeptRows } from "../features/source";
import { SPLITS, type PerSplit, type Split } from "../split";
import { PairRoom, pairsOfCounts, pairsOfRows, TAGS, type Pairs } from "./paired-counts";
import { taggedSorted, type Tagged } from "./tagged-sort";

/** Rows of a split that are kept, with the label of each. */
export interface LabelledRows extends KeptRows {
  /** `[kept]`: 1 for a positive row, else 0. */
  readonly y: Uint8Array;
}

type Readable = Pick<FeatureSource, "read">;

const BLOCK = 1 << 14;
/** Whole numbers are counted, not sorted, while so few counters do; a fixed number, or one a row. */
const ALWAYS_COUNTED = 1 << 12;

/** Room that is made once for all columns. */
export interface Workroom {
  pairs: PairRoom | null;
}

/**
 * Reads the rows that are kept with their classes, and brings their values in order; missing and infinite values are passed
 * over. Every measure of drift, of all rows and of a class, comes from this.
 * @param workroom what an earlier column left; its pairs are gone then
 */
export function* orderedValues(source: Readable, rows: PerSplit<LabelledRows>, workroom: Workroom): Stepwise<Pairs> {
  const range = yield* asPart(rangeOf(source, rows), 0, 0.2);
  const { low, high, whole } = range;
  if (low > high) return pairsOfCounts(new Float64Array(), new Uint32Array());
  const counters = high - low + 1;
  const total = SPLITS.reduce((sum, split) => sum + rows[split].kept, 0);
  const most = Math.max(ALWAYS_COUNTED, total);
  return yield* asPart(whole && counters <= most ? counted(source, rows, low, counters) : sorted(source, rows, range.rows, workroom), 0.2, 1);
}

/** Calls back with the kept cells of a split, block by block, and the number of the first among the kept rows. */
function* eachBlock(
  source: Readable,
  split: Split,
  { total, leftOut }: KeptRows,
  visit: (block: Float64Array, count: number, first: number) => void,
): Stepwise<void> {
  const block = new Float64Array(Math.min(BLOCK, total));
  let first = 0;
  for (let from = 0; from < total; from += BLOCK) {
    const to = Math.min(total, from + BLOCK);
    source.read[split](from, to, block);
    const count = compact(block, from, to, leftOut);
    visit(block, count, first);
    first += count;
    yield from / total;
  }
}

class Range {
  low = Infinity;
  high = -Infinity;
  whole = true;
  /** Rows with a finite value. */
  rows = 0;

  add(block: Float64Array, count: number): void {
    let { low, high, whole, rows } = this;
    for (let at = 0; at < count; at++) {
      const x = block[at]!;
      if (x - x !== 0) continue;
      rows++;
      if (x < low) low = x;
      if (x > high) high = x;
      whole = whole && Math.floor(x) === x;
    }
    Object.assign(this, { low, high, whole, rows });
  }
}

function* rangeOf(source: Readable, rows: PerSplit<LabelledRows>): Stepwise<Range> {
  const range = new Range();
  for (const [index, split] of SPLITS.entries()) {
    const own = eachBlock(source, split, rows[split], (block, count) => { range.add(block, count); });
    yield* asPart(own, index / SPLITS.length, (index + 1) / SPLITS.length);
  }
  return range;
}

function* counted(source: Readable, rows: PerSplit<LabelledRows>, low: number, counters: number): Stepwise<Pairs> {
  const counts = new Uint32Array(TAGS * counters);
  for (const [index, split] of SPLITS.entries()) {
    const { y } = rows[split];
    const own = eachBlock(source, split, rows[split], (block, count, first) => {
      countBlock(block, count, y, first, low, counts, 2 * index);
    });
    yield* asPart(own, index / SPLITS.length, (index + 1) / SPLITS.length);
  }
  return present(low, counters, counts);
}

function countBlock(block: Float64Array, count: number, y: Uint8Array, first: number, low: number, counts: Uint32Array, tag: number): void {
  for (let at = 0; at < count; at++) {
    const x = block[at]!;
    if (x - x === 0) counts[TAGS * (x - low) + tag + y[first + at]!]!++;
  }
}

/** Of the values that occur. */
function present(low: number, counters: number, counts: Uint32Array): Pairs {
  const values = new Float64Array(counters);
  let to = 0;
  for (let at = 0; at < counters; at++) {
    let rows = 0;
    for (let tag = 0; tag < TAGS; tag++) rows += counts[TAGS * at + tag]!;
    if (rows === 0) continue;
    values[to] = low + at;
    counts.copyWithin(TAGS * to, TAGS * at, TAGS * (at + 1));
    to++;
  }
  return pairsOfCounts(values.slice(0, to), counts.slice(0, TAGS * to));
}

function* sorted(source: Readable, rows: PerSplit<LabelledRows>, filled: number, workroom: Workroom): Stepwise<Pairs> {
  const tagged: Tagged = { values: new Float64Array(filled), tags: new Uint8Array(filled) };
  let to = 0;
  for (const [index, split] of SPLITS.entries()) {
    const { y } = rows[split];
    const own = eachBlock(source, split, rows[split], (block, count, first) => {
      to = tagBlock(block, count, y, first, 2 * index, tagged, to);
    });
    yield* asPart(own, (0.3 * index) / SPLITS.length, (0.3 * (index + 1)) / SPLITS.length);
  }
  const { values, tags } = yield* asPart(taggedSorted(tagged), 0.3, 1);
  const room = workroom.pairs !== null && workroom.pairs.values.length >= filled ? workroom.pairs : new PairRoom(filled);
  workroom.pairs = room;
  return pairsOfRows(values, tags, room);
}

/** Adds the cells that have a value. @returns where the next goes */
function tagBlock(block: Float64Array, count: number, y: Uint8Array, first: number, tag: number, { values, tags }: Tagged, start: number): number {
  let to = start;
  for (let at = 0; at < count; at++) {
    const x = block[at]!;
    if (x - x !== 0) continue;
    values[to] = x;
    tags[to++] = tag + y[first + at]!;
  }
  return to;
}
