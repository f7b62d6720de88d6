import { isIntegerText, isMissing, parseNumber, parsePlainInteger } from "../domain/number-text";
import { shortened } from "../domain/problem";

/** Rows of one block of a growing column, and cells of the blocks that all columns begin with; powers of two. */
const MAX_BLOCK_ROWS = 1 << 14;
const MIN_BLOCK_ROWS = 1 << 6;
const FIRST_BLOCKS_CELLS = 1 << 20;

/** A text column with more distinct values, or longer ones on average, is not kept. */
export const MAX_DISTINCT_TEXTS = 1000;
export const MAX_MEAN_TEXT_LENGTH = 200;

/** How many cells of a kind are told one by one. */
export const MAX_LISTED = 20;

/** Codes of cells that hold no number. Codes from 0 up point into the dictionary. */
export const MISSING_CODE = -1;
const DROPPED_TEXT_CODE = -2;

export interface TextSample {
  readonly row: number;
  readonly line: number;
  readonly value: string;
}

/** Line numbers of the rows that are being added. */
export interface LinePlace {
  line: number;
}

/**
 * One column while its file is read, not yet known to be numbers or text: numbers go to float64 blocks, texts to a
 * dictionary, each made only once a cell needs it. The row loop calls {@link push} for every cell of the file, so it
 * makes no objects.
 */
export class ColumnBuilder {
  readonly name: string;
  rows = 0;
  numbers = 0;
  texts = 0;
  /** Every number so far was written without point or exponent. */
  integersOnly = true;
  unsafeIntegers = 0;
  firstUnsafe: TextSample | null = null;
  /** The first few texts, for problems in case the column turns out to be numbers. */
  readonly textSamples: TextSample[] = [];

  readonly #place: LinePlace;
  readonly #blockRows: number;
  readonly #numberBlocks: (Float64Array | null)[] = [];
  readonly #codeBlocks: (Int32Array | null)[] = [];
  #numberBlock: Float64Array | null = null;
  #codeBlock: Int32Array | null = null;
  #dictionary: Map<string, number> | null = new Map();
  #dictionaryLength = 0;
  #textLength = 0;

  /** @param columns How many the table has: where they are many, each grows by smaller blocks. */
  constructor(name: string, place: LinePlace, columns: number) {
    this.name = name;
    this.#place = place;
    const rows = 2 ** Math.floor(Math.log2(FIRST_BLOCKS_CELLS / columns));
    this.#blockRows = Math.max(MIN_BLOCK_ROWS, Math.min(MAX_BLOCK_ROWS, rows));
  }

  push(text: string): void {
    const integer = parsePlainInteger(text);
    if (integer === integer) this.#pushNumber(integer);
    else this.#pushOther(text);
  }

  #pushOther(text: string): void {
    const value = parseNumber(text);
    if (value === value) {
      if (!isIntegerText(text)) this.integersOnly = false;
      else if (!Number.isSafeInteger(value)) {
        this.unsafeIntegers++;
        this.firstUnsafe ??= this.#sample(text);
      }
      this.#pushNumber(value);
    } else if (isMissing(text)) {
      this.#startBlocks();
      this.#pushNoNumber();
    } else {
      if (this.textSamples.length < MAX_LISTED) this.textSamples.push(this.#sample(text));
      const code = this.#codeOf(text);
      this.texts++;
      this.#textLength += text.length;
      this.#startBlocks();
      this.#codeBlock ??= this.#codeBlocks[this.#codeBlocks.length - 1] = new Int32Array(this.#blockRows).fill(MISSING_CODE);
      this.#codeBlock[this.rows & (this.#blockRows - 1)] = code;
      this.#pushNoNumber();
    }
  }

