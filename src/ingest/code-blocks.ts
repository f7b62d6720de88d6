/** A power of two. */
const BLOCK_ROWS = 1 << 14;
const ABSENT = -1;
const INT8_MAX = 127;

/** Codes into a dictionary of at most 32,767 texts, by row; a row that was never set has the code -1. */
export class CodeBlocks {
  readonly #blocks: (Int16Array | undefined)[] = [];

  set(row: number, code: number): void {
    const index = row >>> 14;
    const block = (this.#blocks[index] ??= new Int16Array(BLOCK_ROWS).fill(ABSENT));
    block[row & (BLOCK_ROWS - 1)] = code;
  }

  /** Calls back for every row that was set. */
  forEach(visit: (row: number) => void): void {
    this.#blocks.forEach((block, index) => {
      block?.forEach((code, at) => {
        if (code !== ABSENT) visit(index * BLOCK_ROWS + at);
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
    for (let index = 0; index * BLOCK_ROWS < rows; index++) {
      const block = this.#blocks[index];
      this.#blocks[index] = undefined;
      const start = index * BLOCK_ROWS;
      const length = Math.min(BLOCK_ROWS, rows - start);
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
