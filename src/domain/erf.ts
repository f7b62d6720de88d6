/** From here on the continued fraction needs fewer terms than the series, and keeps the digits of small tails. */
const SERIES_END = 2.5;
/** Enough for the last bit at `SERIES_END`, where both converge slowest. */
const FRACTION_TERMS = 60;

/** The error function in float64: `2 / sqrt(pi)` times the integral of `exp(-t^2)` from 0 to `x`. */
export function erf(x: number): number {
  if (Math.abs(x) < SERIES_END) return series(x);
  return x > 0 ? 1 - tail(x) : tail(-x) - 1;
}

/** `1 - erf(x)`, without the loss of digits that the subtraction would bring where erf is near 1. */
export function erfc(x: number): number {
  if (x >= SERIES_END) return tail(x);
  return 1 - erf(x);
}

/** `2 / sqrt(pi) * exp(-x^2) * sum of 2^n x^(2n+1) / (2n+1)!!` (Abramowitz and Stegun 7.1.6): no term cancels another. */
function series(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > Math.abs(sum) * Number.EPSILON; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** erfc of a large `x` by its continued fraction (Abramowitz and Stegun 7.1.14), from the last term inwards. */
function tail(x: number): number {
  let fraction = 0;
  for (let n = FRACTION_TERMS; n >= 1; n--) fraction = n / 2 / (x + fraction);
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * (x + fraction));
}
