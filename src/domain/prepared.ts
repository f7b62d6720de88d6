import type { FittedFeatures, RawCell } from "./features/fitted";
import type { FitOn, ResolvedTreatment, ScalerKind } from "./features/plan";
import type { Problem } from "./problem";
import type { PerSplit } from "./split";

/** One split, ready for training. */
export interface PreparedSplit {
  readonly rows: number;
  /** `[rows, features]`, row-major, scaled in float64 and rounded to float32 once. */
  readonly x: Float32Array<ArrayBuffer>;
  /** `[rows]`, 1 for a positive row, else 0. */
  readonly y: Uint8Array<ArrayBuffer>;
  readonly positives: number;
}

/** Which values of which column are the positive class. Values are compared as text; `"1"` also matches `1.0`. */
export type LabelSpec =
  | { readonly column: string; readonly positive: readonly string[] }
  | { readonly column: string; readonly negative: readonly string[] };

/** A label as far as somebody has said; the rest is guessed from the data. Of the two lists at most one is given. */
export interface LabelWish {
  readonly column?: string;
  readonly positive?: readonly string[];
  readonly negative?: readonly string[];
}

/** What the matrix is made from; the part of a run's configuration that concerns data. */
export interface PreparationSpec {
  readonly label: LabelSpec;
  /** The feature columns in order, each with what is done to it: missing, transform, encode, scale. */
  readonly features: readonly ResolvedTreatment[];
  readonly scaler: ScalerKind;
  readonly fitOn: FitOn;
}

/** What came of making matrices. */
export type PrepareOutcome =
  | { readonly status: "prepared"; readonly data: PreparedData }
  | { readonly status: "refused"; readonly problem: Problem };

export interface PreparedData {
  readonly fitted: FittedFeatures;
  readonly splits: PerSplit<PreparedSplit>;
  /** A few raw rows, a cell for each column of the matrix (that of its source): the model file's golden rows. */
  readonly goldenRows: readonly (readonly RawCell[])[];
  readonly preview: PerSplit<MatrixPreview>;
  /** Rows with a category that the fitted rows do not have, by source column; columns without any are absent. */
  readonly unseen: readonly UnseenCategories[];
  readonly problems: readonly Problem[];
}

/** The first rows of a matrix, and the spread of its columns. */
export interface MatrixPreview {
  /** At most ten rows, as the net sees them. */
  readonly rows: readonly (readonly number[])[];
  /** Standard deviation of each column of the matrix (divides by n). */
  readonly std: readonly number[];
}

export interface UnseenCategories {
  readonly column: string;
  /** Rows that have one. */
  readonly rows: PerSplit<number>;
  /** A few of them, the most frequent first. */
  readonly examples: readonly string[];
}
