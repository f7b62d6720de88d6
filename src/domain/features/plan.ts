/** What is done with a value that is missing, first of all. */
export type MissingSpec =
  | { readonly type: "drop-row" }
  /** Fitted on train. Of numbers only. */
  | { readonly type: "mean" }
  | { readonly type: "median" }
  /** Of text, a category of its own. */
  | { readonly type: "constant"; readonly value: number | string }
  /** The median, and a column of 0 and 1 beside it that says where a value was missing; of text, a category of its own. */
  | { readonly type: "indicator" };

/** Then each number is transformed, in the order of the list. */
export type TransformSpec =
  /** Values outside are set to the limit; a limit that is absent does not limit. */
  | { readonly type: "clip"; readonly low?: number; readonly high?: number }
  /** `log(1 + x)`; a row whose x is -1 or less has no value, which `missing` deals with. */
  | { readonly type: "log1p" }
  /** `sign(x) log(1 + |x|)`. */
  | { readonly type: "symlog" };

/** Then it is encoded: how a column becomes columns of the matrix. */
export type EncodingSpec =
  | { readonly type: "numeric" }
  /** A column for each of the `max` commonest values of train, and one for all others if there are others. */
  | { readonly type: "one-hot"; readonly max: number }
  /** The place of the value among those of train, in the order of numbers or of text; -1 for others. */
  | { readonly type: "ordinal" }
  /** The share of train's rows that have the value; 0 for others. */
  | { readonly type: "frequency" }
  /** 0 for the values named, 1 for all others. */
  | { readonly type: "not-in"; readonly values: readonly string[] }
  /** 0 below the limit, 1 from it on. */
  | { readonly type: "at-least"; readonly limit: number }
  /** 0 for 0, 1 above, 2 below. */
  | { readonly type: "sign" };

/** What is to be done with one column; what is absent is the default for its kind. */
export interface ColumnTreatment {
  readonly column: string;
  readonly missing?: MissingSpec;
  readonly transform?: readonly TransformSpec[];
  readonly encoding?: EncodingSpec;
}

/** The same with nothing left open. */
export type ResolvedTreatment = Required<ColumnTreatment>;

export const SCALER_KINDS = ["standard", "minmax", "robust", "none"] as const;
export type ScalerKind = (typeof SCALER_KINDS)[number];

/** The rows that everything is fitted on. "everything" exists only to show leakage, and is marked wherever it shows. */
export type FitOn = "train" | "everything";
