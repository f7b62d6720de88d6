import { csvLine } from "../csv-text";
import { SPLITS, type PerSplit } from "../split";
import type { ColumnProfile } from "./profile";

const HEAD = ["split", "column", "dtype", "non_null", "missing", "unique", "memory_bytes", "mean", "std", "min", "25%", "50%", "75%", "max", "top"];

/**
 * What is known of the columns of each split, as a CSV file: a line a column and split, empty where something is not defined.
 * Texts that a spreadsheet program would run are neutralised.
 */
export function profileCsv(profiles: Partial<PerSplit<readonly ColumnProfile[]>>): string {
  const lines = SPLITS.flatMap((split) => (profiles[split] ?? []).map((profile) => csvLine(cellsOf(split, profile))));
  return csvLine(HEAD) + lines.join("");
}

function cellsOf(split: string, { name, dtype, nonNull, missing, unique, memoryBytes, statistics, top }: ColumnProfile): string[] {
  const figures =
    statistics === null
      ? Array<string>(7).fill("")
      : [
          statistics.mean,
          statistics.std,
          statistics.min,
          statistics.lowerQuartile,
          statistics.median,
          statistics.upperQuartile,
          statistics.max,
        ].map((figure) => (Number.isNaN(figure) ? "" : String(figure)));
  const counts = [nonNull, missing, unique ?? "", memoryBytes].map(String);
  return [split, name, dtype, ...counts, ...figures, top.map(({ value, count }) => `${value} (${count})`).join("; ")];
}
