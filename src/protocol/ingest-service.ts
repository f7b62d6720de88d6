import type { RawCell } from "../domain/features/fitted";
import type { AxisScale, ColumnProfile, Correlation, Duplicates, Finding, Histogram, RowPage } from "../domain/inspect/profile";
import type { DealPlan, ForecastOutcome, PoolPlan } from "../domain/pool";
import type { LabelSpec, PreparationSpec, PrepareOutcome } from "../domain/prepared";
import type { Problem } from "../domain/problem";
import type { RawRows } from "../domain/raw-rows";
import type { ReadOutcome, ReadProgress, ReadRules } from "../domain/reading";
import type { SampleOptions } from "../domain/sample/profile";
import type { DriftAnswer } from "../domain/shift/drift";
import type { InjectOutcome, InjectQuestion } from "../domain/shift/injection";
import type { PerSplit, Split } from "../domain/split";
import type { SplitSummary } from "../domain/table";
import type { Mistakes, MistakesFileQuestion, MistakesQuestion, SlicesQuestion } from "../domain/why/mistakes";
import type { SliceRow } from "../domain/why/slices";

/** The data worker: reads files into columns, keeps them, looks at them, and makes matrices from them. */
export type IngestService = {
  /** Reads a file as the table of a split; several at once, side by side. Progress at most ten times a second. */
  read: { request: { split: Split; file: File; rules: ReadRules }; result: ReadOutcome; event: ReadProgress };
  /** Makes the synthetic sample of a split, as the CSV file that a person would load. */
  sample: { request: { split: Split; options: SampleOptions }; result: File; event: never };
  /** Exchanges the tables of splits: the table of each key becomes the table of its value. */
  reassign: { request: { moves: readonly { from: Split; to: Split }[] }; result: null; event: never };
  forget: { request: { split: Split }; result: null; event: never };
  /** Deals the rows of one file, or of several pooled, to several splits; null takes that back. Cancelled, it leaves the splits as they were. */
  carve: { request: { plan: DealPlan | null }; result: CarveOutcome; event: Portion };
  /** What a deal of pooled files would come to; the label is that by which positives are counted. */
  foresee: { request: { plan: PoolPlan; label: LabelSpec | null }; result: ForecastOutcome; event: Portion };
  /** The rows of a split's file that were left out, as a CSV file with the line and the reason before the cells. */
  rejected: { request: { split: Split }; result: Blob; event: never };
  /** `count` rows from row `from` on, as text; of the columns named, else of all. */
  rows: { request: { split: Split; from: number; count: number; columns: readonly string[] | null }; result: RowPage; event: never };
  /** As `DataFrame.info()` and `describe()`, in the order of the columns named, else of all. */
  profile: { request: { split: Split; columns: readonly string[] | null }; result: readonly ColumnProfile[]; event: Portion };
  /** One column over the splits that have it, on one axis. */
  histogram: { request: { column: string; scale: AxisScale }; result: Histogram | null; event: never };
  correlation: { request: { split: Split; columns: readonly string[] }; result: Correlation; event: Portion };
  duplicates: { request: null; result: Duplicates; event: Portion };
  /** What is remarkable, as sentences. */
  findings: { request: null; result: readonly Finding[]; event: Portion };
  /** Fits on train alone, unless asked otherwise, and applies what was fitted to all three splits. */
  prepare: { request: PreparationSpec; result: PrepareOutcome; event: never };
  /** Rows of the newest matrix of a split, by their numbers in it, as they stand in the data. "data-changed" when it is no longer of the data. */
  cells: { request: { split: Split; rows: readonly number[] }; result: RawRows; event: never };
  /** `points` values or fewer that a curve over a column is drawn at, by the rows of the newest matrix; null where there is none. */
  grid: { request: { split: Split; column: string; points: number }; result: { readonly grid: readonly RawCell[] | null }; event: never };
  /** The rows of the newest matrix that a net gets most wrong. "data-changed" when its logits are of other rows. */
  mistakes: { request: MistakesQuestion; result: Mistakes; event: never };
  /** The same as a CSV file, up to 100,000 rows. */
  mistakesFile: { request: MistakesFileQuestion; result: Blob; event: never };
  /** How a net does on the rows of each value or quantile of a column, in the order of the values. */
  slices: { request: SlicesQuestion; result: readonly SliceRow[]; event: never };
  /** How the features of the newest matrices differ between the splits, as they stand in the data. "data-changed" when there are none. */
  drift: { request: null; result: DriftAnswer; event: Portion };
  /** A copy of a split, shifted on purpose and made into a matrix by what the newest one was made by; its buffers are transferred. */
  inject: { request: InjectQuestion; result: InjectOutcome; event: Portion };
};

/** How much of a long answer is ready. */
export interface Portion {
  readonly done: number;
  readonly total: number;
}

export type CarveOutcome =
  | { readonly status: "carved"; readonly summaries: Partial<PerSplit<SplitSummary>>; readonly problems: readonly Problem[] }
  | { readonly status: "refused"; readonly problem: Problem };
