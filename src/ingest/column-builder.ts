import { parsePlainInteger } from "../domain/number-text";
import { shortened } from "../domain/problem";
import type { ColumnRule } from "../domain/reading";
import type { NumericValues } from "../domain/table";
import type { CellRules } from "./cell-rules";
import { CodeBlocks } from "./code-blocks";
import { DistinctCounter } from "./distinct-counter";
import { NumberBlocks } from "./number-blocks";

/** A text column with more distinct values, or longer ones on average, is not kept. */
export const MAX_DISTINCT_TEXTS = 1000;
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

/** The row that is being added. */
export interface LinePlace {
  line: number;
  /** Columns of numbers, as it seems, in which the row has text. */
  readonly strays: ColumnBuilder[];
}

/** Text in a column is a stray among numbers while there is little of it. */
const FEW_TEXTS = 100;
const STRAY_SHARE = 0.15;

/** What a builder has to know of its column and its table. */
export interface BuilderPlan {
  readonly name: string;
  readonly rule: ColumnRule | undefined;
  /** How many columns the table has. */
  readonly columns: number;
  readonly cells: CellRules;
  readonly place: LinePlace;
  /** Numbers are kept as they are written, too: it is known that the column is text. */
  readonly written: boolean;
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
  /** The writing of a number was let go which its value may not tell: 007, 1.50, +1. */
  rewritten = false;
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
  /** Plain whole numbers are not always numbers. */
  readonly #ruled: boolean;
  readonly #numberBlocks: NumberBlocks;
  readonly #codeBlocks: CodeBlocks;
  readonly #written: boolean;
  readonly #unsafeCodes: CodeBlocks;
  /** All numbers as they are written, apart from the dictionary, which is for texts. */
  readonly #writings = new Map<string, number>();
  readonly #writingCodes: CodeBlocks;
  #lowUnsafe = Infinity;
  #highUnsafe = -Infinity;
  #dictionary: Map<string, number> | null = new Map();
  /** Counts texts from where the dictionary was given up. */
  #dropped: DistinctCounter | null = null;
  #dictionaryLength = 0;
  #textLength = 0;

  constructor({ name, rule, columns, cells, place, written }: BuilderPlan) {
    this.name = name;
    this.rule = rule;
    this.#cells = cells;
    this.#place = place;
    this.#asText = rule?.as === "text";
    this.#skipped = rule?.as === "skip";
    this.#ruled = this.#asText || this.#skipped || cells.missingNumbers;
    this.#numberBlocks = new NumberBlocks(columns);
    this.#codeBlocks = new CodeBlocks(columns);
    this.#written = written;
    this.#unsafeCodes = new CodeBlocks(columns);
    this.#writingCodes = new CodeBlocks(columns);
  }

  push(text: string): void {
    if (this.#ruled) {
      this.#pushByRule(text);
      return;
    }
    this.#pushValue(text);
  }

