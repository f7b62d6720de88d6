/** Up to 15 digits are exact in a double, and one division by an exact power of ten rounds correctly. */
const MAX_FAST_DIGITS = 15;
const POWERS_OF_TEN = Float64Array.from({ length: MAX_FAST_DIGITS + 1 }, (_, exponent) => 10 ** exponent);

const POINT = 46;
const ZERO = 48;
const NINE = 57;
const PLUS = 43;
const MINUS = 45;

/**
 * Reads a plain whole number of up to 15 digits; NaN for anything else, which {@link parseNumber} may still read.
 * This is the hot path of parsing: it makes no objects.
 */
export function parsePlainInteger(text: string): number {
  const { length } = text;
  const first = text.charCodeAt(0);
  const signed = first === MINUS || first === PLUS ? 1 : 0;
  if (length === signed || length - signed > MAX_FAST_DIGITS) return NaN;
  let value = 0;
  for (let at = signed; at < length; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return first === MINUS ? 0 - value : value;
}

function parsePlainDecimal(text: string): number {
  const { length } = text;
  const first = text.charCodeAt(0);
  const signed = first === MINUS || first === PLUS ? 1 : 0;
  // Leading zeros count as digits here; such numbers merely take the slow path.
  if (length - signed < 2 || length - signed > MAX_FAST_DIGITS + 1) return NaN;
  let value = 0;
  let point = -1;
  for (let at = signed; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code >= ZERO && code <= NINE) value = value * 10 + (code - ZERO);
    else if (code === POINT && point < 0) point = at;
    else return NaN;
  }
  if (point < 0) return NaN;
  const scaled = value / (POWERS_OF_TEN[length - point - 1] ?? NaN);
  return first === MINUS ? -scaled : scaled;
}

const NUMBER = /^[ \t]*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[ \t]*$/;
const INFINITY = /^[ \t]*([+-]?)inf(?:inity)?[ \t]*$/i;
const INTEGER = /^[ \t]*[+-]?\d+[ \t]*$/;

/** A number may start with a digit, a sign, a point, a space, or the i of "inf". */
function mayStartNumber(code: number): boolean {
  return (code >= ZERO && code <= NINE) || (code >= PLUS && code <= POINT) || code === 32 || code === 9 || code === 73 || code === 105;
}

/**
 * The number that pandas would read in a cell, NaN where it would read text: sign, digits, point, exponent, spaces
 * around, and words for infinity. Hexadecimal, `1_000`, `1,000`, and numbers too large for a double are text.
 */
export function parseNumber(text: string): number {
  if (!mayStartNumber(text.charCodeAt(0))) return NaN;
  const plain = parsePlainDecimal(text);
  if (!Number.isNaN(plain)) return plain;
  if (NUMBER.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? value : NaN;
  }
  const infinite = INFINITY.exec(text);
  if (infinite === null) return NaN;
  return infinite[1] === "-" ? -Infinity : Infinity;
}

/** {@link parsePlainInteger}, then {@link parseNumber}: the number a cell holds, NaN where it holds none. */
export function readNumber(text: string): number {
  const integer = parsePlainInteger(text);
  return Number.isNaN(integer) ? parseNumber(text) : integer;
}

/** Whether a number is written without point or exponent, as pandas' int64 demands. */
export function isIntegerText(text: string): boolean {
  return INTEGER.test(text);
}
