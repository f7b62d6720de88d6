/** 10^22 is the largest power of ten that is a double: one multiplication or division by it rounds correctly. */
export const MAX_EXACT_POWER = 22;
export const POWERS_OF_TEN = Float64Array.from({ length: MAX_EXACT_POWER + 1 }, (_, exponent) => 10 ** exponent);

/** A double holds any number of so many digits. */
export const HIGH_DIGITS = 15;
export const MAX_LOW_DIGITS = 4;

/** 2^27 + 1 splits a double into two halves of 26 bits, whose products are exact (Veltkamp). */
const SPLITTER = 134_217_729;
/** Four units in the last place: more than twice what the second part of a quotient can be wrong by. */
const MARGIN = 2 ** -50;

/** What `product`, the rounded `a × b`, lacks of it: exact where nothing over- or underflows (Dekker 1971). */
function lostInProduct(a: number, b: number, product: number): number {
  const aHigh = SPLITTER * a - (SPLITTER * a - a);
  const bHigh = SPLITTER * b - (SPLITTER * b - b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/**
 * The double nearest to `(high × 10^lowDigits + low) / 10^places`, for numbers of 16 to 19 digits, such as those that
 * print a double in full. The quotient is worked out as a sum of two doubles, 2^-100 from the truth; where that is too
 * near to the middle between two doubles to say which is nearer, the result is NaN.
 *
 * @param high the first 15 digits, the first of them not 0
 * @param low the 1 to 4 digits after them
 * @param places 0 to 22
 */
export function longDecimal(high: number, low: number, lowDigits: number, places: number): number {
  const scale = POWERS_OF_TEN[lowDigits] ?? NaN;
  const divisor = POWERS_OF_TEN[places] ?? NaN;
  const product = high * scale;
  const rest = lostInProduct(high, scale, product) + low;
  const digits = product + rest;
  const digitsLow = rest - (digits - product);

  const quotient = digits / divisor;
  const back = quotient * divisor;
  // A remainder is a double itself, so only the last sum and the division round.
  const remainder = digits - back - lostInProduct(quotient, divisor, back) + digitsLow;
  const correction = remainder / divisor;
  const margin = Math.abs(correction) * MARGIN;
  const least = quotient + (correction - margin);
  return least === quotient + (correction + margin) ? least : NaN;
}
