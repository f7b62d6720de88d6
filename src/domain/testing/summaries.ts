import { DEFAULT_READ_RULES, type FileFormat } from "../reading";
import type { Split } from "../split";
import type { ColumnSummary, SplitSummary } from "../table";

/** Of a file as most are. */
export const PLAIN_FORMAT: FileFormat = {
  encoding: "utf-8",
  byteOrderMark: false,
  gzip: false,
  delimiter: ",",
  newline: "LF",
  decimal: ".",
  header: true,
  rules: DEFAULT_READ_RULES,
};

/** A column for tests: value counts, or null for too many to count. */
export function summaryColumn(
  name: string,
  values: Record<string, number> | null = null,
  more: Partial<ColumnSummary> = {},
): ColumnSummary {
  const counts =
    values === null
      ? null
      : Object.entries(values)
          .map(([value, count]) => ({ value, count }))
          .sort((a, b) => b.count - a.count);
  return { name, kind: "numeric", dtype: "int64", missing: 0, values: counts, ...more };
}

export function splitSummary(split: Split, columns: readonly ColumnSummary[], rows = 100): SplitSummary {
  return {
    split,
    fileName: `${split}.csv`,
    bytes: 1,
    sha256: "",
    rows,
    rejectedRows: 0,
    format: PLAIN_FORMAT,
    carved: null,
    columns,
    head: [],
  };
}
