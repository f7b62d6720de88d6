import type { FileFormat } from "./reading";
import type { Split } from "./split";

/** The smallest of these that holds every value of a column exactly. Only the float arrays can hold a missing value, NaN. */
export type NumericValues =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/** A column of numbers; a missing value is NaN. */
export interface NumericColumn {
  readonly kind: "numeric";
  readonly name: string;
  readonly values: NumericValues;
  /** Every value that is present is a whole number. */
  readonly integer: boolean;
}

/** A column of text kept as codes into a dictionary; a missing value is code -1. */
export interface TextColumn {
  readonly kind: "text";
  readonly name: string;
  readonly codes: Int8Array | Int16Array;
  readonly dictionary: readonly string[];
}

/** Text with too many distinct or too long values: known to exist, not held in memory. */
export interface DiscardedColumn {
  readonly kind: "discarded";
  readonly name: string;
  /** About how many different texts it has; null where nobody counted. */
  readonly distinct: number | null;
}

export type Column = NumericColumn | TextColumn | DiscardedColumn;

export interface Table {
  readonly rows: number;
  readonly columns: readonly Column[];
  /**
   * `[rows]`: the number of each row in its file, counted from 0 without the header and blank lines; absent where that is
   * its number in the table, as no row before it was left out or dealt to another split.
   */
  readonly fileRows?: Uint32Array<ArrayBuffer>;
  /** Of a table whose rows come from several files: which those are, in order. Absent of one file. */
  readonly parts?: readonly TablePart[];
}

/** Rows of one file in a table of several: from this row on, up to the next part. */
export interface TablePart {
  readonly file: string;
  readonly from: number;
}

/** What pandas would call the type of the column. */
export type Dtype = "int64" | "uint64" | "float64" | "bool" | "object";

export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

export interface ColumnSummary {
  readonly name: string;
  readonly kind: Column["kind"];
  readonly dtype: Dtype;
  readonly missing: number;
  /** Distinct values with their counts, most frequent first; null above `MAX_COUNTED_VALUES`. */
  readonly values: readonly ValueCount[] | null;
  /** Of text that is kept: all of it is dates, which have an order. Absent else. */
  readonly dates?: true;
}

export const MAX_COUNTED_VALUES = 50;

/** What the page shows of one loaded file. */
export interface SplitSummary {
  readonly split: Split;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly rows: number;
  /** Rows of the file that were left out, with the reasons in the problems. */
  readonly rejectedRows: number;
  /** How the file was read, whether detected or chosen. */
  readonly format: FileFormat;
  /** Of a split that was carved out of another's file: how, in a sentence. Null when the file is the split. */
  readonly carved: string | null;
  readonly columns: readonly ColumnSummary[];
  /** The first five rows as they stand in the file, in the order of `columns`. */
  readonly head: readonly (readonly string[])[];
}
