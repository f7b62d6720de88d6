import { parsePlainInteger } from "../domain/number-text";
import type { CellRules } from "./cell-rules";
import { HIGH_DIGITS, longDecimal, MAX_EXACT_POWER, MAX_LOW_DIGITS, POWERS_OF_TEN } from "./long-decimal";

export const LINE_FEED = 10;
export const CARRIAGE_RETURN = 13;
const PLUS = 43;
export const MINUS = 45;
export const ZERO = 48;
const QUOTE = 34;
const FIRST_BEYOND_ASCII = 128;
const SMALL_E = 101;

/** Whole numbers below it are all doubles, and a sum of digits that stays below it was never rounded. */
const EXACT_BELOW = 2 ** 53;
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
  readonly #point: number;
  readonly #cells: CellRules;

  /** @param cells whose decimal sign is not the delimiter */
  constructor(delimiter: number, cells: CellRules) {
    this.#delimiter = delimiter;
    this.#point = cells.decimal.charCodeAt(0);
    this.#cells = cells;
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
    let places = 0;
    const point = bytes[at] === this.#point;
    if (point) {
      const placesAt = ++at;
      while ((digit = (bytes[at] ?? 0) ^ ZERO) <= 9) {
        mantissa = mantissa * 10 + digit;
        at++;
      }
      places = at - placesAt;
      digits += places;
    }
    this.whole = !point;
    this.end = at;
    if (((bytes[at] ?? 0) | 32) === SMALL_E) places -= this.#readExponent(bytes);
    if (digits === 0 || !this.#endsAt(bytes, this.end)) return this.#readText(bytes, start);
    const size = mantissa < EXACT_BELOW ? scaled(mantissa, places) : point ? longNumber(bytes, digitsAt, places, this.#point) : NaN;
    if (size !== size) return this.#readText(bytes, start);
    this.value = first !== MINUS ? size : this.whole && digits <= MAX_PLAIN_DIGITS ? 0 - size : -size;
    return true;
  }

  /** Reads the exponent whose letter is at the end of what is read, and moves the end after it; NaN without digits. */
  #readExponent(bytes: Uint8Array): number {
    let at = this.end + 1;
    const negative = bytes[at] === MINUS;
    if (negative || bytes[at] === PLUS) at++;
    const digitsAt = at;
    let exponent = 0;
    let digit: number;
    while ((digit = (bytes[at] ?? 0) ^ ZERO) <= 9) {
      exponent = exponent * 10 + digit;
      at++;
    }
    this.whole = false;
    this.end = at;
    if (at === digitsAt) return NaN;
    return negative ? -exponent : exponent;
  }

  #endsAt(bytes: Uint8Array, at: number): boolean {
    const byte = bytes[at];
    return byte === this.#delimiter || byte === LINE_FEED || (byte === CARRIAGE_RETURN && bytes[at + 1] === LINE_FEED);
  }

  /**
   * Empty cells, words for missing values and infinity, spaces around numbers, numbers of very many digits. Quotes and
   * bytes outside ASCII are papaparse's.
   */
  #readText(bytes: Uint8Array, start: number): boolean {
    let text = "";
    let at = start;
    for (; !this.#endsAt(bytes, at); at++) {
      const byte = bytes[at] ?? 0;
      if (byte === QUOTE || byte >= FIRST_BEYOND_ASCII || at - start === MAX_CELL) return false;
      text += String.fromCharCode(byte);
    }
    this.end = at;
    const integer = parsePlainInteger(text);
    this.value = Number.isNaN(integer) ? this.#cells.parseNumber(text) : integer;
    if (Number.isNaN(this.value)) {
      this.whole = true;
      return this.#cells.isMissing(text);
    }
    this.whole = this.#cells.isIntegerText(text);
    return !this.whole || Number.isSafeInteger(this.value);
  }
}

/** `mantissa / 10^places` where that rounds only once, else NaN. */
function scaled(mantissa: number, places: number): number {
  return places < 0 ? mantissa * (POWERS_OF_TEN[-places] ?? NaN) : mantissa / (POWERS_OF_TEN[places] ?? NaN);
}

/** The number whose digits, a point among them, begin at `from`, over 10^`places`; NaN where it takes more to say. */
function longNumber(bytes: Uint8Array, from: number, places: number, point: number): number {
  if (!(places >= 0 && places <= MAX_EXACT_POWER)) return NaN;
  let high = 0;
  let low = 0;
  let digits = 0;
  for (let at = from; ; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === point) continue;
    const digit = byte ^ ZERO;
    if (digit > 9) break;
    if (digits === 0 && digit === 0) continue;
    if (digits < HIGH_DIGITS) high = high * 10 + digit;
    else low = low * 10 + digit;
    digits++;
  }
  const lowDigits = digits - HIGH_DIGITS;
  return lowDigits > MAX_LOW_DIGITS ? NaN : longDecimal(high, low, lowDigits, places);
}
