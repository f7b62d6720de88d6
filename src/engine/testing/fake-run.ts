import type { EngineOption } from "../../domain/engine-identity";
import { DEFAULT_CONFIG, type RunConfig } from "../../domain/run-config";
import { perSplit } from "../../domain/split";
import type { Matrices, RunEvent, RunOutcome, RunRequest } from "../../domain/trainer";
import type { Backend } from "../backend";
import { LocalTrainer } from "../local-trainer";

const FAKE_CPU: EngineOption = {
  choice: "cpu",
  available: true,
  engine: { name: "cpu", variant: "fake", pool: 1, renderer: null },
  reason: "a fake",
};
const NO_WEBGL: EngineOption = { choice: "webgl", available: false, engine: null, reason: "This browser has no WebGL." };

/** Ten rows a split, the last five positive. */
export function fakeMatrices(): Matrices {
  return {
    features: 2,
    splits: perSplit(() => ({
      rows: 10,
      x: Float32Array.from({ length: 20 }, (_, i) => i),
      y: Uint8Array.from([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]),
      positives: 5,
    })),
  };
}

/** A trainer with data, whose CPU engine is the next of the back ends given; the last stays. */
export function fakeTrainer(...backends: readonly Backend[]): Promise<LocalTrainer> {
  // Every look at the clock is 30 ms later: portions, yields and reports all come about.
  return tickingTrainer(30, ...backends);
}

/** The same, with another number of milliseconds between two looks at the clock. */
export async function tickingTrainer(tick: number, ...backends: readonly Backend[]): Promise<LocalTrainer> {
  let time = 0;
  let made = 0;
  const trainer = new LocalTrainer({
    detectEngines: () => Promise.resolve([FAKE_CPU, NO_WEBGL]),
    createBackend: () => {
      const backend = backends[Math.min(made++, backends.length - 1)];
      return backend === undefined ? Promise.reject(new Error("There is none.")) : Promise.resolve(backend);
    },
    now: () => (time += tick),
  });
  await trainer.load(fakeMatrices());
  return trainer;
}

/** Two epochs of a full batch on the CPU engine, from drawn weights, unless told otherwise. */
export function fakeRequest(config: Partial<RunConfig> = {}, change: Partial<RunRequest> = {}): RunRequest {
  return {
    runId: 1,
    config: { ...DEFAULT_CONFIG, batchSize: "full", epochs: 2, ...config },
    engine: "cpu",
    start: { kind: "draw" },
    until: null,
    ...change,
  };
}

export interface FakeRun {
  readonly outcome: RunOutcome;
  readonly events: readonly RunEvent[];
}

export async function runFake(trainer: LocalTrainer, request: RunRequest): Promise<FakeRun> {
  const events: RunEvent[] = [];
  const outcome = await trainer.run(request, (more) => events.push(...more));
  return { outcome, events };
}

/** A run under way that is waited for at its pauses. */
export interface SteeredRun {
  readonly events: readonly RunEvent[];
  /** Settles at the next pause after this call, or at the end. */
  paused(): Promise<void>;
  /** Settles at the end. */
  ended(): Promise<RunOutcome>;
}

export function steerFake(trainer: LocalTrainer, request: RunRequest): SteeredRun {
  const events: RunEvent[] = [];
  const waiting: (() => void)[] = [];
  const release = (): void => {
    for (const each of waiting.splice(0)) each();
  };
  const run = trainer.run(request, (more) => {
    events.push(...more);
    if (more.some((event) => event.type === "progress" && event.phase === "paused")) release();
  });
  run.then(release, release);
  return { events, paused: () => new Promise((resolve) => waiting.push(resolve)), ended: () => run };
}

/** The events of one type, in order. */
export function eventsOf<T extends RunEvent["type"]>(events: readonly RunEvent[], type: T): Extract<RunEvent, { type: T }>[] {
  return events.filter((event): event is Extract<RunEvent, { type: T }> => event.type === type);
}
