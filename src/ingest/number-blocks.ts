import { arrayFor, EMPTY_SPAN, joinedSpan, narrowed, spanOf, type ValueSpan } from "../domain/numeric-values";
import type { NumericValues } from "../domain/table";
import { blockRows } from "./block-rows";

/**
 * Numbers that come row by row. A block that is full is kept in the smallest type that holds it, so that a large file
 * never lies in memory as float64.
 */
export class NumberBlocks {
  readonly #blockRows: number;
  /** Null for a block without any number. */
  readonly #sealed: (NumericValues | null)[] = [];
  #span: ValueSpan = EMPTY_SPAN;
  /** Made when the first number comes, then used for one block after the other. */
  #open: Float64Array | null = null;
  /** Rows of the open block. */
  #filled = 0;
  /** There is a number in the open block. */
  #begun = false;

  /** @param columns How many the table has. */
  constructor(columns: number) {
    this.#blockRows = blockRows(columns);
  }

  push(value: number): void {
    this.#begin()[this.#filled++] = value;
    if (this.#filled === this.#blockRows) this.#seal();
  }

  /** A row without a number. */
  skip(): void {
    if (this.#begun) this.#begin()[this.#filled] = NaN;
    this.#filled++;
    if (this.#filled === this.#blockRows) this.#seal();
  }

  /** Takes `count` numbers from `values`, from `from` on; NaN where a value is missing. */
  pushAll(values: Float64Array, from: number, count: number): void {
    for (let at = from; at < from + count; ) {
      const taken = Math.min(from + count - at, this.#blockRows - this.#filled);
      this.#begin().set(values.subarray(at, at + taken), this.#filled);
      at += taken;
      this.#filled += taken;
      if (this.#filled === this.#blockRows) this.#seal();
    }
  }

  /** The open block, with NaN in its rows so far where no number has come yet. */
  #begin(): Float64Array {
    const block = (this.#open ??= new Float64Array(this.#blockRows));
    if (!this.#begun) {
      block.fill(NaN, 0, this.#filled);
      this.#begun = true;
    }
    return block;
  }

  #seal(): void {
    this.#sealed.push(this.#begun && this.#open !== null ? this.#kept(this.#open.subarray(0, this.#filled)) : null);
    this.#begun = false;
    this.#filled = 0;
  }

  #kept(block: Float64Array): NumericValues {
    const span = spanOf(block);
    this.#span = joinedSpan(this.#span, span);
    const small = arrayFor(span, block.length);
    small.set(block);
    return small;
  }

  /**
   * All numbers in one array of the smallest type, NaN where there is none. To be called once: blocks are let go.
   * @param rows how many were pushed or skipped
   * @param kept how many of them are wanted
   * @param leftOut a 1 for each row that is not wanted; null when all are
   */
  take(rows: number, kept: number, leftOut: Uint8Array | null): NumericValues {
    if (this.#filled > 0) this.#seal();
    this.#open = null;
    const missing: ValueSpan = { ...EMPTY_SPAN, whole: false };
    const values = arrayFor(this.#sealed.includes(null) ? joinedSpan(this.#span, missing) : this.#span, kept);
    const scratch = new Float64Array(leftOut === null ? 0 : this.#blockRows);
    let to = 0;
    this.#sealed.forEach((block, index) => {
      this.#sealed[index] = null;
      const start = index * this.#blockRows;
      const end = Math.min(rows, start + this.#blockRows);
      const wanted = leftOut === null ? block : compressed(block, leftOut.subarray(start, end), scratch);
      const length = wanted?.length ?? end - start;
      if (wanted === null) values.fill(NaN, to, to + length);
      else values.set(wanted, to);
      to += length;
    });
    return leftOut === null ? values : narrowed(values);
  }
}

/** The numbers of a block, or as many NaN, without those that are left out; in `scratch`, since a loop over one type is quick. */
function compressed(block: NumericValues | null, leftOut: Uint8Array, scratch: Float64Array): Float64Array {
  if (block === null) scratch.fill(NaN);
  else scratch.set(block);
  let to = 0;
  for (let at = 0; at < leftOut.length; at++) if (leftOut[at] !== 1) scratch[to++] = scratch[at]!;
  return scratch.subarray(0, to);
}
