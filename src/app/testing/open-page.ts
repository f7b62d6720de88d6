import { readFileSync } from "node:fs";
import { join } from "node:path";
import { evaluateLogits } from "../../domain/metrics/evaluation";
import { perSplit, type Split } from "../../domain/split";
import type { Trainer } from "../../domain/trainer";
import { createIngestService } from "../../ingest/ingest-service";
import type { DataSource } from "../../state/data-source";
import type { Services } from "../../state/services";
import { createAppStore, type AppStore } from "../../state/store";

/** A trainer whose runs are moved on by the test. */
interface FakeTrainer extends Trainer {
  readonly loaded: readonly number[];
  readonly requests: readonly Parameters<Trainer["run"]>[0][];
  /** Sends events of the run under way. */
  emit(events: Parameters<Parameters<Trainer["run"]>[1]>[0]): void;
  /** Ends the run under way. */
  end(status: "finished" | "stopped"): void;
  fail(reason: Error): void;
}

const IDENTITY = { name: "cpu", variant: "fake", pool: 1, renderer: null } as const;

function fakeTrainer(): FakeTrainer {
  const loaded: number[] = [];
  const requests: Parameters<Trainer["run"]>[0][] = [];
  let current: { emit: FakeTrainer["emit"]; resolve: Parameters<ConstructorParameters<typeof Promise>[0]>[0]; reject: (reason: Error) => void } | null =
    null;
  const none = (): Promise<void> => Promise.resolve();
  return {
    loaded,
    requests,
    engines: () => Promise.resolve([{ choice: "auto", available: true, engine: IDENTITY, reason: "a fake" }]),
    load: ({ features }) => {
      loaded.push(features);
      return Promise.resolve();
    },
    run: (request, emit) => {
      requests.push(request);
      return new Promise((resolve, reject) => {
        current = { emit, resolve: resolve as (value: unknown) => void, reject };
      });
    },
    pause: none,
    resume: none,
    stop: none,
    evaluate: (threshold) =>
      Promise.resolve(perSplit(() => evaluateLogits(Float32Array.from([-1, 1]), Uint8Array.from([0, 1]), threshold))),
    predict: (_x, rows) => Promise.resolve(new Float32Array(rows).fill(0.25)),
    emit: (events) => current?.emit(events),
    end: (status) => {
      const request = requests.at(-1);
      const weight = Float32Array.from({ length: 128 * 2 }, () => 0.5);
      current?.resolve({
        runId: request?.runId ?? 0,
        status,
        engine: IDENTITY,
        weights: [
          { weight, bias: new Float32Array(128) },
          { weight: new Float32Array(128 * 64), bias: new Float32Array(64) },
          { weight: new Float32Array(64), bias: new Float32Array(1) },
        ],
        rowsPerSecond: 1000,
        trainMs: 10,
        evaluateMs: 5,
      });
    },
    fail: (reason) => current?.reject(reason),
  };
}

/** The real reader of files, without its worker. */
function directDataSource(): DataSource {
  const ingest = createIngestService();
  return {
    read: (job, signal, emit) => ingest.read(job, { signal, emit }),
    sample: (split, options) => ingest.sample({ split, options }),
    reassign: async (moves) => void (await ingest.reassign({ moves })),
    forget: async (split) => void (await ingest.forget({ split })),
    prepare: (spec) => ingest.prepare(spec),
  };
}

export interface Page {
  readonly dataSource: DataSource;
  readonly store: AppStore;
  readonly trainer: FakeTrainer;
  /** Files that were handed to the person: name and text. */
  readonly downloads: readonly { name: string; text: string }[];
}

/** The store with the real reader of files and a fake trainer. */
export function openPage(change: Partial<Services> = {}): Page {
  const trainer = fakeTrainer();
  const downloads: { name: string; text: string }[] = [];
  let time = 0;
  const dataSource = directDataSource();
  const store = createAppStore({
    dataSource,
    trainer,
    now: () => (time += 1),
    timestamp: () => "2026-01-02T03:04:05.000Z",
    download: (name, text) => downloads.push({ name, text }),
    fetchFile: (path) => {
      const name = path.slice(path.lastIndexOf("/") + 1);
      return Promise.resolve(new File([readFileSync(join("public", path))], name));
    },
    drawSeed: () => 424_242,
    heapBytes: () => 1e6,
    appVersion: "0.0.0",
    ...change,
  });
  return { dataSource, store, trainer, downloads };
}

/** A small CSV of two features and a label; every third row is positive. */
export function csv(split: Split, rows = 12): File {
  const lines = Array.from({ length: rows }, (_, i) => `${i},${i % 5},${i % 3 === 0 ? 1 : 0}`);
  return new File([["a,b,label", ...lines].join("\n")], `${split}.csv`);
}