  #pushNumber(value: number): void {
    this.#startBlocks();
    this.#startNumbers()[this.rows & (this.#blockRows - 1)] = value;
    this.numbers++;
    this.rows++;
  }

  #pushNoNumber(): void {
    if (this.#numberBlock !== null) this.#numberBlock[this.rows & (this.#blockRows - 1)] = NaN;
    this.rows++;
  }

  /**
   * Takes numbers that were read elsewhere.
   * @param values `count` of them, from `from` on, `stride` apart; NaN where a value is missing
   */
  pushNumbers(values: Float64Array, from: number, stride: number, count: number): void {
    let at = from;
    for (let left = count; left > 0; ) {
      this.#startBlocks();
      const block = this.#startNumbers();
      const start = this.rows & (this.#blockRows - 1);
      const end = Math.min(start + left, this.#blockRows);
      let missing = 0;
      for (let to = start; to < end; to++, at += stride) {
        const value = values[at] ?? NaN;
        block[to] = value;
        if (value !== value) missing++;
      }
      this.numbers += end - start - missing;
      this.rows += end - start;
      left -= end - start;
    }
  }

  /** The block of the row to come, with NaN in the rows before it if it is new; what follows is for later rows to write. */
  #startNumbers(): Float64Array {
    return (this.#numberBlock ??= this.#numberBlocks[this.#numberBlocks.length - 1] =
      new Float64Array(this.#blockRows).fill(NaN, 0, this.rows & (this.#blockRows - 1)));
  }

  #startBlocks(): void {
    if ((this.rows & (this.#blockRows - 1)) !== 0) return;
    this.#numberBlocks.push((this.#numberBlock = null));
    this.#codeBlocks.push((this.#codeBlock = null));
  }

  #codeOf(text: string): number {
    if (this.#dictionary === null) return DROPPED_TEXT_CODE;
    const known = this.#dictionary.get(text);
    if (known !== undefined) return known;
    const code = this.#dictionary.size;
    this.#dictionaryLength += text.length;
    const full = code === MAX_DISTINCT_TEXTS || this.#dictionaryLength > MAX_DISTINCT_TEXTS * MAX_MEAN_TEXT_LENGTH * 4;
    if (full) {
      this.#dictionary = null;
      return DROPPED_TEXT_CODE;
    }
    this.#dictionary.set(ownCopy(text), code);
    return code;
  }

  #sample(text: string): TextSample {
    return { row: this.rows, line: this.#place.line, value: ownCopy(shortened(text)) };
  }

  get missing(): number {
    return this.rows - this.numbers - this.texts;
  }

  get meanTextLength(): number {
    return this.texts === 0 ? 0 : this.#textLength / this.texts;
  }

  /** The texts in the order of their codes; null when there were too many. */
  get dictionary(): readonly string[] | null {
    return this.#dictionary === null ? null : [...this.#dictionary.keys()];
  }

  /** Calls back for every cell that is text. */
  forEachText(visit: (row: number) => void): void {
    this.#codeBlocks.forEach((block, index) => {
      block?.forEach((code, at) => {
        if (code !== MISSING_CODE) visit(index * this.#blockRows + at);
      });
    });
  }

  /** The numbers of the rows that are kept, NaN where there is none. */
  takeNumbers(kept: number, leftOut: Uint8Array | null): Float64Array<ArrayBuffer> {
    const values = new Float64Array(kept);
    fillFromBlocks(values, this.#numberBlocks, NaN, this.rows, this.#blockRows, leftOut);
    return values;
  }

  /** The codes of the rows that are kept, `MISSING_CODE` where the cell is missing or a number. */
  takeCodes(kept: number, leftOut: Uint8Array | null): Int32Array<ArrayBuffer> {
    const codes = new Int32Array(kept);
    fillFromBlocks(codes, this.#codeBlocks, MISSING_CODE, this.rows, this.#blockRows, leftOut);
    return codes;
  }
}

function fillFromBlocks<T extends Float64Array | Int32Array>(
  target: T,
  blocks: (T | null)[],
  absent: number,
  rows: number,
  blockRows: number,
  leftOut: Uint8Array | null,
): void {
  let to = 0;
  blocks.forEach((block, index) => {
    const start = index * blockRows;
    const length = Math.min(blockRows, rows - start);
    // Each block is let go as soon as it is copied.
    blocks[index] = null;
    if (leftOut === null) {
      if (block === null) target.fill(absent, to, to + length);
      else target.set(block.subarray(0, length), to);
      to += length;
      return;
    }
    for (let at = 0; at < length; at++) {
      if (leftOut[start + at] === 1) continue;
      target[to++] = block === null ? absent : (block[at] ?? absent);
    }
  });
}

/** Engines let substrings point into the text they were cut from; a copy lets go of that text. */
export function ownCopy(text: string): string {
  return text.length < 13 ? text : text.split("").join("");
}
