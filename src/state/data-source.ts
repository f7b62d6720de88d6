import type { PreparationSpec, PrepareOutcome } from "../domain/prepared";
import type { ReadOutcome, ReadProgress, ReadRules } from "../domain/reading";
import type { SampleOptions } from "../domain/sample/profile";
import type { Split } from "../domain/split";
import type { Client } from "../protocol/client";
import type { IngestService } from "../protocol/ingest-service";

export interface ReadJob {
  readonly split: Split;
  readonly file: File;
  readonly rules: ReadRules;
}

/** Where tables are kept and matrices are made: the data worker, or a fake in tests. */
export interface DataSource {
  read(job: ReadJob, signal: AbortSignal, onProgress: (progress: ReadProgress) => void): Promise<ReadOutcome>;
  /** The synthetic sample of a split, as the file that a person would load. */
  sample(split: Split, options: SampleOptions): Promise<File>;
  reassign(moves: readonly { from: Split; to: Split }[]): Promise<void>;
  forget(split: Split): Promise<void>;
  /** What is wrong with the data is an outcome; a rejection is a fault of ours. */
  prepare(spec: PreparationSpec): Promise<PrepareOutcome>;
}

export function dataSourceClient(client: Client<IngestService>): DataSource {
  return {
    read: (job, signal, onProgress) => client.call("read", job, { signal, onEvent: onProgress }),
    sample: (split, options) => client.call("sample", { split, options }),
    reassign: async (moves) => void (await client.call("reassign", { moves })),
    forget: async (split) => void (await client.call("forget", { split })),
    prepare: (spec) => client.call("prepare", spec),
  };
}
