import type { RowPage } from "../../domain/inspect/profile";
import type { Column, Table } from "../../domain/table";

/** A page holds no more cells than these, whoever asks. */
const MAX_CELLS = 200_000;

interface RowsWanted {
  readonly from: number;
  readonly count: number;
  /** Null: all of them. */
  readonly columns: readonly string[] | null;
}

/**
 * Rows as text, numbers by their shortest form; a cell is null where its value is missing or not held. Rows and columns
 * that there are not are left out.
 */
export function pageOf(table: Table, { from, count, columns }: RowsWanted): RowPage {
  const shown = columns === null ? table.columns : chosenColumns(table, columns);
  const first = Math.max(0, Math.min(Math.floor(from), table.rows));
  const most = Math.floor(MAX_CELLS / Math.max(1, shown.length));
  const rows = Math.max(0, Math.min(Math.floor(count), most, table.rows - first));
  return {
    from: first,
    total: table.rows,
    columns: shown.map(({ name }) => name),
    rows: Array.from({ length: rows }, (_, row) => shown.map((column) => cellOf(column, first + row))),
  };
}

/** The columns of these names, in their order. */
export function chosenColumns(table: Table, names: readonly string[]): Column[] {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  return names.flatMap((name) => byName.get(name) ?? []);
}

function cellOf(column: Column, row: number): string | null {
  if (column.kind === "discarded") return null;
  if (column.kind === "text") return column.dictionary[column.codes[row] ?? -1] ?? null;
  const value = column.values[row] ?? NaN;
  return Number.isNaN(value) ? null : Object.is(value, -0) ? "-0" : String(value);
}
