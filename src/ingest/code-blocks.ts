import { blockRows } from "./block-rows";

const ABSENT = -1;
const INT8_MAX = 127;

/** Codes into a dictionary of at most 32,767 texts, by row; a row that was never set has the code -1. */
export class CodeBlocks {
  readonly #blocks: (Int16Array | undefined)[] = [];
  /** A power of two, and its logarithm. */
  readonly #blockRows: number;
  readonly #shift: number;

  /** @param columns How many the table has. */
  constructor(columns: number) {
    this.#blockRows = blockRows(columns);
    this.#shift = Math.log2(this.#blockRows);
  }

  set(row: number, code: number): void {
    const index = row >>> this.#shift;
    const block = (this.#blocks[index] ??= new Int16Array(this.#blockRows).fill(ABSENT));
    block[row & (this.#blockRows - 1)] = code;
  }

  /** Calls back for every row that was set. */
  forEach(visit: (row: number) => void): void {
    this.#blocks.forEach((block, index) => {
      block?.forEach((code, at) => {
        if (code !== ABSENT) visit(index * this.#blockRows + at);
      });
    });
  }

  /**
   * The codes in one array of the smaller type that holds them. To be called once: blocks are let go.
   * @param leftOut a 1 for each of `rows` that is not wanted; null when all are
   */
  take(rows: number, kept: number, leftOut: Uint8Array | null, texts: number): Int8Array | Int16Array {
    const codes = (texts <= INT8_MAX + 1 ? new Int8Array(kept) : new Int16Array(kept)).fill(ABSENT);
    let to = 0;
    for (let index = 0; index * this.#blockRows < rows; index++) {
      const block = this.#blocks[index];
      this.#blocks[index] = undefined;
      const start = index * this.#blockRows;
      const length = Math.min(this.#blockRows, rows - start);
      if (leftOut === null) {
        if (block !== undefined) codes.set(block.subarray(0, length), to);
        to += length;
        continue;
      }
      for (let at = 0; at < length; at++) {
        if (leftOut[start + at] !== 1) codes[to++] = block?.[at] ?? ABSENT;
      }
    }
    return codes;
  }
}
