import { SPLITS } from "../domain/split";
import type { ValueCount } from "../domain/table";
import type { LoadedSummaries } from "../domain/label";

/** Columns that can be a label: in every loaded split, and held there. */
export function labelCandidates(files: LoadedSummaries): string[] {
  const [first, ...others] = SPLITS.flatMap((split) => files[split] ?? []);
  if (first === undefined) return [];
  const held = others.map(({ columns }) => new Set(columns.filter(({ kind }) => kind !== "discarded").map(({ name }) => name)));
  return first.columns
    .filter(({ kind, name }) => kind !== "discarded" && held.every((names) => names.has(name)))
    .map(({ name }) => name);
}

/** Whether a column has more values in some split than are counted, so that they have to be typed. */
export function hasManyValues(files: LoadedSummaries, name: string): boolean {
  return SPLITS.some((split) => files[split]?.columns.find((column) => column.name === name)?.values === null);
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
