import type { RulesChange } from "./reading";
import type { Split } from "./split";

export type Severity = "error" | "warning" | "note";

export type ProblemCode =
  | "empty-file"
  | "header-only"
  | "binary-file"
  | "not-utf8"
  /** Bytes that are no character in the encoding that was chosen. */
  | "wrong-encoding"
  | "bad-gzip"
  /** JSON, a web page and other text that is no table. */
  | "not-csv"
  | "unterminated-quote"
  /** A row of more characters than any sane one has. */
  | "long-row"
  | "malformed-quote"
  | "ragged-row"
  | "headerless"
  | "not-a-number"
  | "unsafe-integer"
  /** Commas in numbers that are decimal points, or may be. */
  | "decimal"
  | "thousands-separators"
  /** Text that is numbers in a form that is not read: hexadecimal, percent, currency. */
  | "number-like-text"
  /** A column that is read by a rule of the user's. */
  | "column-rule"
  /** Text that is not held in memory. */
  | "text-not-kept"
  | "sampled"
  | "duplicate-column"
  | "unnamed-column"
  | "text-column"
  | "missing-values"
  | "infinite-values"
  | "empty-column"
  | "no-label-column"
  | "label-values"
  | "one-class"
  | "column-missing"
  | "column-extra"
  | "column-type"
  | "constant-column"
  /** Values of a category that the fitted rows do not have. */
  | "unseen-category"
  /** A column so wide that the net hardly sees the others. */
  | "dominant-column"
  /** Something was fitted on rows that are kept for measuring. */
  | "leakage"
  | "role-taken"
  | "role-unknown"
  | "split-missing"
  | "too-many-files"
  | "unreadable"
  | "no-rows"
  | "no-features"
  | "config";

/** What the page does when a choice is taken: reads the file of `splits` again by other rules, or changes the features. */
export type ChoiceEffect =
  | { readonly kind: "rules"; readonly splits: readonly Split[]; readonly change: RulesChange }
  | { readonly kind: "leave-out"; readonly column: string };

/** One way to deal with a problem. */
export interface ProblemChoice {
  /** A few words that begin with a verb: "Drop the row", "Treat as missing", "Set the column aside", "Do not load the file". */
  readonly label: string;
  /** It is what was done. */
  readonly chosen: boolean;
  readonly effect: ChoiceEffect;
}

/**
 * Something about the user's data that they should know, as a value with a place.
 * `message` says what is wrong and where; `remedy` says what was done or what to do.
 */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly message: string;
  readonly remedy: string;
  readonly split: Split | null;
  readonly file: string | null;
  /** 1-based line of the file, the header being line 1. */
  readonly line: number | null;
  readonly column: string | null;
  /** The offending text, shortened for display. */
  readonly value: string | null;
  /** How many cells or rows are affected. */
  readonly count: number | null;
  /** What was done and what else could be; empty where nothing can be chosen. */
  readonly choices: readonly ProblemChoice[];
}

type ProblemPlace = Partial<Pick<Problem, "split" | "file" | "line" | "column" | "value" | "count" | "choices">>;

/** Builds a problem; places that are not given are null. */
export function problem(
  severity: Severity,
  code: ProblemCode,
  message: string,
  remedy: string,
  place: ProblemPlace = {},
): Problem {
  return {
    code,
    severity,
    message,
    remedy,
    split: null,
    file: null,
    line: null,
    column: null,
    value: null,
    count: null,
    choices: [],
    ...place,
  };
}

/** Data that cannot be used at all: thrown where a value is expected, and sent across ports with its code. */
export class DataError extends Error {
  override name = "DataError";
  readonly problem: Problem;
  readonly code: ProblemCode;

  constructor(cause: Problem) {
    super(`${cause.message} ${cause.remedy}`);
    this.problem = cause;
    this.code = cause.code;
  }
}

/** A count with its noun: `counted(1, "row")` is "1 row", `counted(2345, "row")` is "2,345 rows". */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en-GB")} ${noun}${count === 1 ? "" : "s"}`;
}

/** Names in quotes, as an English list: `"a"`, `"a" and "b"`, `"a", "b" and 7 more`. */
export function quotedList(names: readonly string[], most = 6): string {
  const shown = names.slice(0, most).map((name) => `"${name}"`);
  const more = names.length - shown.length;
  const tail = more > 0 ? `${more} more` : shown.length > 1 ? shown.pop() : undefined;
  return tail === undefined ? shown.join(", ") : `${shown.join(", ")} and ${tail}`;
}

/** Text cut for display, with an ellipsis where something is left out. */
export function shortened(text: string, most = 40): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
