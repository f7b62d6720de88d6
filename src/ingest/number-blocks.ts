import { arrayFor, EMPTY_SPAN, joinedSpan, narrowed, spanOf, type ValueSpan } from "../domain/numeric-values";
import type { NumericValues } from "../domain/table";

/** Rows of one block: few enough to stay in the cache, and a power of two. */
const BLOCK_ROWS = 1 << 14;
const MIN_BLOCK_ROWS = 1 << 6;
/** Where columns are many, their open blocks together hold so many numbers. */
const OPEN_CELLS = 1 << 20;

/**
 * Numbers that come row by row. A block that is full is kept in the smallest type that holds it, so that a large file
 * never lies in memory as float64.
 */
export class NumberBlocks {
  rows = 0;
  readonly #blockRows: number;
  /** Null for a block without any number. */
  readonly #sealed: (NumericValues | null)[] = [];
  #span: ValueSpan = EMPTY_SPAN;
  /** Made when the first number comes, then used for one block after the other. */
  #open: Float64Array | null = null;
  /** There is a number in the open block. */
  #begun = false;

  /** @param columns How many the table has. */
  constructor(columns: number) {
    const share = 2 ** Math.floor(Math.log2(OPEN_CELLS / columns));
    this.#blockRows = Math.max(MIN_BLOCK_ROWS, Math.min(BLOCK_ROWS, share));
  }

  push(value: number): void {
    const at = this.rows & (this.#blockRows - 1);
    this.#begin(at)[at] = value;
    this.rows++;
    if (at === this.#blockRows - 1) this.#seal();
  }

  /** A row without a number. */
  skip(): void {
    const at = this.rows & (this.#blockRows - 1);
    if (this.#begun) this.#open![at] = NaN;
    this.rows++;
    if (at === this.#blockRows - 1) this.#seal();
  }

  /**
   * Takes `count` numbers from `values`, from `from` on, `stride` apart; NaN where a value is missing.
   * @returns how many are missing
   */
  pushAll(values: Float64Array, from: number, stride: number, count: number): number {
    let missing = 0;
    let at = from;
    for (let left = count; left > 0; ) {
      const start = this.rows & (this.#blockRows - 1);
      const end = Math.min(start + left, this.#blockRows);
      const block = this.#begin(start);
      for (let to = start; to < end; to++, at += stride) {
        const value = values[at]!;
        block[to] = value;
        if (value !== value) missing++;
      }
      this.rows += end - start;
      left -= end - start;
      if (end === this.#blockRows) this.#seal();
    }
    return missing;
  }

  /** The open block, with NaN in the rows before `at` where no number has come yet. */
  #begin(at: number): Float64Array {
    const block = (this.#open ??= new Float64Array(this.#blockRows));
    if (!this.#begun) {
      block.fill(NaN, 0, at);
      this.#begun = true;
    }
    return block;
  }

  #seal(): void {
    this.#sealed.push(this.#begun && this.#open !== null ? this.#keep(this.#open, this.#blockRows) : null);
    this.#begun = false;
  }

  #keep(block: Float64Array, rows: number): NumericValues {
    this.#span = joinedSpan(this.#span, spanOf(block, 0, rows));
    return narrowed(block, 0, rows);
  }

  /** The smallest finite number so far, Infinity where there is none. */
  lowest(): number {
    const open = this.#begun && this.#open !== null ? spanOf(this.#open, 0, this.rows & (this.#blockRows - 1)) : EMPTY_SPAN;
    return joinedSpan(this.#span, open).low;
  }

  /**
   * All numbers in one array of the smallest type, NaN where there is none. To be called once: blocks are let go.
   * @param leftOut a 1 for each row that is not wanted; null when all are
   */
  take(kept: number, leftOut: Uint8Array | null): NumericValues {
    const rest = this.rows & (this.#blockRows - 1);
    if (rest > 0) this.#sealed.push(this.#begun && this.#open !== null ? this.#keep(this.#open, rest) : null);
    this.#open = null;
    const missing: ValueSpan = { ...EMPTY_SPAN, whole: false };
    const values = arrayFor(this.#sealed.includes(null) ? joinedSpan(this.#span, missing) : this.#span, kept);
    let to = 0;
    this.#sealed.forEach((block, index) => {
      this.#sealed[index] = null;
      const start = index * this.#blockRows;
      const rows = Math.min(this.#blockRows, this.rows - start);
      if (leftOut === null) {
        if (block === null) values.fill(NaN, to, to + rows);
        else values.set(block, to);
        to += rows;
        return;
      }
      for (let at = 0; at < rows; at++) {
        if (leftOut[start + at] !== 1) values[to++] = block === null ? NaN : block[at]!;
      }
    });
    return leftOut === null ? values : narrowed(values);
  }
}
