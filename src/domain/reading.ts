import type { Problem } from "./problem";
import type { Split } from "./split";
import type { SplitSummary } from "./table";

/** Encodings that are told apart; "windows-1252" stands for Latin-1 too, as on the web. */
export const TEXT_ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
export type TextEncodingName = (typeof TEXT_ENCODINGS)[number];

export const ENCODING_TITLES: Record<TextEncodingName, string> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16, little-endian",
  "utf-16be": "UTF-16, big-endian",
  "windows-1252": "Latin-1 (Windows-1252)",
};

export const DELIMITERS = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** What pandas 1.5 reads as missing by default. `None` is not among them: it became one only in pandas 2. */
export const DEFAULT_MISSING_WORDS: readonly string[] = [
  "",
  "#N/A",
  "#N/A N/A",
  "#NA",
  "-1.#IND",
  "-1.#QNAN",
  "-NaN",
  "-nan",
  "1.#IND",
  "1.#QNAN",
  "<NA>",
  "N/A",
  "NA",
  "NULL",
  "NaN",
  "n/a",
  "nan",
  "null",
];

/** What becomes of a row with a cell, or a number of cells, that does not fit. */
export type RowRemedy = "drop-row" | "missing" | "stop";

/** How one column is to be read; what is absent is found out. */
export interface ColumnRule {
  readonly column: string;
  /** "skip": set aside unread; "auto": as if there were no rule. */
  readonly as?: "auto" | "number" | "text" | "skip";
  /** What becomes of text in a column of numbers; "drop-row" by default. */
  readonly notANumber?: RowRemedy;
}

/** How a file is to be read. "auto" is found out from the file, and `FileFormat` says what was found. */
export interface ReadRules {
  readonly encoding: TextEncodingName | "auto";
  /** What becomes of bytes that are no character in the encoding: "replace" reads each as U+FFFD, and says so. */
  readonly undecodable: "replace" | "stop";
  readonly delimiter: Delimiter | "auto";
  /** "auto": a comma only where no other reading makes sense of the numbers, and never where commas separate cells. */
  readonly decimal: "." | "," | "auto";
  /** Whether the first row names the columns; without it they are called c0, c1, … */
  readonly header: boolean;
  readonly missingWords: readonly string[];
  /** Rows with too few or too many cells; "missing" fills up short ones and drops long ones. */
  readonly ragged: RowRemedy;
  readonly columns: readonly ColumnRule[];
  /** Keeps each row with this chance, drawn from the seed; null keeps all. */
  readonly sample: { readonly share: number; readonly seed: number } | null;
}

export const DEFAULT_READ_RULES: ReadRules = {
  encoding: "auto",
  undecodable: "replace",
  delimiter: "auto",
  decimal: "auto",
  header: true,
  missingWords: DEFAULT_MISSING_WORDS,
  ragged: "drop-row",
  columns: [],
  sample: null,
};

/** A change of rules: members take the place of those of the same name, column rules of those of the same column. */
export type RulesChange = Partial<Omit<ReadRules, "columns">> & { readonly columns?: readonly ColumnRule[] };

export function withRules(rules: ReadRules, { columns = [], ...change }: RulesChange): ReadRules {
  const changed = new Set(columns.map(({ column }) => column));
  const merged = columns.map((rule) => ({ ...rules.columns.find(({ column }) => column === rule.column), ...rule }));
  return { ...rules, ...change, columns: [...rules.columns.filter(({ column }) => !changed.has(column)), ...merged] };
}

/** How a file was read. */
export interface FileFormat {
  readonly encoding: TextEncodingName;
  readonly byteOrderMark: boolean;
  readonly gzip: boolean;
  readonly delimiter: Delimiter;
  readonly newline: "LF" | "CRLF" | "CR";
  readonly decimal: "." | ",";
  readonly header: boolean;
  readonly rules: ReadRules;
}

/** What came of one file. A refused file leaves the split as it was. */
export type ReadOutcome =
  | { readonly status: "loaded"; readonly summary: SplitSummary; readonly problems: readonly Problem[] }
  | { readonly status: "refused"; readonly problems: readonly Problem[] };

export interface ReadProgress {
  readonly split: Split;
  readonly bytesRead: number;
  readonly bytesTotal: number;
  readonly rows: number;
}
