import type { RawCell } from "../domain/features/fitted";
import { isPool, type DealPlan, type ForecastOutcome, type PoolPlan } from "../domain/pool";
import type { LabelSpec, PreparationSpec, PrepareOutcome, PreparedData } from "../domain/prepared";
import { DataError, problem, type Problem } from "../domain/problem";
import type { RawRows } from "../domain/raw-rows";
import type { ReadOutcome, ReadProgress } from "../domain/reading";
import { sampleCsvChunks } from "../domain/sample/csv";
import { SAMPLE_FILE_NAMES, type SampleOptions } from "../domain/sample/profile";
import type { DriftAnswer } from "../domain/shift/drift";
import { featureDrift } from "../domain/shift/feature-drift";
import type { InjectOutcome, InjectQuestion } from "../domain/shift/injection";
import { SPLIT_TITLES, SPLITS, type PerSplit, type Split } from "../domain/split";
import type { SplitSummary } from "../domain/table";
import type { Mistakes, MistakesFileQuestion, MistakesQuestion, SlicesQuestion } from "../domain/why/mistakes";
import type { SliceRow } from "../domain/why/slices";
import { fileSource, MAX_HELD_BYTES } from "./byte-source";
import { carve, type CarveSource } from "./carve";
import { MatrixRows } from "./cells/matrix-rows";
import { findMistakes, mistakesCsv } from "./cells/mistakes";
import { rawGrid, rawRows } from "./cells/raw-cells";
import { sliceRows } from "./cells/slice-rows";
import { fileFingerprint } from "./fingerprint";
import { injectSplit } from "./inject/inject-split";
import { CountingAhead } from "./count-ahead";
import { createInspector, type Inspector } from "./inspect/inspector";
import { atPace, type Watcher } from "./inspect/pace";
import { LoadedTables, type LoadedSplit } from "./loaded-tables";
import { dealPool, foreseePool } from "./pool/pool";
import { prepareRows } from "./prepare";
import type { CsvOutcome } from "./read-csv";
import type { ReadJob, ReadWatch, TableReader } from "./readers/table-reader";

type ReadRequest = Omit<ReadJob, "fingerprint">;

export interface ReadContext {
  readonly signal: AbortSignal;
  emit(event: ReadProgress): void;
}

type CarveOutcome =
  | { readonly status: "carved"; readonly summaries: Partial<PerSplit<SplitSummary>>; readonly problems: readonly Problem[] }
  | { readonly status: "refused"; readonly problem: Problem };

/** Reading, making matrices and the rest, over tables that are kept here. */
export interface Ingest {
  read(request: ReadRequest, context: ReadContext): Promise<ReadOutcome>;
  sample(request: { split: Split; options: SampleOptions }): Promise<File>;
  reassign(request: { moves: readonly { from: Split; to: Split }[] }): Promise<null>;
  forget(request: { split: Split }): Promise<null>;
  /** Files that come, go or move, and another deal, cancel it. */
  carve(request: { plan: DealPlan | null }, watcher: Watcher): Promise<CarveOutcome>;
  foresee(request: { plan: PoolPlan; label: LabelSpec | null }, watcher: Watcher): Promise<ForecastOutcome>;
  rejected(request: { split: Split }): Promise<Blob>;
  readonly inspect: Inspector;
  prepare(request: PreparationSpec): Promise<PrepareOutcome>;
  /** These reject with "data-changed" when tables came, went or moved since the newest matrices were made. */
  cells(request: { split: Split; rows: readonly number[] }): Promise<RawRows>;
  grid(request: { split: Split; column: string; points: number }): Promise<{ readonly grid: readonly RawCell[] | null }>;
  mistakes(request: MistakesQuestion): Promise<Mistakes>;
  mistakesFile(request: MistakesFileQuestion): Promise<Blob>;
  slices(request: SlicesQuestion): Promise<readonly SliceRow[]>;
  drift(watcher: Watcher): Promise<DriftAnswer>;
  inject(request: InjectQuestion, watcher: Watcher): Promise<InjectOutcome>;
}

/**
 * Keeps one table a split. A file that is refused or cancelled leaves the split as it was.
 * @param reader takes several files at once
 */
