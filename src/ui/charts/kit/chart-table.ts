import { csvLine } from "../../../domain/csv-text";

/** The figures of a chart. The first column names its row, or says where along the chart it stands. */
export interface ChartTable {
  readonly columns: readonly string[];
  /** As many cells a row as there are columns; null where there is nothing. Numbers in full: `format` shortens them. */
  readonly rows: readonly (readonly (string | number | null)[])[];
  /** How a number is written on screen, as the chart itself writes it. Files have it in full. */
  readonly format?: (value: number, column: number) => string;
}

/** A cell as it is shown. */
export function cellText({ format }: ChartTable, cell: string | number | null | undefined, column: number): string {
  if (cell === null || cell === undefined) return "–";
  return typeof cell === "number" ? (format?.(cell, column) ?? String(cell)) : String(cell);
}

/** With a header, numbers in full; what is not there is empty. */
export function tableCsv({ columns, rows }: ChartTable): string {
  return [columns, ...rows.map((cells) => cells.map((cell) => (cell === null ? "" : String(cell))))].map(csvLine).join("");
}
