import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { EngineName } from "../../domain/engine-identity";
import type { FeatureSelection } from "../../domain/run-config";
import type { Split } from "../../domain/split";
import { createIngestService } from "../../ingest/ingest-service";
import { localReader } from "../../ingest/readers/local-reader";
import type { Watcher } from "../../ingest/inspect/pace";
import type { DataSource, Watching } from "../../state/data-source";
import type { Services } from "../../state/services";
import { createAppStore, type AppStore } from "../../state/store";
import type { DomainQuestion } from "../../domain/shift/domain-question";
import { fakeExaminer, madeCorrected, madeIntervals, madePrior, untold, type FakeExaminer } from "./fake-examiner";
import { events, fakeTrainer, type FakeTrainer } from "./fake-trainer";
import { memoryShelf } from "./memory-shelf";

/** Looks at the data are tested without the store. */
const unanswered = (): Promise<never> => new Promise(() => undefined);

function watcherOf({ signal = new AbortController().signal, onEvent = () => undefined }: Watching = {}): Watcher {
  return { signal, emit: onEvent };
}

/** The real reader of files, without its worker. */
function directDataSource(): DataSource {
  const ingest = createIngestService(localReader);
  return {
    read: (job, signal, emit) => ingest.read(job, { signal, emit }),
    sample: (split, options) => ingest.sample({ split, options }),
    reassign: async (moves) => void (await ingest.reassign({ moves })),
    forget: async (split) => void (await ingest.forget({ split })),
    carve: (plan, watching) => ingest.carve({ plan }, watcherOf(watching)),
    foresee: (request, watching) => ingest.foresee(request, watcherOf(watching)),
    rejected: (split) => ingest.rejected({ split }),
    rows: unanswered,
    profile: unanswered,
    histogram: unanswered,
    correlation: unanswered,
    duplicates: unanswered,
    findings: unanswered,
    prepare: (spec) => ingest.prepare(spec),
    cells: (request) => ingest.cells(request),
    grid: (request) => ingest.grid(request),
    mistakes: (request) => ingest.mistakes(request),
    mistakesFile: (request) => ingest.mistakesFile(request),
    slices: (request) => ingest.slices(request),
    drift: (watching) => ingest.drift(watcherOf(watching)),
    inject: (request, watching) => ingest.inject(request, watcherOf(watching)),
  };
}

interface Download {
  readonly name: string;
  readonly text: string;
  readonly blob: Blob | null;
}

export interface Page {
  readonly dataSource: DataSource;
  readonly store: AppStore;
  readonly trainer: FakeTrainer;
  readonly examiner: FakeExaminer;
  /** Files that were handed to the person: name and text, or the content that was no text. */
  readonly downloads: readonly Download[];
}

/** The store with the real reader of files and a fake trainer. */
export function openPage(change: Partial<Services> = {}): Page {
  const trainer = fakeTrainer();
  const examiner = fakeExaminer();
  const downloads: Download[] = [];
  let time = 0;
  const dataSource = directDataSource();
  const store = createAppStore({
    dataSource,
    trainer,
    examiner,
    now: () => (time += 1),
    timestamp: () => "2026-01-02T03:04:05.000Z",
    download: (name, content) =>
      downloads.push(typeof content === "string" ? { name, text: content, blob: null } : { name, text: "", blob: content }),
    fetchFile: (path) => {
      const name = path.slice(path.lastIndexOf("/") + 1);
      return Promise.resolve(new File([readFileSync(join("public", path))], name));
    },
    drawSeed: () => 424_242,
    heapBytes: () => 1e6,
    shelf: memoryShelf(),
    appVersion: "0.0.0",
    ...change,
  });
  return { dataSource, store, trainer, examiner, downloads };
}

/** A small CSV of two features and a label; every third row is positive. */
export function csv(split: Split, rows = 12): File {
  const lines = Array.from({ length: rows }, (_, i) => `${i},${i % 5},${i % 3 === 0 ? 1 : 0}`);
  return new File([["a,b,label", ...lines].join("\n")], `${split}.csv`);
}

/** The page with small files of all splits, ready to train. */
export async function loadedPage(): Promise<Page> {
  const page = openPage();
  await page.store.getState().addFiles([csv("train"), csv("validation", 6), csv("test", 6)]);
  await page.store.getState().prepared();
  return page;
}

/** Changes nothing but which columns are features. */
export function selectFeatures(store: AppStore, selection: FeatureSelection | undefined): void {
  const { changeFeatures, featureWish } = store.getState();
  const { selection: _, ...wish } = featureWish;
  changeFeatures(selection === undefined ? wish : { ...wish, selection });
}

/** Does what starts an attempt at a run, and waits until the trainer has been asked for it. */
export async function nextRequest({ trainer }: Page, start: () => void): Promise<number> {
  const before = trainer.requests.length;
  start();
  await expect.poll(() => trainer.requests.length).toBe(before + 1);
  return trainer.requests.at(-1)?.runId ?? NaN;
}

/** Downloads the report, whose questions get made answers. @returns its text */
export async function downloadedReport({ store, examiner, downloads }: Page): Promise<string> {
  let asked = examiner.asked.length;
  let done = false;
  const downloading = store.getState().downloadReport().finally(() => {
    done = true;
  });
  while (!done) {
    await Promise.race([downloading, expect.poll(() => done || examiner.asked.length > asked, { interval: 5 }).toBe(true)]);
    for (; asked < examiner.asked.length; asked++) {
      const { method, answer, question } = examiner.asked[asked]!;
      if (method === "intervals") answer(madeIntervals());
      else if (method === "domain") answer(untold(question as DomainQuestion));
      else if (method === "prior") answer(madePrior());
      else if (method === "corrected") answer(madeCorrected());
      else throw new Error(`A report does not ask for "${method}".`);
    }
  }
  await downloading;
  return downloads.at(-1)?.text ?? "";
}

/** Starts a run by its button. */
export function startRun(page: Page): Promise<number> {
  return nextRequest(page, page.store.getState().transport.train);
}

/** Starts a run of ten epochs that is on its way in the epoch after `epoch`. */
export async function runBeyond(page: Page, epoch: number, engine: EngineName = "webgl"): Promise<number> {
  const id = await startRun(page);
  page.trainer.emit([events.engine(id, engine), ...events.epochs(id, 0, epoch), events.progress(id, "training", epoch + 1)]);
  return id;
}

/** Waits until the run has ended, with results or without. */
export async function settled({ store }: Page): Promise<void> {
  await expect.poll(() => store.getState().run?.results ?? store.getState().run?.error ?? null).not.toBeNull();
}

/** A run of four epochs that has ended, with the Compare stage open; its net is asked for. */
export async function comparedPage(ending: Parameters<FakeTrainer["end"]>[1] = { weightsEpoch: 4 }): Promise<Page> {
  const page = await loadedPage();
  await runBeyond(page, 4);
  page.trainer.end("finished", ending);
  await settled(page);
  await expect.poll(() => page.store.getState().run?.status).toBe("finished");
  page.store.getState().openStage("compare");
  return page;
}
