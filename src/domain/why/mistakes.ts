import type { SplitLogits } from "../examiner";
import type { RawRows } from "../raw-rows";
import type { PerSplit, Split } from "../split";
import type { RowCondition } from "./row-condition";
import type { WorstRow } from "./worst-rows";

/** Which rows are listed; "all": right answers follow the wrong ones. */
export const MISTAKE_KINDS = ["wrong", "false-positives", "false-negatives", "all"] as const;
export type MistakeKind = (typeof MISTAKE_KINDS)[number];

/** Asks for rows of a split that a net gets most wrong. */
export interface MistakesQuestion {
  readonly split: Split;
  readonly scored: SplitLogits;
  /** Predicted positive means score > threshold. */
  readonly threshold: number;
  readonly kind: MistakeKind;
  /** Only rows that meet all of them. */
  readonly conditions: readonly RowCondition[];
  /** How many of the worst are passed over. */
  readonly from: number;
  readonly count: number;
}

/** A file has no more rows than these: the worst. */
export const MAX_FILE_ROWS = 100_000;

/** The same for a file, which has them from the worst on. */
export type MistakesFileQuestion = Omit<MistakesQuestion, "from" | "count">;

/** Of the rows that meet the conditions. */
export interface AnswerCounts {
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly right: number;
  /** Rows whose output is not a number: they have no loss, and are not listed. */
  readonly notNumbers: number;
}

/** A row by its number in the split's matrix, and the answer that it gets. */
export interface Mistake extends WorstRow {
  readonly answer: 0 | 1;
}

export interface Mistakes {
  readonly counts: AnswerCounts;
  /** The worst first. */
  readonly mistakes: readonly Mistake[];
  /** The same rows as they stand in the data. */
  readonly raw: RawRows;
}

/** How many rows there are of a kind. */
export function countOf({ falsePositives, falseNegatives, right }: AnswerCounts, kind: MistakeKind): number {
  switch (kind) {
    case "wrong":
      return falsePositives + falseNegatives;
    case "false-positives":
      return falsePositives;
    case "false-negatives":
      return falseNegatives;
    case "all":
      return falsePositives + falseNegatives + right;
  }
}

/** Asks how a net does on rows that have a value of a column in common. Splits are cut alike. */
export interface SlicesQuestion {
  readonly scored: Partial<PerSplit<SplitLogits>>;
  readonly column: string;
  /** At most so many values or bins, others and missing ones apart; from 1 to 1,000. */
  readonly limit: number;
  readonly threshold: number;
  /** A slice of fewer rows is small. */
  readonly minRows: number;
}
