import type { Checkpoint, CheckpointMark } from "../domain/checkpoint";
import type { EngineChoice, EngineIdentity, EngineOption } from "../domain/engine-identity";
import { statedTreatments } from "../domain/features/treatments";
import type { EpochRecord } from "../domain/history";
import type { FinalFigures } from "../domain/metrics/final-figures";
import type { MetricIntervals } from "../domain/metrics/intervals";
import type { LogitHistogram } from "../domain/metrics/logit-histogram";
import { DEFAULT_CONFIG, PRESETS, withFeatures, type PresetName, type RunConfig } from "../domain/run-config";
import { SAMPLE_RUN_SEED } from "../domain/sample/profile";
import type { PerSplit } from "../domain/split";
import type { MidRunField, RunChange, RunOutcome, RunProgress, StepUnit, TrainerMemory } from "../domain/trainer";
import type { Weights } from "../domain/weights";
import type { SliceCreator } from "./app-state";
import { startAt } from "./checkpoints";
import { conductRun, type Order } from "./conduct-run";
import { isSameData, type PreparedMeta } from "./preparation-slice";
import { createRunDesk, messageOf } from "./run-desk";
import { cutAfter } from "./run-events";
import type { Services } from "./services";
import { createTransport } from "./transport";

export type RunStatus =
  | "idle"
  | "starting"
  | "running"
  | "paused"
  | "stopping"
  | "finished"
  | "stopped"
  /** The loss was no longer a finite number; the results are of the last good weights. */
  | "diverged"
  | "failed";

export interface BatchLoss {
  /** Position in epochs: 2.5 is the middle of the third. */
  readonly at: number;
  readonly loss: number;
}

/** How the logits of an epoch's net lay. */
export interface EpochHistograms {
  readonly epoch: number;
  readonly splits: PerSplit<LogitHistogram>;
}

/** A run as the page knows it: what was asked, and what came of it so far. */
export interface Run {
  readonly id: number;
  readonly status: RunStatus;
  /** As of the very first epoch; `changes` say what was different from when on. */
  readonly config: RunConfig;
  /** The epoch that it goes on from, of the run before it; 0 when it began itself. */
  readonly startEpoch: number;
  readonly engine: EngineIdentity | null;
  readonly progress: RunProgress | null;
  readonly history: readonly EpochRecord[];
  /** Of the epochs of the history, all of them or evenly spaced ones with the last. No part of a report or a model file. */
  readonly histograms: readonly EpochHistograms[];
  readonly batchLosses: readonly BatchLoss[];
  readonly changes: readonly RunChange[];
  /** The epochs that the run can be taken up from. */
  readonly checkpoints: readonly CheckpointMark[];
  /** What the user should know of how it went, a line each. */
  readonly notices: readonly string[];
  /** The data that the run was trained on; null until its matrices are ready. */
  readonly data: PreparedMeta | null;
  readonly outcome: RunOutcome | null;
  /** What is worked out once the run has ended. */
  readonly results: RunResults | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}

export interface RunResults {
  readonly figures: PerSplit<FinalFigures>;
  /** Worked out when a report first wants them. */
  readonly intervals: RunIntervals | null;
  /** The model's answers for the golden rows of `data`. */
  readonly goldenProbabilities: readonly number[];
  /** What the trainer held at the end of the run. */
  readonly memory: TrainerMemory;
}

/** 95 % intervals of every metric of what a run ended with, at its own threshold. */
export interface RunIntervals {
  readonly splits: PerSplit<MetricIntervals>;
  /** What those that come from resampling were drawn by. */
  readonly resamples: number;
  readonly seed: number;
  /** Milliseconds that it took. */
  readonly ms: number;
}

/** Weights that the next run starts from instead of drawing them, and where they came from. */
export interface StartingWeights {
  readonly name: string;
  readonly weights: Weights;
}

export type OptionalSetting = "clipNorm" | "earlyStop" | "subset";

export interface RunSlice {
  readonly config: RunConfig;
  readonly engineChoice: EngineChoice;
  readonly engines: readonly EngineOption[];
  readonly start: StartingWeights | null;
  readonly run: Run | null;
  choosePreset(preset: PresetName): void;
  configure(change: Partial<RunConfig>): void;
  /** Takes a setting that is absent when it is off out of the configuration. */
  switchOff(setting: OptionalSetting): void;
  chooseEngine(choice: EngineChoice): void;
  findEngines(): Promise<void>;
  startFrom(start: StartingWeights | null): void;
  /** Takes the seed that the sample is shown with. */
  useSampleSeed(): void;
  /** Draws another seed and trains with it. */
  drawAnother(): void;
  /** Changes the run under way; the trainer says when it took effect. */
  changeRun(field: MidRunField, value: number): void;
  /** Goes on from a kept epoch of the run that has ended, for so many more; what came after that epoch is forgotten. */
  goOnFrom(epoch: number, moreEpochs: number): Promise<void>;
  /** What the run was at the end of an epoch; null where it is not kept. */
  checkpointAt(epoch: number): Checkpoint | null;
  /** The buttons of the strip; the object stays the same. */
  readonly transport: Transport;
}

