import type { EngineChoice, EngineIdentity, EngineOption } from "../domain/engine-identity";
import type { EpochRecord } from "../domain/history";
import type { Evaluation } from "../domain/metrics/evaluation";
import { DEFAULT_CONFIG, PRESETS, type PresetName, type RunConfig } from "../domain/run-config";
import { SAMPLE_RUN_SEED } from "../domain/sample/profile";
import { scaledRows } from "../domain/scaling";
import type { PerSplit } from "../domain/split";
import type { RunEvent, RunOutcome, RunProgress, Trainer } from "../domain/trainer";
import type { Weights } from "../domain/weights";
import type { SliceCreator } from "./app-state";
import type { PreparedMeta } from "./preparation-slice";
import type { Services } from "./services";

export type RunStatus = "idle" | "starting" | "running" | "paused" | "stopping" | "finished" | "stopped" | "failed";

export interface BatchLoss {
  /** Position in epochs: 2.5 is the middle of the third. */
  readonly at: number;
  readonly loss: number;
}

/** A run as the page knows it: what was asked, and what came of it so far. */
export interface Run {
  readonly id: number;
  readonly status: RunStatus;
  readonly config: RunConfig;
  readonly engine: EngineIdentity | null;
  readonly progress: RunProgress | null;
  readonly history: readonly EpochRecord[];
  readonly batchLosses: readonly BatchLoss[];
  /** The data that the run was trained on; null until its matrices are ready. */
  readonly data: PreparedMeta | null;
  readonly outcome: RunOutcome | null;
  /** What is worked out once the run has ended. */
  readonly results: RunResults | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}

export interface RunResults {
  readonly evaluation: PerSplit<Evaluation>;
  /** The model's answers for the golden rows of `data`. */
  readonly goldenProbabilities: readonly number[];
}

/** Weights that the next run starts from instead of drawing them, and where they came from. */
export interface StartingWeights {
  readonly name: string;
  readonly weights: Weights;
}

export interface RunSlice {
  readonly config: RunConfig;
  readonly engineChoice: EngineChoice;
  readonly engines: readonly EngineOption[];
  readonly start: StartingWeights | null;
  readonly run: Run | null;
  choosePreset(preset: PresetName): void;
  configure(change: Partial<RunConfig>): void;
  chooseEngine(choice: EngineChoice): void;
  findEngines(): Promise<void>;
  startFrom(start: StartingWeights | null): void;
  /** Takes the seed that the sample is shown with. */
  useSampleSeed(): void;
  /** Draws another seed and trains with it. */
  drawAnother(): void;
  /** The buttons of the strip; the object stays the same. */
  readonly transport: Transport;
}

export interface Transport {
  readonly train: () => void;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly stop: () => void;
}

const ACTIVE: readonly RunStatus[] = ["starting", "running", "paused", "stopping"];

export function isActive(run: Run | null): boolean {
  return run !== null && ACTIVE.includes(run.status);
}

