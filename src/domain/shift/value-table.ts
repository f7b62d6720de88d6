import { radixSorted } from "../inspect/radix-sort";
import { asPart, type Stepwise } from "../inspect/stepwise";
import { compact, type FeatureSource, type KeptRows } from "../features/source";
import { perSplit, SPLITS, type PerSplit, type Split } from "../split";

/** Rows of a split that are kept, with the label of each. */
export interface LabelledRows extends KeptRows {
  /** `[kept]`: 1 for a positive row, else 0. */
  readonly y: Uint8Array;
}

/** The distinct values of a column over the splits. Every measure of drift, of all rows and of a class, comes from this. */
export interface ValueTable {
  /** Ascending: numbers, or codes of texts. */
  readonly values: Float64Array;
  /** `[2 * values]` of each split: the negative rows that have a value, then the positive ones. */
  readonly counts: PerSplit<Uint32Array>;
}

type Readable = Pick<FeatureSource, "read">;

const BLOCK = 1 << 14;
/** Whole numbers are counted, not sorted, while so few counters do; a fixed number, or one a row. */
const ALWAYS_COUNTED = 1 << 12;
const STEP_VALUES = 1 << 17;

/** Counts the rows that are kept by value and class; missing and infinite values are passed over. */
export function* valueTable(source: Readable, rows: PerSplit<LabelledRows>): Stepwise<ValueTable> {
  const range = yield* asPart(rangeOf(source, rows), 0, 0.2);
  const { low, high, whole } = range;
  if (low > high) return { values: new Float64Array(), counts: perSplit(() => new Uint32Array()) };
  const counters = high - low + 1;
  const total = SPLITS.reduce((sum, split) => sum + rows[split].kept, 0);
  const most = Math.max(ALWAYS_COUNTED, total);
  return yield* asPart(whole && counters <= most ? counted(source, rows, low, counters) : sorted(source, rows), 0.2, 1);
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

  add(block: Float64Array, count: number): void {
    let { low, high, whole } = this;
    for (let at = 0; at < count; at++) {
      const x = block[at]!;
      if (x - x !== 0) continue;
      if (x < low) low = x;
      if (x > high) high = x;
      whole = whole && Math.floor(x) === x;
    }
    Object.assign(this, { low, high, whole });
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

function* counted(source: Readable, rows: PerSplit<LabelledRows>, low: number, counters: number): Stepwise<ValueTable> {
  const counts = perSplit(() => new Uint32Array(2 * counters));
  for (const [index, split] of SPLITS.entries()) {
    const { y } = rows[split];
    const own = eachBlock(source, split, rows[split], (block, count, first) => {
      countBlock(block, count, y, first, low, counts[split]);
    });
    yield* asPart(own, index / SPLITS.length, (index + 1) / SPLITS.length);
  }
  return present(low, counters, counts);
}

function countBlock(block: Float64Array, count: number, y: Uint8Array, first: number, low: number, counts: Uint32Array): void {
  for (let at = 0; at < count; at++) {
    const x = block[at]!;
    if (x - x === 0) counts[2 * (x - low) + y[first + at]!]!++;
  }
}

/** The values that occur. */
function present(low: number, counters: number, counts: PerSplit<Uint32Array>): ValueTable {
  const values = new Float64Array(counters);
  const lists = SPLITS.map((split) => counts[split]);
  let to = 0;
  for (let at = 0; at < counters; at++) {
    if (!lists.some((list) => list[2 * at]! + list[2 * at + 1]! > 0)) continue;
    values[to] = low + at;
    for (const list of lists) {
      list[2 * to] = list[2 * at]!;
      list[2 * to + 1] = list[2 * at + 1]!;
    }
    to++;
  }
  return { values: values.slice(0, to), counts: perSplit((split) => counts[split].slice(0, 2 * to)) };
}

/** Sorts the values of each split and class for themselves, and merges them. */
function* sorted(source: Readable, rows: PerSplit<LabelledRows>): Stepwise<ValueTable> {
  const groups: Float64Array[] = [];
  for (const [index, split] of SPLITS.entries()) {
    const classes = yield* classesOf(source, split, rows[split]);
    for (const [label, values] of classes.entries()) {
      const done = (2 * index + label) / 6;
      groups.push(yield* asPart(radixSorted(values), 0.8 * done, 0.8 * (done + 1 / 6)));
    }
  }
  return yield* asPart(merged(groups), 0.8, 1);
}

/** The values of the negative rows, and those of the positive ones. */
function* classesOf(source: Readable, split: Split, rows: LabelledRows): Stepwise<readonly Float64Array<ArrayBuffer>[]> {
  const lists = [new Float64Array(rows.kept), new Float64Array(rows.kept)] as const;
  const filled: [number, number] = [0, 0];
  const own = eachBlock(source, split, rows, (block, count, first) => {
    let [negatives, positives] = filled;
    for (let at = 0; at < count; at++) {
      const x = block[at]!;
      if (x - x !== 0) continue;
      if (rows.y[first + at] === 1) lists[1][positives++] = x;
      else lists[0][negatives++] = x;
    }
    [filled[0], filled[1]] = [negatives, positives];
  });
  yield* asPart(own, 0, 0);
  return lists.map((list, label) => list.slice(0, filled[label]));
}

/** @param groups ascending values of each split's negative rows, then of its positive ones */
function* merged(groups: readonly Float64Array[]): Stepwise<ValueTable> {
  const total = groups.reduce((sum, { length }) => sum + length, 0);
  const values = new Float64Array(total);
  const counts = SPLITS.map(() => new Uint32Array(2 * total));
  const heads = groups.map(() => 0);
  let to = 0;
  for (;;) {
    let least = Infinity;
    for (let group = 0; group < groups.length; group++) {
      const x = groups[group]![heads[group]!];
      if (x !== undefined && x < least) least = x;
    }
    if (least === Infinity) break;
    values[to] = least;
    for (let group = 0; group < groups.length; group++) {
      const own = groups[group]!;
      const from = heads[group]!;
      let head = from;
      while (head < own.length && own[head] === least) head++;
      heads[group] = head;
      if (head > from) counts[group >> 1]![2 * to + (group & 1)] = head - from;
    }
    to++;
    if (to % STEP_VALUES === 0) yield to / total;
  }
  const [train, validation, test] = counts.map((list) => list.slice(0, 2 * to));
  const none = new Uint32Array();
  return { values: values.slice(0, to), counts: { train: train ?? none, validation: validation ?? none, test: test ?? none } };
}
