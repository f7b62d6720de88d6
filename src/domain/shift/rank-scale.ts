import type { Stepwise } from "../inspect/stepwise";

/** Times this, ranks spread evenly over 0 to 1 have a standard deviation of 1. */
const SPREAD = Math.sqrt(12);

interface RankScaled {
  readonly learn: Float32Array<ArrayBuffer>;
  readonly measured: Float32Array<ArrayBuffer>;
}

/**
 * Puts, column by column, each value's rank among the values of `learn` in its place: centred at 0, with a deviation of 1
 * where all differ; equal values share their mean rank, and one that `learn` does not have lies between its neighbours.
 * So neither scales nor long tails matter, whatever was done to the columns before.
 * @param learn `[rows, columns]`, row-major, as is `measured`
 */
export function* rankScaled(learn: Float32Array, measured: Float32Array, columns: number): Stepwise<RankScaled> {
  const scaled = { learn: new Float32Array(learn.length), measured: new Float32Array(measured.length) };
  for (let column = 0; column < columns; column++) {
    const ranks = ranksOf(columnOf(learn, columns, column).sort());
    yield (column + 0.4) / columns;
    place(ranks, learn, scaled.learn, columns, column);
    yield (column + 0.7) / columns;
    place(ranks, measured, scaled.measured, columns, column);
    yield (column + 1) / columns;
  }
  return scaled;
}

interface Ranks {
  /** Distinct, ascending. */
  readonly values: Float32Array;
  /** What each becomes. */
  readonly places: Float32Array;
  /** What a value between one and the one before it becomes; the last: beyond all. */
  readonly between: Float32Array;
}

function ranksOf(sorted: Float32Array): Ranks {
  const rows = sorted.length;
  const values: number[] = [];
  const places: number[] = [];
  const between = [-SPREAD / 2];
  for (let start = 0; start < rows; ) {
    let end = start + 1;
    while (end < rows && sorted[end] === sorted[start]) end++;
    values.push(sorted[start] ?? 0);
    places.push(SPREAD * ((start + end) / (2 * rows) - 0.5));
    between.push(SPREAD * (end / rows - 0.5));
    start = end;
  }
  return { values: Float32Array.from(values), places: Float32Array.from(places), between: Float32Array.from(between) };
}

function place({ values, places, between }: Ranks, from: Float32Array, to: Float32Array, columns: number, column: number): void {
  for (let at = column; at < from.length; at += columns) {
    const value = from[at]!;
    let low = 0;
    let high = values.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (values[middle]! < value) low = middle + 1;
      else high = middle;
    }
    to[at] = low < values.length && values[low] === value ? places[low]! : between[low]!;
  }
}

function columnOf(x: Float32Array, columns: number, column: number): Float32Array {
  const values = new Float32Array(x.length / columns);
  for (let row = 0, at = column; row < values.length; row++, at += columns) values[row] = x[at]!;
  return values;
}
