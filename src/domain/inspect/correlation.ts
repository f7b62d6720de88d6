import type { NumericValues } from "../table";
import { centre, pairCorrelation, ratio, type Centred } from "./pair-correlation";
import { asPart, type Stepwise } from "./stepwise";

/** Rows of all columns at a time that stay in the cache. */
const TILE_ROWS = 512;
/** Columns that are multiplied with one column at a time: as many running sums as a processor keeps at once. */
const TILE_COLUMNS = 4;

/**
 * Pearson correlation on pairwise complete rows, `[columns, columns]` row-major; NaN where a column is constant, infinite or
 * absent on those rows. Deviations are taken from the mean first: the square of an id near 4e9 leaves no digit for a
 * spread of a few hundred.
 */
export function* correlate(columns: readonly NumericValues[]): Stepwise<Float64Array<ArrayBuffer>> {
  const k = columns.length;
  const centred: Centred[] = [];
  for (const [index, values] of columns.entries()) {
    centred.push(yield* asPart(centre(values), (0.2 * index) / k, (0.2 * (index + 1)) / k));
  }
  const matrix = new Float64Array(k * k).fill(NaN);
  const put = (a: number, b: number, r: number): void => {
    matrix[a * k + b] = matrix[b * k + a] = r;
  };
  const complete = [...centred.keys()].filter((index) => isComplete(centred[index]!));
  const products = yield* asPart(crossProducts(complete.map((index) => centred[index]!)), 0.2, 0.6);
  complete.forEach((a, row) => {
    complete.slice(row).forEach((b, offset) => {
      const column = row + offset;
      const usable = varies(centred[a]!) && varies(centred[b]!);
      if (usable) put(a, b, a === b ? 1 : products.correlation(row, column));
    });
  });
  for (let a = 0; a < k; a++) {
    for (let b = a; b < k; b++) {
      if (isComplete(centred[a]!) && isComplete(centred[b]!)) continue;
      const { correlation } = yield* pairCorrelation(centred[a]!, centred[b]!);
      put(a, b, correlation);
    }
    yield 0.6 + (0.4 * a) / k;
  }
  return matrix;
}

function isComplete({ values, present }: Centred): boolean {
  return present === values.length && present > 0;
}

/** Neither constant nor infinite: a spread that can be divided by. */
function varies({ constant, unit }: Centred): boolean {
  return !constant && Number.isFinite(unit);
}

class CrossProducts {
  readonly #rows: number;
  readonly #k: number;
  readonly #sums: Float64Array;
  readonly #products: Float64Array;

  constructor(rows: number, sums: Float64Array, products: Float64Array) {
    this.#rows = rows;
    this.#k = sums.length;
    this.#sums = sums;
    this.#products = products;
  }

  correlation(a: number, b: number): number {
    return ratio(this.#about(a, b), this.#about(a, a), this.#about(b, b));
  }

  /** The sum of products of deviations from the means proper. */
  #about(a: number, b: number): number {
    return this.#products[a * this.#k + b]! - (this.#sums[a]! * this.#sums[b]!) / this.#rows;
  }
}

/** Sums of columns without missing values, and of their products. */
function* crossProducts(columns: readonly Centred[]): Stepwise<CrossProducts> {
  const k = columns.length;
  const rows = columns[0]?.values.length ?? 0;
  const sums = new Float64Array(k);
  const products = new Float64Array(k * k);
  const tile = new Float64Array(k * TILE_ROWS);
  for (let from = 0; from < rows; from += TILE_ROWS) {
    const length = Math.min(TILE_ROWS, rows - from);
    for (let column = 0; column < k; column++) {
      sums[column]! += stage(columns[column]!, from, tile.subarray(column * TILE_ROWS, column * TILE_ROWS + length));
    }
    for (let a = 0; a < k; a++) {
      for (let b = a; b < k; b += TILE_COLUMNS) addProducts(tile, a, b, Math.min(b + TILE_COLUMNS, k), length, products, k);
    }
    yield from / rows;
  }
  return new CrossProducts(rows, sums, products);
}

/** Deviations of some rows of a column. @returns their sum */
function stage({ values, centre: middle, unit }: Centred, from: number, out: Float64Array): number {
  out.set(values.subarray(from, from + out.length));
  let sum = 0;
  for (let at = 0; at < out.length; at++) {
    const deviation = (out[at]! - middle) / unit;
    out[at] = deviation;
    sum += deviation;
  }
  return sum;
}

/** Products of column `a` of a tile with columns `b` to `to - 1`, four at a time where there are so many. */
function addProducts(
  tile: Float64Array,
  a: number,
  b: number,
  to: number,
  length: number,
  products: Float64Array,
  k: number,
): void {
  const x = a * TILE_ROWS;
  const y = b * TILE_ROWS;
  if (to - b < TILE_COLUMNS) {
    for (let column = b; column < to; column++) {
      let sum = 0;
      for (let at = 0; at < length; at++) sum += tile[x + at]! * tile[column * TILE_ROWS + at]!;
      products[a * k + column]! += sum;
    }
    return;
  }
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (let at = 0; at < length; at++) {
    const value = tile[x + at]!;
    first += value * tile[y + at]!;
    second += value * tile[y + TILE_ROWS + at]!;
    third += value * tile[y + 2 * TILE_ROWS + at]!;
    fourth += value * tile[y + 3 * TILE_ROWS + at]!;
  }
  const to0 = a * k + b;
  products[to0]! += first;
  products[to0 + 1]! += second;
  products[to0 + 2]! += third;
  products[to0 + 3]! += fourth;
}