export interface Transport {
  readonly train: () => void;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly stop: () => void;
  /** Goes one step further and pauses; where no run is under way it starts one that pauses after its first. */
  readonly stepBatch: () => void;
  readonly stepEpoch: () => void;
}

const ACTIVE: readonly RunStatus[] = ["starting", "running", "paused", "stopping"];

export function isActive(run: Run | null): boolean {
  return run !== null && ACTIVE.includes(run.status);
}

export const createRunSlice =
  (services: Services): SliceCreator<RunSlice> =>
  (set, get) => {
    const { trainer } = services;
    const desk = createRunDesk(services, set, get);
    const { shelf, wishes } = desk;
    let nextId = 1;

    /** Shows the new run, and sets out. */
    const begin = (order: Omit<Order, "id" | "engine">, kept: Partial<Run> = {}): void => {
      const id = nextId++;
      wishes.pausing = false;
      wishes.stepping = order.until;
      wishes.changes.clear();
      set({ run: { ...BLANK_RUN, id, config: order.config, checkpoints: shelf.list(), ...kept } });
      void conductRun(desk, { ...order, id, engine: get().engineChoice });
    };

    const train = (until: StepUnit | null): void => {
      const { run, label, features, featurePlan, featureWish, carvePlan, config, start } = get();
      const split = get().poolDue() ?? carvePlan;
      if (isActive(run) || label === null) return;
      shelf.clear();
      begin({
        config: withFeatures(
          { ...config, label, ...(split === null ? {} : { split }) },
          { ...featureWish, selection: { include: features }, treatments: statedTreatments(featurePlan) },
        ),
        start: start === null ? { kind: "draw" } : { kind: "weights", weights: start.weights },
        until,
      });
    };

    const goOn = async (run: Run, epoch: number, moreEpochs: number): Promise<void> => {
      const data = await get().prepared();
      if (get().run?.id !== run.id || isActive(get().run)) return;
      const checkpoint = shelf.get(epoch);
      if (checkpoint === null) throw new Error(`Epoch ${epoch} is not kept. Go on from one that is, or train anew.`);
      if (run.data === null || !isSameData(run.data, data)) {
        throw new Error("The data is not what this run was trained on, so it cannot go on. Train anew.");
      }
      shelf.dropAfter(epoch);
      const kept = cutAfter(run, epoch);
      const config = { ...run.config, epochs: epoch + moreEpochs };
      const start = startAt(checkpoint, shelf, kept.history, config);
      begin({ config, start, until: null }, { ...kept, startEpoch: epoch });
    };

    return {
      config: DEFAULT_CONFIG,
      engineChoice: "auto",
      engines: [],
      start: null,
      run: null,

      choosePreset: (preset) => {
        const { seed, scaler } = get().config;
        // A preset says nothing of the seed: the untrained net stays the same from one to the next. Nor of the features.
        set({ config: { ...PRESETS[preset].config, seed, scaler }, start: null });
      },
      configure: (change) => {
        set((state) => ({ config: { ...state.config, ...change } }));
      },
      switchOff: (setting) => {
        set(({ config: { [setting]: _, ...config } }) => ({ config }));
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
        train(null);
      },

      changeRun: (field, value) => {
        const { run } = get();
        if (run !== null && isActive(run)) desk.change(run.id, field, value);
      },
      goOnFrom: async (epoch, moreEpochs) => {
        const { run } = get();
        if (run === null || isActive(run)) return;
        try {
          await goOn(run, epoch, moreEpochs);
        } catch (reason) {
          desk.note(run.id, messageOf(reason));
        }
      },
      checkpointAt: (epoch) => shelf.get(epoch),

      transport: createTransport(desk, train),
    };
  };

/** A run of which nothing has come yet. */
export const BLANK_RUN: Omit<Run, "id" | "config"> = {
  status: "starting",
  startEpoch: 0,
  engine: null,
  progress: null,
  history: [],
  histograms: [],
  batchLosses: [],
  changes: [],
  checkpoints: [],
  notices: [],
  data: null,
  outcome: null,
  results: null,
  error: null,
};
