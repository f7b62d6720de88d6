import type { UnseenCategories } from "../prepared";
import { perSplit, SPLITS, type PerSplit } from "../split";
import type { FittedSource } from "./fit";
import type { WrittenMatrix } from "./matrix";

const MAX_EXAMPLES = 5;

/** What each split has that the fitted rows do not, by column; columns without any are absent. */
export function unseenCategories(
  sources: readonly Pick<FittedSource, "source">[],
  written: PerSplit<Pick<WrittenMatrix, "unseen">>,
): UnseenCategories[] {
  return sources.flatMap(({ source }, index) => {
    const rows = perSplit((split) => written[split].unseen[index]?.rows ?? 0);
    if (SPLITS.every((split) => rows[split] === 0)) return [];
    const counts = new Map<number, number>();
    for (const split of SPLITS) {
      for (const [value, count] of written[split].unseen[index]?.counts ?? []) counts.set(value, (counts.get(value) ?? 0) + count);
    }
    const commonest = [...counts].sort(([, a], [, b]) => b - a).slice(0, MAX_EXAMPLES);
    const textOf = (value: number): string => (source.kind === "text" ? (source.vocabulary[value] ?? "") : String(value));
    return [{ column: source.name, rows, examples: commonest.map(([value]) => textOf(value)) }];
  });
}
