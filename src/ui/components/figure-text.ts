import type { Interval } from "../../domain/metrics/wilson";

const DIGITS = 4;
/** Of a log loss, which can be in the tens. */
const DIGITS_ABOVE_TEN = 2;
/** More than a share of millions of rows can need. */
const MOST_DIGITS = 8;

/**
 * A figure with four decimals. What is not 0 or 1 is never rounded to them: small numbers become "3.1e-5", and one that
 * is almost 1 gets the decimals that tell it apart.
 */
export function figureText(value: number): string {
  if (Number.isInteger(value)) return signed(String(value));
  if (Math.abs(value) < 1e-4) return signed(value.toExponential(1));
  if (Math.abs(value) >= 10) return signed(value.toFixed(DIGITS_ABOVE_TEN));
  for (let digits = DIGITS; digits <= MOST_DIGITS; digits++) {
    const text = value.toFixed(digits);
    if (Math.abs(Number(text)) !== 1) return signed(text);
  }
  return signed(value.toPrecision(12));
}

/** "0.9121 to 0.9410" */
export function intervalText({ low, high }: Interval): string {
  return `${figureText(low)} to ${figureText(high)}`;
}

/** With its sign: "+0.0123", "−0.0123"; "0" where nothing changed. */
export function differenceText(change: number): string {
  return change > 0 ? `+${figureText(change)}` : figureText(change);
}

/** A hyphen is narrower than a digit, a minus is as wide. */
function signed(text: string): string {
  return text.replace(/^-/, "−");
}
