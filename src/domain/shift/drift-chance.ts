import type { DriftMeasures } from "./drift";
import type { EffectMeasure } from "./effect-size";

/** Where one look is taken at two draws from one source, chance exceeds its bound so often. */
const ONCE_IN_A_THOUSAND = 0.001;

/**
 * What chance alone makes of a measure once in a thousand times, in any of so many looks at two draws from one source
 * (Bonferroni: each look is allowed its part of the thousandth). KS: Smirnov 1948. Jensen–Shannon, of values and of their
 * absence: the divergence to base 2 is at most a quarter of the chi-square distance of the shares, which chance makes as large
 * as chi-square times `spread`. Cramér's V: chi-square itself.
 */
export function chanceOf(measure: EffectMeasure, { referenceRows, currentRows, referenceMissing, currentMissing, categories }: DriftMeasures, looks: number): number {
  if (measure === "ks") return kolmogorovChance(referenceRows, currentRows, looks);
  if (measure === "cramersV") return Math.sqrt(chiSquarePoint(categories ?? 0, looks) / (referenceRows + currentRows));
  if (measure === "jsDistance") return Math.sqrt((chiSquarePoint(categories ?? 0, looks) * spread(referenceRows, currentRows)) / 4);
  return Math.sqrt((chiSquarePoint(2, looks) * spread(referenceRows + referenceMissing, currentRows + currentMissing)) / 4);
}

/** The same of the Kolmogorov–Smirnov statistic, by the first term of its limit: sqrt(ln(2 / p) / 2) over the root of the rows. */
export function kolmogorovChance(rows: number, others: number, looks: number): number {
  return Math.sqrt((Math.log((2 * looks) / ONCE_IN_A_THOUSAND) / 2) * spread(rows, others));
}

function spread(rows: number, others: number): number {
  return 1 / rows + 1 / others;
}

/** What chi-square of two rows of so many categories exceeds so seldom, nearly (Wilson and Hilferty 1931). */
export function chiSquarePoint(categories: number, looks: number): number {
  const freedom = categories - 1;
  if (freedom <= 0) return 0;
  const part = 2 / (9 * freedom);
  return freedom * (1 - part + normalPoint(ONCE_IN_A_THOUSAND / looks) * Math.sqrt(part)) ** 3;
}

/** What a standard normal number exceeds with a chance below a half, to 0.0005 (Abramowitz and Stegun 1964, 26.2.23). */
function normalPoint(chance: number): number {
  const t = Math.sqrt(-2 * Math.log(chance));
  return t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
}
