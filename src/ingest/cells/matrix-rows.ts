import type { FittedSource } from "../../domain/features/fit";
import type { KeptRows } from "../../domain/features/source";
import type { PreparationSpec } from "../../domain/prepared";
import { SPLIT_TITLES, type PerSplit, type Split } from "../../domain/split";
import type { Table } from "../../domain/table";
import type { DriftBasis, TableRows } from "../prepare";

/** The rows of a split's matrix, as rows of the table that it was made from. */
export interface MatrixTable {
  readonly table: Table;
  readonly rows: number;
  /** The row of the table that each row of the matrix is; null: the same. */
  readonly tableRows: Uint32Array | null;
}

/** The newest matrices: their rows, and what they were made by. */
export interface MadeMatrices {
  readonly rows: PerSplit<TableRows>;
  readonly sources: readonly FittedSource[];
  readonly spec: PreparationSpec;
  readonly basis: DriftBasis;
}

/** The data is not that of the matrices any more. */
export class DataChangedError extends Error {
  override name = "DataChangedError";
  readonly code = "data-changed";
}

/** Which rows of the tables the newest matrices were made of: rows without a label or a value were left out. */
export class MatrixRows {
  #kept: PerSplit<TableRows> | null = null;
  #by: Omit<MadeMatrices, "rows"> | null = null;
  readonly #found = new WeakMap<KeptRows, Uint32Array>();

  /** @param by what they were made by, for those who make more of them or measure what they were made of */
  remember(kept: PerSplit<TableRows>, by: Omit<MadeMatrices, "rows"> | null = null): void {
    this.#kept = kept;
    this.#by = by;
  }

  /** To be called when tables come, go or move: old ones must not be held on to. */
  forget(): void {
    this.#kept = this.#by = null;
  }

  /** @throws DataChangedError as `of` does */
  made(split: Split): MadeMatrices {
    if (this.#kept === null || this.#by === null) throw changed(split);
    return { rows: this.#kept, ...this.#by };
  }

  /** @throws DataChangedError when no matrices were made of the tables as they are */
  of(split: Split): MatrixTable {
    if (this.#kept === null) throw changed(split);
    const { table, rows } = this.#kept[split];
    return { table, rows: rows.kept, tableRows: rows.leftOut === null ? null : this.#numbersOf(rows, rows.leftOut) };
  }

  /** @throws DataChangedError as `of` does */
  driftBasis(): DriftBasis {
    if (this.#by === null) throw new DataChangedError("The data has changed since it was made ready for training.");
    return this.#by.basis;
  }

  #numbersOf(rows: KeptRows, leftOut: Uint8Array): Uint32Array {
    const known = this.#found.get(rows);
    if (known !== undefined) return known;
    const numbers = new Uint32Array(rows.kept);
    let at = 0;
    for (let row = 0; row < rows.total; row++) if (leftOut[row] === 0) numbers[at++] = row;
    this.#found.set(rows, numbers);
    return numbers;
  }
}

function changed(split: Split): DataChangedError {
  return new DataChangedError(`The ${SPLIT_TITLES[split].toLowerCase()} data has changed since it was made ready for training.`);
}
