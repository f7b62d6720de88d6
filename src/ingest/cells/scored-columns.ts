import type { SplitLogits } from "../../domain/examiner";
import type { Column } from "../../domain/table";
import type { SliceColumn } from "../../domain/why/slice-groups";
import { DataChangedError, type MatrixTable } from "./matrix-rows";

/**
 * The row of the table that each row with a logit is.
 * @throws DataChangedError when the logits are not of rows of this matrix
 */
export function scoredTableRows({ rows, tableRows }: MatrixTable, { logits, rows: numbers }: SplitLogits): Uint32Array {
  const count = logits.length;
  if (numbers === null ? count !== rows : numbers.length !== count) throw strangers();
  const places = new Uint32Array(count);
  for (let at = 0; at < count; at++) {
    const row = numbers === null ? at : numbers[at]!;
    if (row >= rows) throw strangers();
    places[at] = tableRows === null ? row : tableRows[row]!;
  }
  return places;
}

function strangers(): DataChangedError {
  return new DataChangedError("The data is no longer what this net was measured on.");
}

/** The cells of a column in these rows of its table. @throws RangeError when there is no such column, or its text is not kept */
export function sliceColumn(columns: readonly Column[], name: string, tableRows: Uint32Array): SliceColumn {
  const column = columns.find((each) => each.name === name);
  if (column === undefined) throw new RangeError(`There is no column "${name}".`);
  if (column.kind === "discarded") throw new RangeError(`The text of "${name}" is not kept: it has too many different or too long values.`);
  const from = column.kind === "text" ? column.codes : column.values;
  const cells = column.kind === "text" ? new Int32Array(tableRows.length) : new Float64Array(tableRows.length);
  for (let at = 0; at < cells.length; at++) cells[at] = from[tableRows[at]!]!;
  return column.kind === "text" ? { kind: "text", codes: cells, dictionary: column.dictionary } : { kind: "numeric", values: cells };
}
