import type { LoadedSummaries } from "../domain/label";
import { SPLITS, type PerSplit } from "../domain/split";
import type { ColumnSummary } from "../domain/table";

export interface ColumnAcrossSplits {
  readonly name: string;
  readonly bySplit: Partial<PerSplit<ColumnSummary>>;
}

/** Columns of all loaded splits by name, in the order in which they are first met. */
export function columnsAcrossSplits(files: LoadedSummaries): ColumnAcrossSplits[] {
  const columns = new Map<string, Partial<PerSplit<ColumnSummary>>>();
  for (const split of SPLITS) {
    for (const column of files[split]?.columns ?? []) {
      const bySplit = columns.get(column.name);
      if (bySplit === undefined) columns.set(column.name, { [split]: column });
      else bySplit[split] = column;
    }
  }
  return [...columns].map(([name, bySplit]) => ({ name, bySplit }));
}
