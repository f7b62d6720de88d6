import type { NumericValues } from "../table";
import { BLOCK_ROWS, eachBlock, scan } from "./distribution";
import { asPart, type Stepwise } from "./stepwise";

/** A column as deviations from `centre` in units of the largest one, so that no square overflows. */
export interface Centred {
  readonly values: NumericValues;
  readonly present: number;
  readonly centre: number;
  readonly unit: number;
  readonly constant: boolean;
}

/** The mean of a column, and how far its values lie from it at most. */
export function* centre(values: NumericValues): Stepwise<Centred> {
  const { low, high, missing } = yield* asPart(scan(values), 0, 0.5);
  const present = values.length - missing;
  let sum = 0;
  yield* eachBlock(values, (block) => {
    sum += presentSum(block);
  });
  // Any number in the midst of the values serves; where the sum overflows, their middle.
  const mean = sum / present;
  const middle = Number.isFinite(mean) ? mean : low / 2 + high / 2;
  return { values, present, centre: middle, unit: Math.max(high - middle, middle - low), constant: !(low < high) };
}

function presentSum(block: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < block.length; at++) {
    const x = block[at]!;
    if (x === x) sum += x;
  }
  return sum;
}

/** How much two columns go together, and on how many rows that have both. */
interface Paired {
  readonly correlation: number;
  readonly rows: number;
}

/**
 * The correlation of two columns on the rows that have both. Their means on those rows come first, in a pass of their
 * own: they may lie far from the means of all.
 */
export function* pairCorrelation(a: Centred, b: Centred): Stepwise<Paired> {
  if (a.constant || b.constant) return { correlation: NaN, rows: 0 };
  const rows = a.values.length;
  const pair = new RunningPair(Math.min(BLOCK_ROWS, rows));
  for (let from = 0; from < rows; from += BLOCK_ROWS) {
    pair.measure(stagePair(a, b, from, pair.x, pair.y));
    yield (0.5 * from) / rows;
  }
  if (pair.constant) return { correlation: NaN, rows: pair.rows };
  for (let from = 0; from < rows; from += BLOCK_ROWS) {
    pair.multiply(stagePair(a, b, from, pair.x, pair.y));
    yield 0.5 + (0.5 * from) / rows;
  }
  return { correlation: pair.correlation(), rows: pair.rows };
}

/** Sums over the rows of two columns, block by block. */
class RunningPair {
  readonly x: Float64Array;
  readonly y: Float64Array;
  rows = 0;
  #sumX = 0;
  #sumY = 0;
  #lowX = Infinity;
  #highX = -Infinity;
  #lowY = Infinity;
  #highY = -Infinity;
  #restX = 0;
  #restY = 0;
  #xx = 0;
  #yy = 0;
  #xy = 0;

  constructor(rows: number) {
    this.x = new Float64Array(rows);
    this.y = new Float64Array(rows);
  }

  /** One of the two has but one value on the rows that have both, or there is none. */
  get constant(): boolean {
    return !(this.#lowX < this.#highX && this.#lowY < this.#highY);
  }

  /** The first pass. */
  measure(length: number): void {
    const { x, y } = this;
    let sumX = 0;
    let sumY = 0;
    let lowX = this.#lowX;
    let highX = this.#highX;
    let lowY = this.#lowY;
    let highY = this.#highY;
    for (let at = 0; at < length; at++) {
      const p = x[at]!;
      const q = y[at]!;
      sumX += p;
      sumY += q;
      if (p < lowX) lowX = p;
      if (p > highX) highX = p;
      if (q < lowY) lowY = q;
      if (q > highY) highY = q;
    }
    this.rows += length;
    this.#sumX += sumX;
    this.#sumY += sumY;
    this.#lowX = lowX;
    this.#highX = highX;
    this.#lowY = lowY;
    this.#highY = highY;
  }

  /** The second pass, over the same rows. */
  multiply(length: number): void {
    const { x, y } = this;
    const meanX = this.#sumX / this.rows;
    const meanY = this.#sumY / this.rows;
    let restX = 0;
    let restY = 0;
    let xx = 0;
    let yy = 0;
    let xy = 0;
    for (let at = 0; at < length; at++) {
      const p = x[at]! - meanX;
      const q = y[at]! - meanY;
      restX += p;
      restY += q;
      xx += p * p;
      yy += q * q;
      xy += p * q;
    }
    this.#restX += restX;
    this.#restY += restY;
    this.#xx += xx;
    this.#yy += yy;
    this.#xy += xy;
  }

  correlation(): number {
    const n = this.rows;
    const restX = this.#restX;
    const restY = this.#restY;
    return ratio(this.#xy - (restX * restY) / n, this.#xx - (restX * restX) / n, this.#yy - (restY * restY) / n);
  }
}

/** Deviations of the rows of a block that have both values, at the start of `x` and `y`. @returns how many */
function stagePair(a: Centred, b: Centred, from: number, x: Float64Array, y: Float64Array): number {
  const length = Math.min(BLOCK_ROWS, a.values.length - from);
  x.set(a.values.subarray(from, from + length));
  y.set(b.values.subarray(from, from + length));
  let kept = 0;
  for (let at = 0; at < length; at++) {
    const p = x[at]!;
    const q = y[at]!;
    if (p !== p || q !== q) continue;
    x[kept] = (p - a.centre) / a.unit;
    y[kept++] = (q - b.centre) / b.unit;
  }
  return kept;
}

/** A correlation from sums of products of deviations. */
export function ratio(xy: number, xx: number, yy: number): number {
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx) / Math.sqrt(yy)));
}
