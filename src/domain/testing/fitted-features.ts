import type { FittedFeature, FittedFeatures } from "../features/fitted";

/** A column of numbers as StandardScaler fits it, for tests. */
export function standardFeature(name: string, mean: number, scale: number, more: Partial<FittedFeature> = {}): FittedFeature {
  const variance = more.constant === true ? 0 : scale * scale;
  return {
    name,
    source: name,
    missing: "drop-row",
    fill: null,
    transform: [],
    encoding: { type: "numeric" },
    center: mean,
    scale,
    constant: false,
    statistics: { mean, variance, min: mean - scale, max: mean + scale, median: null, interquartileRange: null },
    ...more,
  };
}

export function standardFeatures(columns: readonly FittedFeature[]): FittedFeatures {
  return { scaler: "standard", fitOn: "train", columns };
}
