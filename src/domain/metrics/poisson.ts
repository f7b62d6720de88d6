import type { Random } from "../random";

const TWO_32 = 2 ** 32;
/** Below it a table is short; the other method needs at least this much. */
const LARGE_MEAN = 10;

/** The leading bits of a draw that settle most draws, and how many values they have. */
export const QUICK_SHIFT = 20;
export const QUICK_VALUES = 2 ** (32 - QUICK_SHIFT);
export const UNSETTLED = 255;

/** For draws from one Poisson distribution by inversion of a 32-bit number. */
export interface PoissonTable {
  /** Entry k is the chance of at most k, times 2^32. */
  readonly ends: Float64Array;
  /** What the leading bits of a number lead to, or `UNSETTLED`: without it, three in four draws mislead the processor. */
  readonly quick: Uint8Array;
}

/** Chances below 2^-32 are left out. @param mean below 10, or so: above 100 the answers do not fit a byte */
export function poissonTable(mean: number): PoissonTable {
  const ends = Float64Array.from(cumulativeChances(mean), (chance) => chance * TWO_32);
  const quick = Uint8Array.from({ length: QUICK_VALUES }, (_, leading) => {
    const least = leading * 2 ** QUICK_SHIFT;
    const k = invert(ends, least);
    return invert(ends, least + 2 ** QUICK_SHIFT - 1) === k ? k : UNSETTLED;
  });
  return { ends, quick };
}

/** The chances of at most 0, 1, 2, …; the last is 1. */
function cumulativeChances(mean: number): number[] {
  const cumulative: number[] = [];
  let chance = Math.exp(-mean);
  let below = 0;
  for (let k = 0; ; k++) {
    below += chance;
    if (k > mean && chance * TWO_32 < 0.5) return [...cumulative, 1];
    cumulative.push(below);
    chance *= mean / (k + 1);
  }
}

/** A draw by searching the ends. @param draw from 0 to 2^32 - 1 */
export function invert(ends: Float64Array, draw: number): number {
  let k = 0;
  while (draw >= ends[k]!) k++;
  return k;
}

/** A draw from the distribution of the table. @param draw from 0 to 2^32 - 1 */
export function drawByTable({ ends, quick }: PoissonTable, draw: number): number {
  const k = quick[draw >>> QUICK_SHIFT]!;
  return k === UNSETTLED ? invert(ends, draw) : k;
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
