import { formatCount } from "../../../../domain/format";
import { formatShare } from "../../../../domain/inspect/finding-words";
import { acrossSentence, tellsRows } from "../../../../domain/inspect/findings";
import type { Duplicates } from "../../../../domain/inspect/profile";
import { counted, quotedList } from "../../../../domain/problem";
import { SPLITS, SPLIT_TITLES, type PerSplit } from "../../../../domain/split";

export interface DuplicateLine {
  readonly key: string;
  readonly text: string;
  readonly leak: boolean;
}

/** Repeated rows of each split, in sentences. */
export function withinLines({ within }: Duplicates, rows: Partial<PerSplit<number>>): DuplicateLine[] {
  return SPLITS.flatMap((split) => {
    const count = within[split];
    if (count === undefined) return [];
    const title = SPLIT_TITLES[split];
    const text =
      count === 0
        ? `${title}: no row repeats an earlier one.`
        : `${title}: ${counted(count, "row")} of ${formatCount(rows[split] ?? 0)} (${formatShare(count / Math.max(1, rows[split] ?? 0))}) ${count === 1 ? "repeats" : "repeat"} an earlier row.`;
    return [{ key: split, text, leak: false }];
  });
}

/** Rows that stand in two splits, in sentences. Those that train has too are leaks: the net may have learned them by heart. */
export function acrossLines({ across }: Duplicates, rows: Partial<PerSplit<number>>): DuplicateLine[] {
  return across.map((pair) => ({
    key: `${pair.from} ${pair.to}`,
    leak: pair.rows > 0 && tellsRows(pair),
    text: acrossSentence(pair, rows[pair.to]),
  }));
}

/** Columns that could not be compared, and why; none where all were. */
export function leftOutLines({ notHeld, notShared }: Duplicates): string[] {
  return [
    ...(notHeld.length === 0 ? [] : [`Never compared, because their text was not kept: ${quotedList(notHeld)}.`]),
    ...(notShared.length === 0 ? [] : [`Not compared between splits, because a split lacks them or has them as another type: ${quotedList(notShared)}.`]),
  ];
}
