/** Powers of ten that float64 holds exactly. */
const POWERS = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** Nine digits tell any two float32 apart. */
const MAX_DIGITS = 9;

/**
 * The shortest decimal that reads back to the same float32, as JSON text: `Math.fround(Number(text))` is `value`.
 * @param value a finite float32.
 */
export function float32Text(value: number): string {
  // Plain "-0" reads as the integer 0 in Python.
  if (Object.is(value, -0)) return "-0.0";
  const exponent = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  // Most weights need 7 to 9 digits, and what reads back with fewer digits does so with more.
  const fewest = Math.fround(rounded(value, 6, 5 - exponent)) === value ? 1 : 7;
  for (let digits = fewest; digits <= MAX_DIGITS; digits++) {
    const candidate = rounded(value, digits, digits - 1 - exponent);
    if (Math.fround(candidate) === value) return String(candidate);
  }
  return String(Number(value.toPrecision(MAX_DIGITS)));
}

/** `value` to `digits` digits, `places` of them after the point, as the float64 that the decimal reads as. */
function rounded(value: number, digits: number, places: number): number {
  const power = POWERS[places];
  // One division of two exact numbers is correctly rounded, as reading the decimal is, and much faster.
  if (power !== undefined) return Math.round(value * power) / power;
  return Number(value.toPrecision(digits));
}