export function createIngestService(reader: TableReader): Ingest {
  const loaded = new LoadedTables();
  const matrixRows = new MatrixRows();
  const countingAhead = new CountingAhead();
  /** The newest reading of each split: an older one that ends later must not overwrite its table. */
  const newest = new Map<Split, AbortController>();
  /** The deal under way: what it makes would not be of files that came meanwhile. */
  let dealing: AbortController | null = null;

  /** To be called when files come, go or move. */
  const filesChange = (): void => {
    dealing?.abort();
    matrixRows.forget();
  };

  const taken = (all: Partial<PerSplit<CarveSource>>, problems: readonly Problem[]): CarveOutcome => {
    const tables: Partial<PerSplit<LoadedSplit>> = {};
    const summaries: Partial<PerSplit<SplitSummary>> = {};
    for (const split of SPLITS) {
      const made = all[split];
      if (made === undefined) continue;
      tables[split] = { ...made, fileName: made.summary.fileName };
      summaries[split] = made.summary;
    }
    matrixRows.forget();
    loaded.carve(tables);
    return { status: "carved", summaries, problems };
  };

  const deal = async (plan: DealPlan, watcher: Watcher): Promise<CarveOutcome> => {
    if (isPool(plan)) {
      const pooling = await atPace(dealPool(loaded.files, plan), watcher);
      return pooling.status === "refused" ? pooling : taken(pooling.made, pooling.problems);
    }
    const file = loaded.files[plan.from];
    if (file === undefined) return { status: "refused", problem: nothingToCarve(plan.from) };
    const carving = await atPace(carve(file, plan), watcher);
    return carving.status === "refused" ? carving : taken(carving.made, []);
  };

  return {
    read: async (job, { signal, emit }) => {
      const { split } = job;
      newest.get(split)?.abort();
      const own = new AbortController();
      newest.set(split, own);
      try {
        const either = AbortSignal.any([signal, own.signal]);
        const outcome = await readWithFingerprint(reader, job, { signal: either, onProgress: emit });
        either.throwIfAborted();
        const { status, problems } = outcome;
        if (status === "refused") return { status, problems };
        const { table, summary, rejected } = outcome;
        filesChange();
        loaded.put(split, { fileName: job.file.name, table, summary, rejected });
        if (split === FITTED) void countingAhead.start(table);
        return { status, summary, problems };
      } finally {
        if (newest.get(split) === own) newest.delete(split);
      }
    },

    sample: ({ split, options }) =>
      Promise.resolve(new File([...sampleCsvChunks(split, options)], SAMPLE_FILE_NAMES[split], { type: "text/csv" })),

    reassign: ({ moves }) => {
      filesChange();
      loaded.move(moves);
      return Promise.resolve(null);
    },

    forget: ({ split }) => {
      newest.get(split)?.abort();
      filesChange();
      loaded.forget(split);
      return Promise.resolve(null);
    },

    carve: async ({ plan }, { signal, emit }) => {
      dealing?.abort();
      if (plan === null) return taken({}, []);
      const own = new AbortController();
      dealing = own;
      try {
        return await deal(plan, { signal: AbortSignal.any([signal, own.signal]), emit });
      } finally {
        if (dealing === own) dealing = null;
      }
    },
    foresee: async ({ plan, label }, watcher) => atPace(foreseePool(loaded.files, plan, label), watcher),

    rejected: async ({ split }) => {
      const file = loaded.files[split];
      if (file === undefined) throw new Error(`No file is loaded as the ${SPLIT_TITLES[split].toLowerCase()} split.`);
      return Promise.resolve(new Blob([file.rejected.csv], { type: "text/csv" }));
    },

    inspect: createInspector(() => loaded.splits),

    prepare: (spec) => {
      countingAhead.stop();
      matrixRows.forget();
      const make = (): PreparedData => {
        const { data, rows, ...by } = prepareRows(loaded.splits, spec);
        matrixRows.remember(rows, { ...by, spec });
        return data;
      };
      return Promise.resolve(outcomeOf(make));
    },

    cells: async ({ split, rows }) => Promise.resolve(rawRows(matrixRows.of(split), rows)),
    grid: async ({ split, column, points }) => Promise.resolve({ grid: rawGrid(matrixRows.of(split), column, points) }),
    mistakes: async (question) => Promise.resolve(findMistakes(matrixRows.of(question.split), question)),
    mistakesFile: async (question) =>
      Promise.resolve(new Blob([...mistakesCsv(matrixRows.of(question.split), question)], { type: "text/csv" })),
    inject: async (question, watcher) => atPace(injectSplit(matrixRows.made(question.split), question), watcher),
    slices: async (question) => Promise.resolve(sliceRows((split) => matrixRows.of(split), question)),
    drift: async (watcher) => {
      const { sources, rows } = matrixRows.driftBasis();
      return atPace(featureDrift(sources, rows), watcher);
    },
  };
}

/** What scalers and encodings are fitted on, unless a person says otherwise. */
const FITTED: Split = "train";

/** Large files are hashed here, beside the reader: in JavaScript that takes longer than reading them. */
async function readWithFingerprint(reader: TableReader, request: ReadRequest, { signal, onProgress }: ReadWatch): Promise<CsvOutcome> {
  const apart = request.file.size > MAX_HELD_BYTES;
  if (!apart) return reader.read({ ...request, fingerprint: true }, { signal, onProgress });
  const over = new AbortController();
  const digest = fileFingerprint(fileSource(request.file), AbortSignal.any([signal, over.signal]));
  // What stops it stops the reader too, which says so.
  digest.catch(() => undefined);
  try {
    const outcome = await reader.read({ ...request, fingerprint: false }, { signal, onProgress });
    return outcome.status === "refused" ? outcome : { ...outcome, summary: { ...outcome.summary, sha256: await digest } };
  } finally {
    over.abort();
  }
}

function nothingToCarve(split: Split): Problem {
  const title = SPLIT_TITLES[split].toLowerCase();
  return problem("error", "split-missing", `There is no ${title} file to divide.`, "Load one, or divide another file.", { split });
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
