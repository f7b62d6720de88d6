import type { RawCell } from "../../domain/features/fitted";
import type { RawRows } from "../../domain/raw-rows";
import type { Column, TablePart } from "../../domain/table";
import { numericGrid, textGrid } from "../../domain/why/grid";
import type { MatrixTable } from "./matrix-rows";

/** Cells that one answer holds at most. */
const MAX_CELLS = 2_000_000;

/** @param rows numbers of rows of the matrix, in any order. @throws RangeError when there is no such row, or they are too many */
export function rawRows({ table, rows: count, tableRows }: MatrixTable, rows: readonly number[]): RawRows {
  const columns = table.columns.filter(({ kind }) => kind !== "discarded");
  if (rows.length * columns.length > MAX_CELLS) throw new RangeError(`${rows.length} rows of ${columns.length} columns are too many to be shown.`);
  const numbers = rows.map((row) => {
    if (!Number.isInteger(row) || row < 0 || row >= count) throw new RangeError(`There is no row ${row} in a matrix of ${count} rows.`);
    return tableRows === null ? row : (tableRows[row] ?? NaN);
  });
  return {
    columns: columns.map(({ name }) => name),
    notKept: table.columns.filter(({ kind }) => kind === "discarded").map(({ name }) => name),
    cells: numbers.map((row) => columns.map((column) => cellOf(column, row))),
    fileRows: numbers.map((row) => table.fileRows?.[row] ?? row),
    ...(table.parts === undefined ? {} : { files: filesOf(table.parts, numbers) }),
  };
}

/** The file of each row. */
function filesOf(parts: readonly TablePart[], rows: readonly number[]): string[] {
  return rows.map((row) => parts.findLast(({ from }) => from <= row)?.file ?? "");
}

function cellOf(column: Column, row: number): RawCell {
  if (column.kind === "discarded") return null;
  if (column.kind === "text") return column.dictionary[column.codes[row] ?? -1] ?? null;
  const value = column.values[row] ?? NaN;
  return Number.isNaN(value) ? null : value;
}

/**
 * Values that a curve over a column is drawn at: of numbers by `numericGrid`, of texts the commonest. Null where there is
 * none, or no such column.
 * @param points at least 2
 */
export function rawGrid({ table, rows, tableRows }: MatrixTable, name: string, points: number): RawCell[] | null {
  const column = table.columns.find((each) => each.name === name);
  if (column === undefined || column.kind === "discarded") return null;
  if (column.kind === "text") {
    const texts = Array.from({ length: rows }, (_, row) => column.dictionary[column.codes[tableRows?.[row] ?? row] ?? -1] ?? null);
    const grid = textGrid(texts, points);
    return grid.length === 0 ? null : grid;
  }
  const values = new Float64Array(rows);
  for (let row = 0; row < rows; row++) values[row] = column.values[tableRows?.[row] ?? row]!;
  // Nearly all rows may have one value, such as 0: then the others are looked for where they are.
  const grid = numericGrid(values, { size: points }) ?? numericGrid(values, { size: points, ends: [0, 1] });
  return grid === null ? null : [...grid];
}
