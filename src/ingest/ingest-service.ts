import type { PreparationSpec, PrepareOutcome, PreparedData } from "../domain/prepared";
import { DataError } from "../domain/problem";
import type { ReadOutcome, ReadProgress, ReadRules } from "../domain/reading";
import { sampleCsvChunks } from "../domain/sample/csv";
import { SAMPLE_FILE_NAMES, type SampleOptions } from "../domain/sample/profile";
import type { PerSplit, Split } from "../domain/split";
import { fileSource } from "./byte-source";
import { prepare } from "./prepare";
import { readCsv } from "./read-csv";
import type { LoadedTable } from "./usable-rows";

export interface ReadContext {
  readonly signal: AbortSignal;
  emit(event: ReadProgress): void;
}

export interface ReadRequest {
  readonly split: Split;
  readonly file: File;
  readonly rules: ReadRules;
}

/** Reading, making matrices and the rest, over tables that are kept here. */
export interface Ingest {
  read(request: ReadRequest, context: ReadContext): Promise<ReadOutcome>;
  sample(request: { split: Split; options: SampleOptions }): Promise<File>;
  reassign(request: { moves: readonly { from: Split; to: Split }[] }): Promise<null>;
  forget(request: { split: Split }): Promise<null>;
  prepare(request: PreparationSpec): Promise<PrepareOutcome>;
}

/** Keeps one table a split. A file that is refused or cancelled leaves the split as it was. */
export function createIngestService(): Ingest {
  let tables: Partial<PerSplit<LoadedTable>> = {};
  /** The newest reading of each split: an older one that ends later must not overwrite its table. */
  const newest = new Map<Split, AbortController>();

  return {
    read: async ({ split, file, rules }, { signal, emit }) => {
      newest.get(split)?.abort();
      const own = new AbortController();
      newest.set(split, own);
      try {
        const outcome = await readCsv(fileSource(file), {
          split,
          file: file.name,
          rules,
          signal: AbortSignal.any([signal, own.signal]),
          onProgress: emit,
        });
        signal.throwIfAborted();
        own.signal.throwIfAborted();
        const { status, problems } = outcome;
        if (status === "refused") return { status, problems };
        const { table, summary } = outcome;
        tables = { ...tables, [split]: { fileName: file.name, table } };
        return { status, summary, problems };
      } finally {
        if (newest.get(split) === own) newest.delete(split);
      }
    },

    sample: ({ split, options }) =>
      Promise.resolve(new File([...sampleCsvChunks(split, options)], SAMPLE_FILE_NAMES[split], { type: "text/csv" })),

    reassign: ({ moves }) => {
      const moved = { ...tables };
      for (const { from } of moves) delete moved[from];
      for (const { from, to } of moves) {
        const table = tables[from];
        if (table !== undefined) moved[to] = table;
      }
      tables = moved;
      return Promise.resolve(null);
    },

    forget: ({ split }) => {
      newest.get(split)?.abort();
      tables = { ...tables };
      delete tables[split];
      return Promise.resolve(null);
    },

    prepare: (spec) => Promise.resolve(outcomeOf(() => prepare(tables, spec))),
  };
}

/** What is wrong with the data is a value, with its place: it must cross to the page whole. */
function outcomeOf(make: () => PreparedData): PrepareOutcome {
  try {
    return { status: "prepared", data: make() };
  } catch (reason) {
    if (reason instanceof DataError) return { status: "refused", problem: reason.problem };
    throw reason;
  }
}
