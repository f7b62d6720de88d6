import { formatCount, formatPrevalence } from "../../../../domain/format";
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
        : `${title}: ${counted(count, "row")} of ${formatCount(rows[split] ?? 0)}${shareOf(count, rows[split])} ${count === 1 ? "repeats" : "repeat"} an earlier row.`;
    return [{ key: split, text, leak: false }];
  });
}

/** Rows that stand in two splits, in sentences. Those that train has too are leaks: the net may have learned them by heart. */
export function acrossLines({ across }: Duplicates, rows: Partial<PerSplit<number>>): DuplicateLine[] {
  return across.map(({ from, to, rows: count }) => {
    const [first, second] = [SPLIT_TITLES[from].toLowerCase(), SPLIT_TITLES[to].toLowerCase()];
    const key = `${from} ${to}`;
    if (count === 0) return { key, leak: false, text: `No row of ${second} stands in ${first} too.` };
    const text = `${counted(count, "row")} of ${second}${shareOf(count, rows[to])} also ${count === 1 ? "stands" : "stand"} in ${first}`;
    if (from !== "train") return { key, leak: true, text: `${text}: the two do not judge the model independently of each other.` };
    return { key, leak: true, text: `${text}, a leak: the net has seen ${count === 1 ? "it" : "them"} in training, so ${second}'s figures look better than they are.` };
  });
}

/** Columns that could not be compared, in a sentence; null where all were. */
export function notComparedLine({ notCompared }: Duplicates): string | null {
  if (notCompared.length === 0) return null;
  return `Rows count as equal when they agree in all columns that are kept. Not compared: ${quotedList(notCompared)}.`;
}

function shareOf(count: number, rows: number | undefined): string {
  return rows === undefined || rows === 0 ? "" : ` (${formatPrevalence(count / rows)})`;
}
