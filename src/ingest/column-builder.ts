import { parsePlainInteger } from "../domain/number-text";
import { shortened } from "../domain/problem";
import type { ColumnRule } from "../domain/reading";
import type { Dtype, NumericValues } from "../domain/table";
import type { CellRules } from "./cell-rules";
import { CodeBlocks } from "./code-blocks";
import { NumberBlocks } from "./number-blocks";

/** A text column with more distinct values, or longer ones on average, is not kept. */
const MAX_DISTINCT_TEXTS = 1000;
export const MAX_MEAN_TEXT_LENGTH = 200;

/** How many cells of a kind are told one by one. */
export const MAX_LISTED = 20;

/** Codes of cells that hold no text of the dictionary, whose codes count from 0. */
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

/** What a builder has to know of its column and its table. */
export interface BuilderPlan {
  readonly name: string;
  readonly rule: ColumnRule | undefined;
  /** How many columns the table has. */
  readonly columns: number;
  readonly cells: CellRules;
  readonly place: LinePlace;
}

/**
 * One column while its file is read. Unless a rule says so it is not yet known to be numbers or text: numbers go to
 * blocks of numbers, texts to a dictionary, each made only once a cell needs it. The row loop calls {@link push} for
 * every cell of the file, so it makes no objects.
 */
export class ColumnBuilder {
  readonly name: string;
  readonly rule: ColumnRule | undefined;
  rows = 0;
  numbers = 0;
  texts = 0;
  /** Every number so far was written without point or exponent. */
  integersOnly = true;
  unsafeIntegers = 0;
  firstUnsafe: TextSample | null = null;
  /** The range of the whole numbers that a double cannot hold. */
  unsafeRange: { readonly low: bigint; readonly high: bigint } | null = null;
  /** The first few texts, for problems in case the column turns out to be numbers. */
  readonly textSamples: TextSample[] = [];

  readonly #cells: CellRules;
  readonly #place: LinePlace;
  readonly #asText: boolean;
  readonly #skipped: boolean;
  readonly #numberBlocks: NumberBlocks;
  readonly #codeBlocks: CodeBlocks;
  #dictionary: Map<string, number> | null = new Map();
  #dictionaryLength = 0;
  #textLength = 0;

  constructor({ name, rule, columns, cells, place }: BuilderPlan) {
    this.name = name;
    this.rule = rule;
    this.#cells = cells;
    this.#place = place;
    this.#asText = rule?.as === "text";
    this.#skipped = rule?.as === "skip";
    this.#numberBlocks = new NumberBlocks(columns);
    this.#codeBlocks = new CodeBlocks();
  }

  push(text: string): void {
    if (this.#asText || this.#skipped || this.#cells.missingNumbers) {
      this.#pushByRule(text);
      return;
    }
    const integer = parsePlainInteger(text);
    if (integer === integer) this.#pushNumber(integer);
    else this.#pushOther(text);
  }

  #pushByRule(text: string): void {
    if (this.#skipped) this.rows++;
    else if (this.#cells.isMissing(text)) this.#pushMissing();
    else if (this.#asText) this.#pushText(text);
    else {
      const integer = parsePlainInteger(text);
      if (integer === integer) this.#pushNumber(integer);
      else this.#pushOther(text);
    }
  }

  #pushOther(text: string): void {
    const value = this.#cells.parseNumber(text);
    if (value === value) {
      if (!this.#cells.isIntegerText(text)) this.integersOnly = false;
      else if (!Number.isSafeInteger(value)) this.#noteUnsafe(text);
      this.#pushNumber(value);
    } else if (this.#cells.isMissing(text)) this.#pushMissing();
    else this.#pushText(text);
  }

  #pushNumber(value: number): void {
    this.#numberBlocks.push(value);
    this.numbers++;
    this.rows++;
  }

  #pushMissing(): void {
    this.#numberBlocks.skip();
    this.rows++;
  }

  #pushText(text: string): void {
    if (this.textSamples.length < MAX_LISTED) this.textSamples.push(this.#sample(text));
    this.#codeBlocks.set(this.rows, this.#codeOf(text));
    this.texts++;
    this.#textLength += text.length;
    this.#numberBlocks.skip();
    this.rows++;
  }

  #noteUnsafe(text: string): void {
    const value = BigInt(text.trim().replace(/^\+/, ""));
    this.unsafeIntegers++;
    this.firstUnsafe ??= this.#sample(text);
    const { low, high } = this.unsafeRange ?? { low: value, high: value };
    this.unsafeRange = { low: value < low ? value : low, high: value > high ? value : high };
  }

  /**
   * Takes numbers that were read elsewhere.
   * @param values `count` of them, from `from` on, `stride` apart; NaN where a value is missing
   */
  pushNumbers(values: Float64Array, from: number, stride: number, count: number): void {
    this.rows += count;
    if (!this.#skipped) this.numbers += count - this.#numberBlocks.pushAll(values, from, stride, count);
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

  /** Of whole numbers some of which a double cannot hold: the type that pandas gives them. */
  get bigIntegerDtype(): Dtype {
    const { low = 0n, high = 0n } = this.unsafeRange ?? {};
    if (low >= -(2n ** 63n) && high < 2n ** 63n) return "int64";
    return low >= 0n && high < 2n ** 64n && this.#numberBlocks.lowest() >= 0 ? "uint64" : "object";
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
    this.#codeBlocks.forEach(visit);
  }

  /** The numbers of the rows that are kept, NaN where there is none, in the smallest type. To be called once. */
  takeNumbers(kept: number, leftOut: Uint8Array | null): NumericValues {
    return this.#numberBlocks.take(kept, leftOut);
  }

  /** The codes of the rows that are kept, `MISSING_CODE` where the cell is missing or a number. */
  takeCodes(kept: number, leftOut: Uint8Array | null): Int8Array | Int16Array {
    return this.#codeBlocks.take(this.rows, kept, leftOut, this.#dictionary?.size ?? 0);
  }
}

/** Engines let substrings point into the text they were cut from; a copy lets go of that text. */
export function ownCopy(text: string): string {
  return text.length < 13 ? text : text.split("").join("");
}
