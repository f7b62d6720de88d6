import { SPLITS, type Split } from "../../../../domain/split";
import type { ColumnSummary } from "../../../../domain/table";
import type { PreparedMeta } from "../../../../state/preparation-slice";

/** The columns of a split: the features in their order, the label, then the others. */
export function orderedColumns({ spec, files }: PreparedMeta, split: Split): ColumnSummary[] {
  const byName = new Map(files[split].columns.map((column) => [column.name, column]));
  const first = [...spec.features.map(({ column }) => column), spec.label.column];
  const leading = first.flatMap((name) => byName.get(name) ?? []);
  return [...leading, ...files[split].columns.filter(({ name }) => !first.includes(name))];
}

/** The splits that keep the cells of a column. */
export function splitsWith({ files }: PreparedMeta, name: string): Split[] {
  return SPLITS.filter((split) => files[split].columns.some((column) => column.name === name && column.kind !== "discarded"));
}

/** Columns that some split keeps the cells of, in the order of `orderedColumns`. */
export function sliceableColumns(data: PreparedMeta): string[] {
  const names = SPLITS.flatMap((split) => orderedColumns(data, split).map(({ name }) => name));
  return [...new Set(names)].filter((name) => splitsWith(data, name).length > 0);
}
