import type { RawCell } from "./features/fitted";

/** Rows of a split's matrix as they stand in the data, the label and columns that are no feature included. */
export interface RawRows {
  readonly columns: readonly string[];
  /** Columns whose text is not held: it has too many different or too long values. */
  readonly notKept: readonly string[];
  /** `[rows][columns]`, in the order asked for; infinite numbers are themselves, missing ones null. */
  readonly cells: readonly (readonly RawCell[])[];
  /** `[rows]`: the number of each in its file, counted from 0 without the header and blank lines; rows that were left out count. */
  readonly fileRows: readonly number[];
  /** `[rows]`: the file of each, where the split's rows come from several. */
  readonly files?: readonly string[];
}