export const createRunSlice =
  (services: Services): SliceCreator<RunSlice> =>
  (set, get) => {
    const { trainer } = services;
    let nextId = 1;

    /** Changes the run of that id; an older run's news is dropped. */
    const update = (id: number, change: (run: Run) => Partial<Run>): void => {
      set((state) => (state.run?.id === id ? { run: { ...state.run, ...change(state.run) } } : {}));
    };

    const fail = (id: number, reason: unknown): void => {
      update(id, () => ({ status: "failed", error: errorOf(reason) }));
    };

    const train = async (): Promise<void> => {
      const state = get();
      if (isActive(state.run)) return;
      const { label, features } = state;
      if (label === null) return;
      const id = nextId++;
      const config: RunConfig = { ...state.config, label, features: { include: features } };
      set({
        run: {
          id,
          status: "starting",
          config,
          engine: null,
          progress: null,
          history: [],
          batchLosses: [],
          data: null,
          outcome: null,
          results: null,
          error: null,
        },
      });
      try {
        const data = await get().prepared();
        update(id, () => ({ data }));
        if (get().run?.status === "stopping") {
          update(id, () => ({ status: "stopped" }));
          return;
        }
        const request = { runId: id, config, engine: state.engineChoice, init: state.start?.weights ?? null };
        const outcome = await trainer.run(request, (events) => {
          if (events.some(({ type }) => type === "epoch")) get().sampleHeap();
          update(id, (run) => applyEvents(run, events));
        });
        update(id, () => ({ outcome, engine: outcome.engine }));
        get().noteTime("trainMs", outcome.trainMs);
        const started = services.now();
        const results = await resultsOf(trainer, config, data);
        get().noteTime("evaluateMs", outcome.evaluateMs + services.now() - started);
        update(id, () => ({ status: outcome.status, results }));
      } catch (reason) {
        fail(id, reason);
      }
    };

    return {
      config: DEFAULT_CONFIG,
      engineChoice: "auto",
      engines: [],
      start: null,
      run: null,

      choosePreset: (preset) => {
        // A preset says nothing of the seed: the untrained net stays the same from one to the next.
        set({ config: { ...PRESETS[preset].config, seed: get().config.seed }, start: null });
      },
      configure: (change) => {
        set((state) => ({ config: { ...state.config, ...change } }));
      },
      chooseEngine: (engineChoice) => {
        set({ engineChoice });
      },
      findEngines: async () => {
        try {
          set({ engines: await trainer.engines() });
        } catch {
          // The worker could not start; the first run that needs it says so, with the way out.
        }
      },
      startFrom: (start) => {
        set({ start });
      },

      useSampleSeed: () => {
        get().configure({ seed: SAMPLE_RUN_SEED });
      },
      drawAnother: () => {
        if (isActive(get().run)) return;
        // Small enough to be said aloud in class.
        get().configure({ seed: services.drawSeed() % 10_000 });
        void train();
      },

      transport: {
        train: () => void train(),
        pause: () => {
          const { run } = get();
          if (run?.status !== "running") return;
          update(run.id, () => ({ status: "paused" }));
          trainer.pause(run.id).catch((reason: unknown) => {
            fail(run.id, reason);
          });
        },
        resume: () => {
          const { run } = get();
          if (run?.status !== "paused") return;
          update(run.id, () => ({ status: "running" }));
          trainer.resume(run.id).catch((reason: unknown) => {
            fail(run.id, reason);
          });
        },
        stop: () => {
          const { run } = get();
          if (run === null || !isActive(run)) return;
          update(run.id, () => ({ status: "stopping" }));
          trainer.stop(run.id).catch((reason: unknown) => {
            fail(run.id, reason);
          });
        },
      },
    };
  };

function errorOf(reason: unknown): { code: string; message: string } {
  if (!(reason instanceof Error)) return { code: "internal", message: String(reason) };
  return { code: "code" in reason && typeof reason.code === "string" ? reason.code : "internal", message: reason.message };
}

async function resultsOf(trainer: Trainer, config: RunConfig, data: PreparedMeta): Promise<RunResults> {
  const evaluation = await trainer.evaluate(config.threshold);
  const golden = scaledRows(data.scaler, data.goldenRows);
  const probabilities = await trainer.predict(golden, data.goldenRows.length);
  return { evaluation, goldenProbabilities: [...probabilities] };
}

/** The most points of the batch-loss line that are kept; beyond it neighbours are merged. */
const MAX_BATCH_LOSSES = 2000;

/** What is not touched by the events keeps its identity, so that nothing is drawn again for nothing. */
function applyEvents(run: Run, events: readonly RunEvent[]): Partial<Run> {
  let { engine, progress, status } = run;
  const records: EpochRecord[] = [];
  const losses: BatchLoss[] = [];
  for (const event of events) {
    if (event.runId !== run.id) continue;
    switch (event.type) {
      case "engine":
        engine = event.engine;
        if (status === "starting") status = "running";
        break;
      case "progress":
        progress = event;
        break;
      case "batch-loss":
        losses.push({ at: event.at, loss: event.loss });
        break;
      case "epoch":
        records.push(event.record);
        break;
    }
  }
  const history = records.length === 0 ? run.history : [...run.history, ...records];
  const batchLosses = losses.length === 0 ? run.batchLosses : withinLimit([...run.batchLosses, ...losses]);
  return { engine, progress, status, history, batchLosses };
}

function withinLimit(losses: BatchLoss[]): BatchLoss[] {
  return losses.length > MAX_BATCH_LOSSES ? mergeNeighbours(losses) : losses;
}

function mergeNeighbours(losses: readonly BatchLoss[]): BatchLoss[] {
  const merged: BatchLoss[] = [];
  for (let i = 0; i + 1 < losses.length; i += 2) {
    const [a, b] = [losses[i], losses[i + 1]];
    if (a !== undefined && b !== undefined) merged.push({ at: b.at, loss: (a.loss + b.loss) / 2 });
  }
  return merged;
}
