import type { FitOn, MissingSpec, ScalerKind, TransformSpec } from "./plan";

/** A cell of a raw row: null where it is missing. */
export type RawCell = number | string | null;

/** An encoding with what was learned from the fitted rows. */
export type FittedEncoding =
  | { readonly type: "numeric" }
  /** 1 where a value was missing. */
  | { readonly type: "missing" }
  /** 1 for this category. */
  | { readonly type: "one-hot"; readonly category: string }
  /** 1 for every value but these. */
  | { readonly type: "one-hot-other"; readonly categories: readonly string[] }
  | { readonly type: "ordinal"; readonly categories: readonly string[] }
  | { readonly type: "frequency"; readonly categories: readonly string[]; readonly shares: readonly number[] }
  | { readonly type: "not-in"; readonly values: readonly string[] }
  | { readonly type: "at-least"; readonly limit: number }
  | { readonly type: "sign" };

/** What was measured of a column of the matrix before it was scaled, in float64. Population variance (divides by n). */
export interface FittedStatistics {
  readonly mean: number;
  readonly variance: number;
  readonly min: number;
  readonly max: number;
  /** Quartiles only where the scaler needs them. */
  readonly median: number | null;
  readonly interquartileRange: number | null;
}

/** One column of the matrix, with all that makes it from a raw cell: missing, transform, encode, scale. */
export interface FittedFeature {
  /** Its name in the matrix: the column's own, or "column=value", "column (other)", "column is missing". */
  readonly name: string;
  /** The column of the data. */
  readonly source: string;
  readonly missing: MissingSpec["type"];
  /** What a missing cell is taken for; null where its row is left out. */
  readonly fill: number | string | null;
  readonly transform: readonly TransformSpec[];
  readonly encoding: FittedEncoding;
  /** `z = (x - center) / scale`. */
  readonly center: number;
  readonly scale: number;
  readonly constant: boolean;
  readonly statistics: FittedStatistics;
}

export interface FittedFeatures {
  readonly scaler: ScalerKind;
  readonly fitOn: FitOn;
  /** In the order of the matrix. */
  readonly columns: readonly FittedFeature[];
}
