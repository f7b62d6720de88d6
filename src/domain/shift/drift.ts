import type { Against } from "./against";

/**
 * How the values of one column differ between rows of train (the reference) and rows of another split. A measure that is
 * not defined for the kind of column, or for want of rows on either side, is null.
 */
export interface DriftMeasures {
  /** Rows with a value. */
  readonly referenceRows: number;
  readonly currentRows: number;
  /** Rows without one: the cell is missing, or no finite number. */
  readonly referenceMissing: number;
  readonly currentMissing: number;
  /** Kolmogorov–Smirnov statistic, 0 to 1; numbers only. */
  readonly ks: number | null;
  /** In standard deviations of the column in all of train (1 where that is 0); numbers only. */
  readonly wasserstein: number | null;
  /** Jensen–Shannon distance to base 2, 0 to 1: of numbers over 20 equal bins, of categories over their shares. */
  readonly jsDistance: number | null;
  /** Population stability index: of numbers over tenths of the reference. */
  readonly psi: number | null;
  /** Categories only, as is all that follows. */
  readonly chiSquare: number | null;
  /** Null where both sides have one and the same single value. Falls where one side has far more rows than the other. */
  readonly cramersV: number | null;
  /** Share of the current rows whose value train (of the same rows: all, or of one class) never had. */
  readonly unseenShare: number | null;
  /** How many different values the two sides have. */
  readonly categories: number | null;
}

/** Of one feature column of the data, as it stands in the files, over the rows that the matrices are of. */
export interface FeatureDrift {
  readonly name: string;
  /** A column of text, or of numbers that is encoded value by value (one-hot, ordinal, frequency), is of categories. */
  readonly kind: "number" | "category";
  readonly against: Against;
  readonly all: DriftMeasures;
  /** Null where either side has no row of the class. */
  readonly withinPositive: DriftMeasures | null;
  readonly withinNegative: DriftMeasures | null;
}

/** Every feature against validation, then against test, each in the order of the features. */
export type DriftAnswer = readonly FeatureDrift[];
