import type { NumericValues, TextColumn } from "../table";

/** A column whose cells are compared: numbers, or codes of texts with a numbering that is the same for all splits. */
export interface ComparedColumn {
  readonly cells: NumericValues | TextColumn["codes"];
  /** What stands for the text of each code, that of a missing one (code -1) first; null for numbers. */
  readonly numbering: Float64Array | null;
}

/** Cells of a block that are staged at most; many columns are compared by shorter blocks. */
const STAGED_CELLS = 1 << 19;
const MIN_BLOCK_ROWS = 64;
const MAX_BLOCK_ROWS = 4096;
const MISSING = 0x7ff80000;

/** The rows of a block of some columns as float64, with a hash of each row. */
export class RowBlock {
  readonly #columns: readonly ComparedColumn[];
  readonly capacity: number;
  readonly #cells: Float64Array<ArrayBuffer>;
  readonly #bits: Uint32Array;
  readonly hashes: Uint32Array;

  constructor(columns: readonly ComparedColumn[]) {
    this.#columns = columns;
    const rows = Math.floor(STAGED_CELLS / Math.max(1, columns.length));
    this.capacity = Math.max(MIN_BLOCK_ROWS, Math.min(MAX_BLOCK_ROWS, rows));
    this.#cells = new Float64Array(this.capacity * columns.length);
    this.#bits = new Uint32Array(this.#cells.buffer);
    this.hashes = new Uint32Array(this.capacity);
  }

  /** Takes up rows `from` to `from + length - 1`. */
  load(from: number, length: number): void {
    this.hashes.fill(0, 0, length);
    this.#columns.forEach(({ cells, numbering }, index) => {
      const at = index * this.capacity;
      const own = this.#cells.subarray(at, at + length);
      own.set(cells.subarray(from, from + length));
      for (let row = 0; row < length; row++) own[row] = numbering === null ? own[row]! + 0 : numbering[own[row]! + 1]!;
      this.#hash(at, length);
    });
    for (let row = 0; row < length; row++) this.hashes[row] = finished(this.hashes[row]!);
  }

  /** Mixes a column into the hashes (MurmurHash3 of Appleby, on the two halves of each number). */
  #hash(at: number, length: number): void {
    const { hashes } = this;
    for (let row = 0; row < length; row++) {
      const value = this.#cells[at + row]!;
      const high = value === value ? this.#bits[2 * (at + row) + 1]! : MISSING;
      const low = value === value ? this.#bits[2 * (at + row)]! : 0;
      hashes[row] = mixed(mixed(hashes[row]!, low), high);
    }
  }

  /** Whether a row of the block equals a row of other columns, a missing value being equal to another. */
  equals(row: number, columns: readonly ComparedColumn[], other: number): boolean {
    for (let index = 0; index < columns.length; index++) {
      const { cells, numbering } = columns[index]!;
      const cell = cells[other]!;
      const theirs = numbering === null ? cell : numbering[cell + 1]!;
      const ours = this.#cells[index * this.capacity + row]!;
      if (ours !== theirs && (ours === ours || theirs === theirs)) return false;
    }
    return true;
  }
}

function mixed(hash: number, value: number): number {
  let k = Math.imul(value, 0xcc9e2d51);
  k = (k << 15) | (k >>> 17);
  const h = hash ^ Math.imul(k, 0x1b873593);
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
}

function finished(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
