import type { ColumnProfile, Correlation, Duplicates, Finding, Histogram, RowPage } from "../domain/inspect/profile";
import type { DealPlan, ForecastOutcome } from "../domain/pool";
import type { PreparationSpec, PrepareOutcome } from "../domain/prepared";
import type { RawRows } from "../domain/raw-rows";
import type { ReadOutcome, ReadProgress } from "../domain/reading";
import type { SampleOptions } from "../domain/sample/profile";
import type { DriftAnswer } from "../domain/shift/drift";
import type { InjectOutcome } from "../domain/shift/injection";
import type { Split } from "../domain/split";
import type { Mistakes } from "../domain/why/mistakes";
import type { SliceRow } from "../domain/why/slices";
import type { CallOptions, Client } from "../protocol/client";
import type { CarveOutcome, IngestService, Portion } from "../protocol/ingest-service";

export type ReadJob = IngestService["read"]["request"];

type Request<M extends keyof IngestService> = IngestService[M]["request"];

/** How a long look at the data is followed and given up. */
export type Watching = CallOptions<Portion>;

/** Where tables are kept, looked at, and matrices are made: the data worker, or a fake in tests. */
export interface DataSource {
  read(job: ReadJob, signal: AbortSignal, onProgress: (progress: ReadProgress) => void): Promise<ReadOutcome>;
  /** The synthetic sample of a split, as the file that a person would load. */
  sample(split: Split, options: SampleOptions): Promise<File>;
  reassign(moves: readonly { from: Split; to: Split }[]): Promise<void>;
  forget(split: Split): Promise<void>;
  /** Deals the rows of a file, or of several pooled, to several splits; null takes that back. */
  carve(plan: DealPlan | null, watching?: Watching): Promise<CarveOutcome>;
  /** What a deal of pooled files would come to. */
  foresee(request: Request<"foresee">, watching?: Watching): Promise<ForecastOutcome>;
  /** The rows of a split's file that were left out, as a CSV file. */
  rejected(split: Split): Promise<Blob>;
  rows(request: Request<"rows">, signal?: AbortSignal): Promise<RowPage>;
  profile(request: Request<"profile">, watching?: Watching): Promise<readonly ColumnProfile[]>;
  /** Null when no split has the column. */
  histogram(request: Request<"histogram">, signal?: AbortSignal): Promise<Histogram | null>;
  correlation(request: Request<"correlation">, watching?: Watching): Promise<Correlation>;
  duplicates(watching?: Watching): Promise<Duplicates>;
  findings(watching?: Watching): Promise<readonly Finding[]>;
  /** What is wrong with the data is an outcome; a rejection is a fault of ours. */
  prepare(spec: PreparationSpec): Promise<PrepareOutcome>;
  /** Rows of the newest matrix as they stand in the data. @throws "data-changed" when it is no longer of the data */
  cells(request: Request<"cells">, signal?: AbortSignal): Promise<RawRows>;
  grid(request: Request<"grid">, signal?: AbortSignal): Promise<IngestService["grid"]["result"]>;
  mistakes(request: Request<"mistakes">, signal?: AbortSignal): Promise<Mistakes>;
  mistakesFile(request: Request<"mistakesFile">): Promise<Blob>;
  slices(request: Request<"slices">, signal?: AbortSignal): Promise<readonly SliceRow[]>;
  /** Of the newest matrices. @throws "data-changed" when there are none of the data as it is */
  drift(watching?: Watching): Promise<DriftAnswer>;
  inject(request: Request<"inject">, watching?: Watching): Promise<InjectOutcome>;
}

export function dataSourceClient(client: Client<IngestService>): DataSource {
  return {
    read: (job, signal, onProgress) => client.call("read", job, { signal, onEvent: onProgress }),
    sample: (split, options) => client.call("sample", { split, options }),
    reassign: async (moves) => void (await client.call("reassign", { moves })),
    forget: async (split) => void (await client.call("forget", { split })),
    carve: (plan, watching) => client.call("carve", { plan }, watching),
    foresee: (request, watching) => client.call("foresee", request, watching),
    rejected: (split) => client.call("rejected", { split }),
    rows: (request, signal) => client.call("rows", request, { signal }),
    profile: (request, watching) => client.call("profile", request, watching),
    histogram: (request, signal) => client.call("histogram", request, { signal }),
    correlation: (request, watching) => client.call("correlation", request, watching),
    duplicates: (watching) => client.call("duplicates", null, watching),
    findings: (watching) => client.call("findings", null, watching),
    prepare: (spec) => client.call("prepare", spec),
    cells: (request, signal) => client.call("cells", request, { signal }),
    grid: (request, signal) => client.call("grid", request, { signal }),
    mistakes: (request, signal) => client.call("mistakes", request, { signal }),
    mistakesFile: (request) => client.call("mistakesFile", request),
    slices: (request, signal) => client.call("slices", request, { signal }),
    drift: (watching) => client.call("drift", null, watching),
    inject: (request, watching) => client.call("inject", request, watching),
  };
}
