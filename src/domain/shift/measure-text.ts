import { formatCount, formatPrevalence } from "../format";
import type { DriftMeasures } from "./drift";

/** The measures of drift, in the order in which they are shown. */
export const DRIFT_MEASURES = ["ks", "wasserstein", "jsDistance", "psi", "chiSquare", "cramersV", "unseenShare"] as const satisfies readonly (keyof DriftMeasures)[];

export type DriftMeasure = (typeof DRIFT_MEASURES)[number];

export const MEASURE_TITLES: Readonly<Record<DriftMeasure, string>> = {
  ks: "KS",
  wasserstein: "Wasserstein",
  jsDistance: "Jensen–Shannon",
  psi: "PSI",
  chiSquare: "Chi-square",
  cramersV: "Cramér's V",
  unseenShare: "Unseen",
};

/** A measure in few characters; 0 only where it is exactly that, a dash where it is undefined. */
export function measureText(measure: DriftMeasure, value: number | null): string {
  if (value === null) return "–";
  if (measure === "unseenShare") return formatPrevalence(value);
  return measure === "chiSquare" && value >= 10 ? formatCount(Math.round(value)) : distanceText(value);
}

const LEAST = 0.0005;

/** A distance or an index in three decimals. */
export function distanceText(value: number): string {
  if (value === 0) return "0";
  return value < LEAST ? "< 0.001" : value.toFixed(3);
}
