import type { ReadProgress, ReadRules } from "../../domain/reading";
import type { Split } from "../../domain/split";
import type { CsvOutcome } from "../read-csv";

/** A file that is to be read as the table of a split. */
export interface ReadJob {
  readonly split: Split;
  readonly file: File;
  readonly rules: ReadRules;
  /** Whether the bytes are hashed too; where not, the summary's `sha256` is empty. */
  readonly fingerprint: boolean;
}

export interface ReadWatch {
  readonly signal: AbortSignal;
  onProgress(progress: ReadProgress): void;
}

/** Reads files into tables: on this thread, on another, or on several. */
export interface TableReader {
  /** @throws an `AbortError` when cancelled */
  read(job: ReadJob, watch: ReadWatch): Promise<CsvOutcome>;
}
