import type { Checkpoint } from "../../domain/checkpoint";
import type { EngineName, EngineOption } from "../../domain/engine-identity";
import { ENGINE_NAMES } from "../../domain/engine-identity";
import type { EpochRecord } from "../../domain/history";
import { finalFigures } from "../../domain/metrics/final-figures";
import { logitHistogram, type LogitHistogram } from "../../domain/metrics/logit-histogram";
import { perSplit, type PerSplit } from "../../domain/split";
import type { EngineRanking, RunEvent, RunOutcome, RunPhase, RunRequest, Trainer } from "../../domain/trainer";
import type { Weights } from "../../domain/weights";

/** A trainer whose runs are moved on by the test. */
export interface FakeTrainer extends Trainer {
  /** Features of the matrices that were loaded, in turn. */
  readonly loaded: readonly number[];
  readonly requests: readonly RunRequest[];
  /** What else was asked, as "method arguments". */
  readonly calls: readonly string[];
  /** The next call of that method is rejected. */
  failNext(method: "load" | "change" | "evaluate" | "rank", reason: Error): void;
  /** Sends events of the run under way. */
  emit(events: readonly RunEvent[]): void;
  /** Ends the run under way. */
  end(status: RunOutcome["status"], more?: Partial<RunOutcome>): void;
  fail(reason: Error): void;
}

interface UnderWay {
  readonly request: RunRequest;
  readonly emit: FakeTrainer["emit"];
  readonly resolve: (outcome: RunOutcome) => void;
  readonly reject: (reason: Error) => void;
}

function identity(name: EngineName): NonNullable<EngineOption["engine"]> {
  return { name, variant: "fake", pool: 1, renderer: null };
}

/** Of the reference net on two features. */
const WEIGHTS: Weights = [
  { weight: new Float32Array(128 * 2).fill(0.5), bias: new Float32Array(128) },
  { weight: new Float32Array(64 * 128), bias: new Float32Array(64) },
  { weight: new Float32Array(64), bias: new Float32Array(1) },
];

export const RANKING: EngineRanking = {
  key: "fake",
  engines: [{ engine: identity("wasm"), rowsPerSecond: 1000 }],
  auto: { engine: identity("wasm"), reason: "a fake" },
};

const OPTIONS: readonly EngineOption[] = [
  { choice: "auto", available: true, engine: identity("wasm"), reason: "a fake" },
  ...ENGINE_NAMES.map((choice) => ({ choice, available: true, engine: identity(choice), reason: "a fake" })),
];

export function fakeTrainer(): FakeTrainer {
  const loaded: number[] = [];
  const requests: RunRequest[] = [];
  const calls: string[] = [];
  const failures = new Map<string, Error>();
  let current: UnderWay | null = null;

  const asked = async <T>(method: string, args: readonly unknown[], answer: T): Promise<T> => {
    calls.push([method, ...args].join(" "));
    const failure = failures.get(method);
    failures.delete(method);
    if (failure !== undefined) throw failure;
    return answer;
  };

  return {
    loaded,
    requests,
    calls,
    failNext: (method, reason) => failures.set(method, reason),
    engines: async () => OPTIONS,
    rank: () => asked("rank", [], RANKING),
    load: async ({ features }) => {
      loaded.push(features);
      await asked("load", [features], null);
    },
    run: (request, emit) => {
      requests.push(request);
      return new Promise((resolve, reject) => (current = { request, emit, resolve, reject }));
    },
    pause: async (runId) => void (await asked("pause", [runId], null)),
    resume: async (runId) => void (await asked("resume", [runId], null)),
    stop: async (runId) => void (await asked("stop", [runId], null)),
    step: async (runId, unit) => void (await asked("step", [runId, unit], null)),
    change: async (runId, field, value) => void (await asked("change", [runId, field, value], null)),
    memory: async () => ({ matrixBytes: 0, bufferBytes: 0, liveBuffers: 0, workers: 0 }),
    evaluate: (threshold) =>
      asked("evaluate", [threshold], perSplit(() => finalFigures(Float32Array.from([-1, 1]), Uint8Array.from([0, 1]), threshold))),
    predict: async (_x, rows) => new Float32Array(rows).fill(0.25),
    emit: (events) => current?.emit(events),
    end: (status, more = {}) => {
      if (current === null) return;
      const { request, resolve } = current;
      resolve({
        runId: request.runId,
        status,
        engine: identity("cpu"),
        weights: WEIGHTS,
        weightsEpoch: null,
        reason: null,
        config: request.config,
        rowsPerSecond: 1000,
        trainMs: 10,
        evaluateMs: 5,
        ...more,
      });
    },
    fail: (reason) => current?.reject(reason),
  };
}

function record(epoch: number): EpochRecord {
  const measured = { rows: 2, positives: 1, loss: 0.5, accuracy: 1, confusion: { tp: 1, fp: 0, tn: 1, fn: 0 } };
  return { epoch, ...perSplit(() => measured) };
}

/** Two rows a split, told apart the further the later the epoch. */
function histograms(epoch: number): PerSplit<LogitHistogram> {
  return perSplit(() => logitHistogram(Float32Array.of(-epoch - 0.1, epoch), Uint8Array.of(0, 1)));
}

/** Small weights that tell their epoch. */
function checkpoint(epoch: number): Checkpoint {
  const weights = [{ weight: Float32Array.of(epoch), bias: Float32Array.of(epoch) }];
  return { epoch, step: epoch * 3, weights, optimizer: null };
}

/** Events of a run, as the trainer sends them. */
export const events = {
  engine: (runId: number, name: EngineName): RunEvent => ({ type: "engine", runId, engine: identity(name) }),
  progress: (runId: number, phase: RunPhase, epoch: number): RunEvent => ({
    type: "progress",
    runId,
    phase,
    epoch,
    done: 0.5,
    secondsLeft: null,
    rowsPerSecond: null,
  }),
  epoch: (runId: number, epoch: number): RunEvent => ({ type: "epoch", runId, record: record(epoch), histograms: histograms(epoch), checkpoint: checkpoint(epoch) }),
  /** Epochs from the first to the last, with a point of the batch-loss line in the middle of each. */
  epochs: (runId: number, first: number, last: number): RunEvent[] =>
    Array.from({ length: last - first + 1 }, (_, index) => first + index).flatMap((epoch) => [
      events.batchLoss(runId, epoch - 0.5),
      events.epoch(runId, epoch),
    ]),
  batchLoss: (runId: number, at: number): RunEvent => ({ type: "batch-loss", runId, at, loss: 0.7 }),
  learningRate: (runId: number, epoch: number, step: number, to: number): RunEvent => ({
    type: "change",
    runId,
    change: { epoch, step, field: "optimizer.lr", from: 0.001, to },
  }),
};
