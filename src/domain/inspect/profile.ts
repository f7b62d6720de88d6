import type { PerSplit, Split } from "../split";
import type { Column, Dtype, ValueCount } from "../table";

/** As `DataFrame.describe()`: std divides by n - 1, quartiles interpolate linearly; NaN where undefined. */
export interface NumericStatistics {
  readonly count: number;
  readonly mean: number;
  readonly std: number;
  readonly min: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  readonly max: number;
  readonly infinite: number;
}

/** One column of one split. */
export interface ColumnProfile {
  readonly name: string;
  readonly kind: Column["kind"];
  readonly dtype: Dtype;
  readonly nonNull: number;
  readonly missing: number;
  /** Distinct values, missing ones not counted; null for text that was not kept. */
  readonly unique: number | null;
  /** Of text that was not kept, about how many distinct values it has, where that was counted; null for all others. */
  readonly uniqueAbout: number | null;
  /** As pandas counts: 8 bytes a value, 1 for bool. */
  readonly memoryBytes: number;
  /** What the column takes here. */
  readonly heldBytes: number;
  /** Of numbers only; as float64 where they are kept as text, because a float64 does not hold each of them. */
  readonly statistics: NumericStatistics | null;
  /** The most frequent values as text, at most five. */
  readonly top: readonly ValueCount[];
}

export type Histogram =
  | {
      readonly kind: "numeric";
      readonly column: string;
      readonly scale: AxisScale;
      /** One more than there are bins, ascending; the last bin takes its upper edge. */
      readonly edges: readonly number[];
      readonly counts: Partial<PerSplit<readonly number[]>>;
    }
  | {
      readonly kind: "categories";
      readonly column: string;
      /** The commonest values over all splits, and what is left as the last where there is more. */
      readonly categories: readonly string[];
      readonly counts: Partial<PerSplit<readonly number[]>>;
    };

export type AxisScale = "linear" | "log" | "symlog";

export interface Correlation {
  readonly split: Split;
  readonly columns: readonly string[];
  /** `[columns, columns]`, row-major, Pearson on pairwise complete rows; NaN where undefined. */
  readonly matrix: Float64Array<ArrayBuffer>;
}

export interface Duplicates {
  /** Rows that repeat an earlier row of their split, as `DataFrame.duplicated().sum()`. */
  readonly within: Partial<PerSplit<number>>;
  /** For each pair of splits that share a column. */
  readonly across: readonly SharedRows[];
  /** Columns whose values a split does not hold: they were left out everywhere. */
  readonly notHeld: readonly string[];
  /** Columns that a split lacks or has as another kind: they were left out between splits. */
  readonly notShared: readonly string[];
}

/** Rows of `to` that `from` has too. */
export interface SharedRows {
  readonly from: Split;
  readonly to: Split;
  readonly rows: number;
  /** So many columns were compared, of so many that the two have between them. */
  readonly compared: number;
  readonly columns: number;
}

/** A plain sentence about the data. */
export interface Finding {
  readonly code:
    | "duplicates-within"
    | "duplicates-across"
    | "constant-column"
    | "near-constant-column"
    | "repeats-column"
    | "identifies-row"
    | "missing-values"
    | "large-scale";
  readonly severity: "warning" | "note";
  /** For example: threadId repeats processId: correlation 0.99; dropping one costs nothing. */
  readonly sentence: string;
  readonly columns: readonly string[];
  readonly split: Split | null;
  /** Of a column that repeats another: how, as part of a sentence. */
  readonly evidence?: string;
  /** Of rows that a split has in common with another: which other, and how many. */
  readonly shared?: Pick<SharedRows, "from" | "rows">;
  /** Of spreads that lie far apart: the widest and the narrowest two, so that one of them can be passed over. */
  readonly spreads?: readonly Spread[];
}

/** How far the values of a column of numbers spread. */
export interface Spread {
  readonly name: string;
  readonly std: number;
}

/** Rows of a split as text, from row `from` on; a cell that is missing is null. */
export interface RowPage {
  readonly from: number;
  readonly total: number;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}
