import { isIntegerText, isMissing, parseNumber, parsePlainInteger } from "../domain/number-text";
import { shortened } from "../domain/problem";

/** Rows of one block of a growing column; a power of two. */
const BLOCK_ROWS = 1 << 14;
const BLOCK_MASK = BLOCK_ROWS - 1;

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
  readonly #numberBlocks: (Float64Array | null)[] = [];
  readonly #codeBlocks: (Int32Array | null)[] = [];
  #numberBlock: Float64Array | null = null;
  #codeBlock: Int32Array | null = null;
  #dictionary: Map<string, number> | null = new Map();
  #dictionaryLength = 0;
  #textLength = 0;

  constructor(name: string, place: LinePlace) {
    this.name = name;
    this.#place = place;
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
      this.rows++;
    } else {
      if (this.textSamples.length < MAX_LISTED) this.textSamples.push(this.#sample(text));
      const code = this.#codeOf(text);
      this.texts++;
      this.#textLength += text.length;
      this.#startBlocks();
      this.#codeBlock ??= this.#codeBlocks[this.#codeBlocks.length - 1] = new Int32Array(BLOCK_ROWS).fill(MISSING_CODE);
      this.#codeBlock[this.rows & BLOCK_MASK] = code;
      this.rows++;
    }
  }

  #pushNumber(value: number): void {
    this.#startBlocks();
    this.#numberBlock ??= this.#numberBlocks[this.#numberBlocks.length - 1] = new Float64Array(BLOCK_ROWS).fill(NaN);
    this.#numberBlock[this.rows & BLOCK_MASK] = value;
    this.numbers++;
    this.rows++;
  }

  #startBlocks(): void {
    if ((this.rows & BLOCK_MASK) !== 0) return;
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
        if (code !== MISSING_CODE) visit(index * BLOCK_ROWS + at);
      });
    });
  }

  /** The numbers of the rows that are kept, NaN where there is none. */
  takeNumbers(kept: number, leftOut: Uint8Array | null): Float64Array<ArrayBuffer> {
    const values = new Float64Array(kept);
    fillFromBlocks(values, this.#numberBlocks, NaN, this.rows, leftOut);
    return values;
  }

  /** The codes of the rows that are kept, `MISSING_CODE` where the cell is missing or a number. */
  takeCodes(kept: number, leftOut: Uint8Array | null): Int32Array<ArrayBuffer> {
    const codes = new Int32Array(kept);
    fillFromBlocks(codes, this.#codeBlocks, MISSING_CODE, this.rows, leftOut);
    return codes;
  }
}

function fillFromBlocks<T extends Float64Array | Int32Array>(
  target: T,
  blocks: (T | null)[],
  absent: number,
  rows: number,
  leftOut: Uint8Array | null,
): void {
  let to = 0;
  blocks.forEach((block, index) => {
    const start = index * BLOCK_ROWS;
    const length = Math.min(BLOCK_ROWS, rows - start);
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
