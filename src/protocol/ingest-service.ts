import type { PreparationSpec, PrepareOutcome } from "../domain/prepared";
import type { ReadOutcome, ReadProgress, ReadRules } from "../domain/reading";
import type { SampleOptions } from "../domain/sample/profile";
import type { Split } from "../domain/split";

/** The data worker: reads files into columns, keeps them, and makes matrices from them. */
export type IngestService = {
  /** Reads a file as the table of a split. Progress at most ten times a second; aborts between chunks. */
  read: { request: { split: Split; file: File; rules: ReadRules }; result: ReadOutcome; event: ReadProgress };
  /** Makes the synthetic sample of a split, as the CSV file that a person would load. */
  sample: { request: { split: Split; options: SampleOptions }; result: File; event: never };
  /** Exchanges the tables of splits: the table of each key becomes the table of its value. */
  reassign: { request: { moves: readonly { from: Split; to: Split }[] }; result: null; event: never };
  forget: { request: { split: Split }; result: null; event: never };
  /** Fits the scaler on train alone and applies it to all three splits. */
  prepare: { request: PreparationSpec; result: PrepareOutcome; event: never };
};
