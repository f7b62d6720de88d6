import { isIntegerText, isMissing, readNumber } from "../domain/number-text";

export const LINE_FEED = 10;
export const CARRIAGE_RETURN = 13;
const PLUS = 43;
export const MINUS = 45;
export const ZERO = 48;
const QUOTE = 34;
const POINT = 46;
const SMALL_E = 101;
const FIRST_OUTSIDE_ASCII = 128;

/** Whole numbers below it are all doubles, and a sum of digits that stays below it was never rounded. */
const EXACT_BELOW = 2 ** 53;
/** 10^22 is the largest power of ten that is a double: one multiplication or division by it rounds correctly. */
const MAX_EXACT_POWER = 22;
const POWERS_OF_TEN = Float64Array.from({ length: MAX_EXACT_POWER + 1 }, (_, exponent) => 10 ** exponent);
/** A minus before zeros of up to so many digits is dropped, as `parsePlainInteger` does. */
const MAX_PLAIN_DIGITS = 15;
/** No number and no word for a missing value is longer, but for some with very many digits. */
const MAX_CELL = 64;

/**
 * Reads one cell of unquoted ASCII, the way `ColumnBuilder.push` reads its text: the same number bit for bit (Clinger's
 * fast path where it is exact, else by way of text), or a missing value. Anything else it refuses.
 */
export class CellReader {
  /** The number of the last cell, NaN where it is missing. */
  value = NaN;
  /** The last cell was a number without point or exponent, or missing. */
  whole = true;
  /** Where the last cell ends: at a delimiter, a line feed, or a carriage return before a line feed. */
  end = 0;
  readonly #delimiter: number;

  constructor(delimiter: number) {
    this.#delimiter = delimiter;
  }

  /**
   * @param bytes hold a line feed at or after `start`
   * @returns false where papaparse, and more thought, are needed: quotes, text, letters outside ASCII, whole numbers
   * beyond 2^53. The fields are then of no meaning.
   */
  read(bytes: Uint8Array, start: number): boolean {
    let at = start;
    const first = bytes[at] ?? 0;
    if (first === MINUS || first === PLUS) at++;
    const digitsAt = at;
    let mantissa = 0;
    let digit: number;
    while ((digit = (bytes[at] ?? 0) ^ ZERO) <= 9) {
      mantissa = mantissa * 10 + digit;
      at++;
    }
    let digits = at - digitsAt;
    let power = 0;
    const point = bytes[at] === POINT;
    if (point) {
      const placesAt = ++at;
      while ((digit = (bytes[at] ?? 0) ^ ZERO) <= 9) {
        mantissa = mantissa * 10 + digit;
        at++;
      }
      power = placesAt - at;
      digits -= power;
    }
    const exponential = ((bytes[at] ?? 0) | 32) === SMALL_E;
    if (exponential) {
      const negative = bytes[++at] === MINUS;
      if (negative || bytes[at] === PLUS) at++;
      const exponentAt = at;
      let exponent = 0;
      while ((digit = (bytes[at] ?? 0) ^ ZERO) <= 9) {
        exponent = exponent * 10 + digit;
        at++;
      }
      if (at === exponentAt) return false;
      power += negative ? -exponent : exponent;
    }
    const exact = mantissa < EXACT_BELOW && power >= -MAX_EXACT_POWER && power <= MAX_EXACT_POWER;
    if (digits === 0 || !exact || !this.#endsAt(bytes, at)) return this.#readText(bytes, start);
    const size = power < 0 ? mantissa / (POWERS_OF_TEN[-power] ?? 0) : mantissa * (POWERS_OF_TEN[power] ?? 0);
    this.whole = !point && !exponential;
    this.value = first !== MINUS ? size : this.whole && digits <= MAX_PLAIN_DIGITS ? 0 - size : -size;
    this.end = at;
    return true;
  }

  #endsAt(bytes: Uint8Array, at: number): boolean {
    const byte = bytes[at];
    return byte === this.#delimiter || byte === LINE_FEED || (byte === CARRIAGE_RETURN && bytes[at + 1] === LINE_FEED);
  }

  /** Empty cells, words for missing values and infinity, spaces around numbers, numbers of very many digits. */
  #readText(bytes: Uint8Array, start: number): boolean {
    let text = "";
    let at = start;
    for (; !this.#endsAt(bytes, at); at++) {
      const byte = bytes[at] ?? QUOTE;
      if (byte === QUOTE || byte === CARRIAGE_RETURN || byte >= FIRST_OUTSIDE_ASCII || at - start === MAX_CELL) return false;
      text += String.fromCharCode(byte);
    }
    this.end = at;
    this.value = readNumber(text);
    if (Number.isNaN(this.value)) {
      this.whole = true;
      return isMissing(text);
    }
    this.whole = isIntegerText(text);
    return !this.whole || Number.isSafeInteger(this.value);
  }
}
