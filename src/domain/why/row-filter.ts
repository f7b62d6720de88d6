import type { SliceColumn } from "./slice-groups";

/** Which values of a column a row may have. */
export type ColumnFilter =
  /** Of numbers, both ends included. */
  | { readonly type: "range"; readonly low: number; readonly high: number }
  | { readonly type: "texts"; readonly values: readonly string[] }
  | { readonly type: "missing" };

/**
 * Marks the rows that pass every filter with 1.
 * @param filters each with the column that it looks at; a range lets no text pass, and texts no number
 */
export function rowMask(rows: number, filters: readonly { readonly column: SliceColumn; readonly filter: ColumnFilter }[]): Uint8Array<ArrayBuffer> {
  const mask = new Uint8Array(rows).fill(1);
  for (const { column, filter } of filters) {
    const passes = column.kind === "text" ? textTest(column, filter) : numberTest(column, filter);
    for (let row = 0; row < rows; row++) if (mask[row] === 1 && !passes(row)) mask[row] = 0;
  }
  return mask;
}

function textTest({ codes, dictionary }: SliceColumn & { kind: "text" }, filter: ColumnFilter): (row: number) => boolean {
  if (filter.type === "missing") return (row) => codes[row]! < 0;
  if (filter.type === "range") return () => false;
  const wanted = new Set(filter.values);
  const passes = dictionary.map((text) => wanted.has(text));
  return (row) => passes[codes[row]!] === true;
}

function numberTest({ values }: SliceColumn & { kind: "numeric" }, filter: ColumnFilter): (row: number) => boolean {
  switch (filter.type) {
    case "missing":
      return (row) => Number.isNaN(values[row]!);
    case "range":
      return (row) => values[row]! >= filter.low && values[row]! <= filter.high;
    case "texts":
      return () => false;
  }
}
