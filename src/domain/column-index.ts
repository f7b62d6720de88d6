import type { ColumnSummary, SplitSummary } from "./table";

/** Thousands of columns are looked up by name, each of them several times; a list is searched once. */
const indexes = new WeakMap<readonly ColumnSummary[], ReadonlyMap<string, ColumnSummary>>();

/** The column of a name in one loaded file. */
export function columnNamed({ columns }: Pick<SplitSummary, "columns">, name: string): ColumnSummary | undefined {
  let index = indexes.get(columns);
  if (index === undefined) {
    index = new Map(columns.map((column) => [column.name, column]));
    indexes.set(columns, index);
  }
  return index.get(name);
}