  #pushByRule(text: string): void {
    if (this.#skipped) this.rows++;
    else if (this.#cells.isMissing(text)) this.pushMissing();
    else if (this.#asText) this.#pushText(text);
    else this.#pushValue(text);
  }

  #pushValue(text: string): void {
    const integer = parsePlainInteger(text);
    if (integer === integer) {
      if (this.#written || isPadded(text)) this.#noteWriting(text);
      this.#pushNumber(integer);
    } else this.#pushOther(text);
  }

  #pushOther(text: string): void {
    const value = this.#cells.parseNumber(text);
    if (value === value) {
      const whole = this.#cells.isIntegerText(text);
      if (!whole) this.integersOnly = false;
      if (whole && !Number.isSafeInteger(value)) this.#noteUnsafe(text, value);
      else this.#noteWriting(text);
      this.#pushNumber(value);
    } else if (this.#cells.isMissing(text)) this.pushMissing();
    else this.#pushText(text);
  }

  #pushNumber(value: number): void {
    this.#numberBlocks.push(value);
    this.numbers++;
    this.rows++;
  }

  /** Takes a cell that the row does not have. */
  pushMissing(): void {
    this.#numberBlocks.skip();
    this.rows++;
  }

  #pushText(text: string): void {
    if (this.textSamples.length < MAX_LISTED) this.textSamples.push(this.#sample(text));
    this.#codeBlocks.set(this.rows, this.#codeOf(text));
    this.texts++;
    this.#textLength += text.length;
    if (!this.#asText && (this.texts <= FEW_TEXTS || this.texts <= STRAY_SHARE * (this.numbers + this.texts))) this.#place.strays.push(this);
    this.#numberBlocks.skip();
    this.rows++;
  }

  #noteWriting(text: string): void {
    if (!this.#written) this.rewritten = true;
    else if (this.#writings.size <= MAX_DISTINCT_TEXTS) {
      const code = this.#writings.get(text) ?? this.#writings.size;
      if (code === this.#writings.size) this.#writings.set(ownCopy(text), code);
      this.#writingCodes.set(this.rows, code);
    }
  }

  /** Its digits are kept as text, in case the column is better read so. */
  #noteUnsafe(text: string, value: number): void {
    const digits = text.trim();
    this.unsafeIntegers++;
    this.firstUnsafe ??= this.#sample(digits);
    this.#unsafeCodes.set(this.rows, this.#codeOf(digits));
    if (this.unsafeRange === null || value <= this.#lowUnsafe || value >= this.#highUnsafe) this.#widenUnsafe(digits, value);
  }

  #widenUnsafe(digits: string, value: number): void {
    const exact = BigInt(digits.replace(/^\+/, ""));
    const { low, high } = this.unsafeRange ?? { low: exact, high: exact };
    this.unsafeRange = { low: exact < low ? exact : low, high: exact > high ? exact : high };
    this.#lowUnsafe = Math.min(this.#lowUnsafe, value);
    this.#highUnsafe = Math.max(this.#highUnsafe, value);
  }

  /**
   * Takes numbers that were read elsewhere.
   * @param values `count` of them, from `from` on; NaN where a value is missing, as `missing` of them are
   */
  pushNumbers(values: Float64Array, from: number, count: number, missing: number): void {
    this.rows += count;
    if (this.#skipped) return;
    this.numbers += count - missing;
    if (count > missing) this.rewritten = true;
    this.#numberBlocks.pushAll(values, from, count);
  }

  #codeOf(text: string): number {
    if (this.#dictionary === null) {
      this.#dropped?.add(text);
      return DROPPED_TEXT_CODE;
    }
    const known = this.#dictionary.get(text);
    if (known !== undefined) return known;
    const code = this.#dictionary.size;
    this.#dictionaryLength += text.length;
    const full = code === MAX_DISTINCT_TEXTS || this.#dictionaryLength > MAX_DISTINCT_TEXTS * MAX_MEAN_TEXT_LENGTH * 4;
    if (full) {
      this.#dropped = new DistinctCounter();
      for (const each of this.#dictionary.keys()) this.#dropped.add(each);
      this.#dropped.add(text);
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

  /** About how many different texts there are, whether they were kept or not. */
  get distinctTexts(): number {
    return this.#dictionary?.size ?? this.#dropped?.estimate() ?? 0;
  }

  /** Calls back for every cell that is text. */
  forEachText(visit: (row: number) => void): void {
    this.#codeBlocks.forEach(visit);
  }

  /** The numbers of the rows that are kept, NaN where there is none, in the smallest type. To be called once. */
  takeNumbers(kept: number, leftOut: Uint8Array | null): NumericValues {
    return this.#numberBlocks.take(this.rows, kept, leftOut);
  }

  /**
   * The codes of the rows that are kept, `MISSING_CODE` where the cell is missing or a number, but for whole numbers
   * that a double cannot hold. The array has room for codes of `texts` texts. To be called once.
   */
  takeCodes(kept: number, leftOut: Uint8Array | null, texts: number): Int8Array | Int16Array {
    const codes = this.#codeBlocks.take(this.rows, kept, leftOut, texts);
    if (this.unsafeIntegers === 0) return codes;
    const unsafe = this.#unsafeCodes.take(this.rows, kept, leftOut, texts);
    for (let row = 0; row < unsafe.length; row++) {
      if (unsafe[row] !== MISSING_CODE) codes[row] = unsafe[row] ?? MISSING_CODE;
    }
    return codes;
  }

  /**
   * How the number of a row is written, by the row's place among those that are kept; undefined where that is what its
   * value is written as, or nothing is known of it. To be called once.
   */
  takeWritings(kept: number, leftOut: Uint8Array | null): (row: number) => string | undefined {
    if (!this.#written) return () => undefined;
    const texts = [...this.#writings.keys()];
    const codes = this.#writingCodes.take(this.rows, kept, leftOut, MAX_DISTINCT_TEXTS);
    return (row) => texts[codes[row] ?? MISSING_CODE];
  }
}

const ZERO = 48;
const ONE = 49;
const MINUS = 45;

/** Whether a plain whole number is not written as its value would be: with a plus, or zeros before it. */
function isPadded(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first >= ONE || text.length === 1) return false;
  return first !== MINUS || text.charCodeAt(1) === ZERO;
}

/** Engines let substrings point into the text they were cut from; a copy lets go of that text. */
export function ownCopy(text: string): string {
  return text.length < 13 ? text : text.split("").join("");
}
