import { csvCell, csvLine } from "../domain/csv-text";
import { counted } from "../domain/problem";
import type { ColumnBuilder } from "./column-builder";

/** Rows of a file that were left out. */
export interface RejectedRows {
  readonly rows: number;
  /** A CSV text: line and reason before the raw cells. Not all rows where they are very many, and then it says so. */
  readonly csv: string;
}

interface Kept {
  readonly line: number;
  readonly reason: string;
  readonly cells: string;
}

/** A row that is left out if some of the columns in which it has text turn out to be numbers. */
interface Doubtful {
  readonly line: number;
  /** Counted from 0, among the rows that went to the columns. */
  readonly row: number;
  readonly columns: readonly ColumnBuilder[];
  readonly cells: string;
}

const MAX_ROWS = 100_000;
const MAX_CHARACTERS = 16 * 1024 * 1024;

/** Keeps what rows were left out, as much as memory allows. */
export class RejectedRowsBuilder {
  readonly #kept: Kept[] = [];
  readonly #doubtful: Doubtful[] = [];
  #characters = 0;

  add(line: number, reason: string, row: readonly string[]): void {
    const cells = this.#roomFor(row);
    if (cells !== null) this.#kept.push({ line, reason, cells });
  }

  addDoubtful(line: number, row: number, columns: readonly ColumnBuilder[], raw: readonly string[]): void {
    const cells = this.#roomFor(raw);
    if (cells !== null) this.#doubtful.push({ line, row, columns: [...columns], cells });
  }

  #roomFor(row: readonly string[]): string | null {
    if (this.#kept.length + this.#doubtful.length === MAX_ROWS) return null;
    const cells = row.map(csvCell).join(",");
    if (this.#characters + cells.length > MAX_CHARACTERS) return null;
    this.#characters += cells.length;
    return cells;
  }

  /**
   * @param rows how many were left out in all
   * @param leftOut a 1 for each row of the columns that is left out; null when none is
   * @param isStray whether text in a column leaves its row out
   */
  finish(
    rows: number,
    names: readonly string[],
    leftOut: Uint8Array | null,
    isStray: (column: ColumnBuilder) => boolean,
  ): RejectedRows {
    const strays = this.#doubtful
      .filter(({ row }) => leftOut?.[row] === 1)
      .map(({ line, columns, cells }) => ({ line, cells, reason: reasonOf(columns.filter(isStray)) }));
    const all = [...this.#kept, ...strays].toSorted((a, b) => a.line - b.line);
    const lines = all.map(({ line, reason, cells }) => `${line},${csvCell(reason)},${cells}\n`);
    const unlisted = rows - all.length;
    if (unlisted > 0) lines.push(csvLine(["", `${counted(unlisted, "more row")} left out, too many to be kept here`]));
    return { rows, csv: csvLine(["line", "reason", ...names]) + lines.join("") };
  }
}

function reasonOf(columns: readonly ColumnBuilder[]): string {
  return `not a number: ${columns.map(({ name }) => name).join(", ")}`;
}
