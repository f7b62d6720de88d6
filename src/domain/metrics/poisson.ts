import type { Random } from "../random";

const TWO_32 = 2 ** 32;
/** Below it a table is short; the other method needs at least this much. */
const LARGE_MEAN = 10;

/**
 * A table for `drawByTable`: entry k is the chance of at most k times 2^32. Chances below 2^-32 are left out.
 * @param mean below about 700, where the chance of 0 is still a number
 */
export function poissonTable(mean: number): Float64Array {
  const table: number[] = [];
  let chance = Math.exp(-mean);
  let below = 0;
  for (let k = 0; ; k++) {
    below += chance;
    const last = k > mean && chance * TWO_32 < 0.5;
    table.push(last ? TWO_32 : below * TWO_32);
    if (last) return Float64Array.from(table);
    chance *= mean / (k + 1);
  }
}

/** A draw from the Poisson distribution of the table, by inversion of one 32-bit number. */
export function drawByTable(table: Float64Array, draw: number): number {
  let k = 0;
  while (draw >= table[k]!) k++;
  return k;
}

/** Whether `drawLargePoisson` can be used. */
export function isLargeMean(mean: number): boolean {
  return mean >= LARGE_MEAN;
}

/** A draw from the Poisson distribution with a mean of at least 10, by transformed rejection (PTRS, Hörmann 1993). */
export function drawLargePoisson(mean: number, random: Random): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const sure = 0.9277 - 3.6224 / (b - 2);
  const logMean = Math.log(mean);
  for (;;) {
    const u = random.uniform() - 0.5;
    const v = random.uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= sure) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    if (Math.log((v * inverseAlpha) / (a / (us * us) + b)) <= k * logMean - mean - logFactorial(k)) return k;
  }
}

/** `ln(k!)`, by Stirling's series from 10 on. */
function logFactorial(k: number): number {
  if (k < 10) {
    let product = 1;
    for (let factor = 2; factor <= k; factor++) product *= factor;
    return Math.log(product);
  }
  const inverse = 1 / k;
  const square = inverse * inverse;
  return (k + 0.5) * Math.log(k) - k + 0.5 * Math.log(2 * Math.PI) + inverse * (1 / 12 - square * (1 / 360 - square / 1260));
}
