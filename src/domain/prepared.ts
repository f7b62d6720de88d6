import type { Problem } from "./problem";
import type { FittedScaler } from "./scaling";
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
  /** Feature columns by name, in the order of the matrix. */
  readonly features: readonly string[];
  readonly scaler: FittedScaler["kind"];
}

/** What came of making matrices. */
export type PrepareOutcome =
  | { readonly status: "prepared"; readonly data: PreparedData }
  | { readonly status: "refused"; readonly problem: Problem };

export interface PreparedData {
  readonly featureNames: readonly string[];
  readonly scaler: FittedScaler;
  readonly splits: PerSplit<PreparedSplit>;
  /** A few raw rows in the order of `featureNames`, before scaling: the model file's golden rows. */
  readonly goldenRows: readonly (readonly number[])[];
  readonly problems: readonly Problem[];
}
