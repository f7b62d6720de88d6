import { SPLITS } from "../domain/split";
import type { ValueCount } from "../domain/table";
import type { LoadedSummaries } from "../domain/label";

/** Columns that can be a label: in every loaded split, with few enough values to choose among. */
export function labelCandidates(files: LoadedSummaries): string[] {
  const [first, ...others] = SPLITS.flatMap((split) => files[split] ?? []);
  if (first === undefined) return [];
  return first.columns
    .filter(({ values }) => values !== null)
    .map(({ name }) => name)
    .filter((name) => others.every(({ columns }) => columns.some((column) => column.name === name && column.values !== null)));
}

/** The values of a column over all loaded splits, most frequent first. */
export function labelValues(files: LoadedSummaries, name: string): ValueCount[] {
  const counts = new Map<string, number>();
  for (const split of SPLITS) {
    const values = files[split]?.columns.find((column) => column.name === name)?.values ?? [];
    for (const { value, count } of values) counts.set(value, (counts.get(value) ?? 0) + count);
  }
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
}
