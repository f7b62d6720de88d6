import type { NumericValues } from "../table";
import { radixSorted } from "./radix-sort";
import { asPart, type Stepwise } from "./stepwise";

/** The values of a column in ascending order, each with how often it occurs; missing ones are only counted. */
export interface Distribution {
  readonly present: number;
  readonly missing: number;
  readonly infinite: number;
  /** The values at the places `ranks`, ascending, of the present ones in ascending order, from 0 on. */
  valuesAt(ranks: readonly number[]): number[];
  /** Calls back for each distinct value, ascending. */
  eachRun(visit: (value: number, count: number) => void): void;
}

/** Rows that are looked at in one go, as float64. */
export const BLOCK_ROWS = 1 << 14;

/** Whole numbers are counted, not sorted, while so few counters do; a fixed number, or so many for each row. */
const ALWAYS_COUNTED = 1 << 16;
const COUNTERS_A_ROW = 4;
const MAX_COUNTERS = 1 << 24;

/** What one look at a column tells. */
interface Scan {
  /** Of the values that are present; `low > high` where there are none. */
  readonly low: number;
  readonly high: number;
  readonly whole: boolean;
  readonly missing: number;
  readonly infinite: number;
}

/** Calls back with the rows of a column as float64, block by block: typed arrays of one kind keep loops quick. */
export function* eachBlock(values: NumericValues, visit: (block: Float64Array, from: number) => void): Stepwise<void> {
  const stage = new Float64Array(Math.min(BLOCK_ROWS, values.length));
  for (let from = 0; from < values.length; from += BLOCK_ROWS) {
    const block = stage.subarray(0, Math.min(BLOCK_ROWS, values.length - from));
    block.set(values.subarray(from, from + block.length));
    visit(block, from);
    yield from / values.length;
  }
}

/** Range and kind of a column's values. */
export function* scan(values: NumericValues): Stepwise<Scan> {
  const found = new RunningScan();
  yield* eachBlock(values, (block) => {
    found.add(block);
  });
  return found;
}

/** Its members are read once and written once a block: loops over local variables are several times as quick. */
class RunningScan implements Scan {
  low = Infinity;
  high = -Infinity;
  whole = true;
  missing = 0;
  infinite = 0;

  add(block: Float64Array): void {
    let { low, high, whole, missing, infinite } = this;
    for (let at = 0; at < block.length; at++) {
      const x = block[at]!;
      if (x < low) low = x;
      if (x > high) high = x;
      if (x - x === 0) whole = whole && Math.floor(x) === x;
      else if (x !== x) missing++;
      else infinite++;
    }
    Object.assign(this, { low, high, whole, missing, infinite });
  }
}

export function* distributionOf(values: NumericValues): Stepwise<Distribution> {
  const found = yield* asPart(scan(values), 0, 0.2);
  const counters = found.high - found.low + 1;
  const most = Math.min(MAX_COUNTERS, Math.max(ALWAYS_COUNTED, COUNTERS_A_ROW * values.length));
  const countable = found.whole && found.infinite === 0 && counters > 0 && counters <= most;
  return countable ? yield* asPart(counted(values, found), 0.2, 1) : yield* asPart(sorted(values, found), 0.2, 1);
}

function* counted(values: NumericValues, { low, high, missing, infinite }: Scan): Stepwise<Distribution> {
  const counts = new Uint32Array(high - low + 1);
  yield* eachBlock(values, (block) => {
    count(block, low, counts);
  });
  return {
    present: values.length - missing,
    missing,
    infinite,
    valuesAt: (ranks) => {
      let at = -1;
      let through = 0;
      return ranks.map((rank) => {
        while (through <= rank) through += counts[++at] ?? Infinity;
        return low + at;
      });
    },
    eachRun: (visit) => {
      for (let at = 0; at < counts.length; at++) {
        const count = counts[at]!;
        if (count > 0) visit(low + at, count);
      }
    },
  };
}

function count(block: Float64Array, low: number, counts: Uint32Array): void {
  for (let at = 0; at < block.length; at++) {
    const x = block[at]!;
    if (x === x) counts[x - low]!++;
  }
}

/** Puts the values that are present after the first `filled`. @returns how many there are then */
function append(block: Float64Array, present: Float64Array, filled: number): number {
  let to = filled;
  for (let at = 0; at < block.length; at++) {
    const x = block[at]!;
    if (x === x) present[to++] = x;
  }
  return to;
}

function* sorted(values: NumericValues, { missing, infinite }: Scan): Stepwise<Distribution> {
  const present = new Float64Array(values.length - missing);
  let filled = 0;
  yield* eachBlock(values, (block) => {
    filled = append(block, present, filled);
  });
  const inOrder = yield* radixSorted(present);
  return {
    present: inOrder.length,
    missing,
    infinite,
    valuesAt: (ranks) => ranks.map((rank) => inOrder[rank] ?? NaN),
    eachRun: (visit) => {
      for (let start = 0, at = 1; at <= inOrder.length; at++) {
        if (at < inOrder.length && inOrder[at] === inOrder[start]) continue;
        visit(inOrder[start]!, at - start);
        start = at;
      }
    },
  };
}

/** Of distinct finite values, ascending, with how often each occurs. */
export function distributionOfCounts(runs: readonly { readonly value: number; readonly count: number }[], missing: number): Distribution {
  return {
    present: runs.reduce((sum, { count }) => sum + count, 0),
    missing,
    infinite: 0,
    valuesAt: (ranks) => {
      let at = -1;
      let through = 0;
      return ranks.map((rank) => {
        while (through <= rank) through += runs[++at]?.count ?? Infinity;
        return runs[at]?.value ?? NaN;
      });
    },
    eachRun: (visit) => {
      for (const { value, count } of runs) visit(value, count);
    },
  };
}
