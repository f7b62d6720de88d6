import type { Checkpoint } from "./checkpoint";
import type { EngineChoice, EngineIdentity, EngineOption } from "./engine-identity";
import type { EpochRecord } from "./history";
import type { FinalFigures } from "./metrics/final-figures";
import type { LogitHistogram } from "./metrics/logit-histogram";
import type { PreparedSplit } from "./prepared";
import type { RunConfig } from "./run-config";
import type { PerSplit } from "./split";
import type { Weights } from "./weights";

/** Where a run begins. */
export type RunStart =
  /** Weights drawn from the seed. */
  | { readonly kind: "draw" }
  /** Weights of a model file; the optimiser starts with an empty memory. */
  | { readonly kind: "weights"; readonly weights: Weights }
  /** The end of an epoch of a run: the epochs after it come out as they would have without the break. */
  | {
      readonly kind: "checkpoint";
      readonly checkpoint: Checkpoint;
      /** Up to that epoch, for early stopping. */
      readonly history: readonly EpochRecord[];
      /** The best epoch so far, for early stopping; null when it is not kept. */
      readonly best: Checkpoint | null;
    };

/** How far a run goes on a press of a step button. */
export type StepUnit = "batch" | "epoch";

export interface RunRequest {
  /** Events carry it, so that those of an older run are dropped. */
  readonly runId: number;
  /** `epochs` counts from the very start, also when a run goes on from a checkpoint. */
  readonly config: RunConfig;
  readonly engine: EngineChoice;
  readonly start: RunStart;
  /** Pauses after the first batch or epoch; null: goes on to the end. */
  readonly until: StepUnit | null;
}

/** What can change while a run is under way. Dropout is one rate for all dropout layers. */
export const MID_RUN_FIELDS = [
  "optimizer.lr",
  "optimizer.weightDecay",
  "loss.positiveWeight",
  "model.dropout",
  "threshold",
] as const;

export type MidRunField = (typeof MID_RUN_FIELDS)[number];

/** Something that changed in the middle of a run, and from which step on. */
export interface RunChange {
  readonly epoch: number;
  /** Within the epoch, from 0. */
  readonly step: number;
  readonly field: MidRunField;
  readonly from: number;
  readonly to: number;
}

/** "calibrating": the engines are being measured on this net, to choose one. */
export type RunPhase = "calibrating" | "compiling" | "training" | "evaluating" | "paused";

export interface RunProgress {
  readonly type: "progress";
  readonly runId: number;
  readonly phase: RunPhase;
  /** The epoch in hand, from 1; 0 while the untrained net is measured. */
  readonly epoch: number;
  /** Share of the whole run's work that is done, 0 to 1. */
  readonly done: number;
  readonly secondsLeft: number | null;
  /** Training rate so far, evaluation apart; null before the first measurement. */
  readonly rowsPerSecond: number | null;
}

export type RunEvent =
  /** Sent once, when the engine is ready. */
  | { readonly type: "engine"; readonly runId: number; readonly engine: EngineIdentity }
  | RunProgress
  /** Mean loss of the rows trained on since the last such event, before their updates; `at` is in epochs. */
  | { readonly type: "batch-loss"; readonly runId: number; readonly at: number; readonly loss: number }
  | {
      readonly type: "epoch";
      readonly runId: number;
      readonly record: EpochRecord;
      /** Of all rows of the splits, for figures that are quick and near enough. */
      readonly histograms: PerSplit<LogitHistogram>;
      readonly checkpoint: Checkpoint;
    }
  | { readonly type: "change"; readonly runId: number; readonly change: RunChange };

export interface RunOutcome {
  readonly runId: number;
  /** "diverged": the loss was no longer a finite number; `weights` are the last good ones. */
  readonly status: "finished" | "stopped" | "diverged";
  readonly engine: EngineIdentity;
  readonly weights: Weights;
  /** The epoch whose end `weights` are from; null in the middle of one. */
  readonly weightsEpoch: number | null;
  /** Why the run ended before its last epoch, in words for the user; null when it did not, or was stopped by hand. */
  readonly reason: string | null;
  /** The configuration with the changes of the run applied. */
  readonly config: RunConfig;
  readonly rowsPerSecond: number | null;
  /** Milliseconds of training, evaluation apart. */
  readonly trainMs: number;
  /** Milliseconds of the measurements after the epochs and before the first. */
  readonly evaluateMs: number;
}

/** An engine's measured rate on a net and batch size. */
export interface RankedEngine {
  readonly engine: EngineIdentity;
  /** Forward, backward and update; null when it could not be measured in time. */
  readonly rowsPerSecond: number | null;
}

export interface EngineRanking {
  /** Tells one net and batch size from another. */
  readonly key: string;
  /** The fastest first. */
  readonly engines: readonly RankedEngine[];
  /** What "auto" stands for on this net, and why, in a sentence. */
  readonly auto: { readonly engine: EngineIdentity; readonly reason: string };
}

/** What the trainer holds, for tests and benchmarks. */
export interface TrainerMemory {
  /** Bytes of the matrices as they were loaded, float32 features alone. */
  readonly matrixBytes: number;
  /** Bytes of all buffers that hold rows, weights and results, the matrices' own included; checkpoints apart. */
  readonly bufferBytes: number;
  /** Tensors, textures or allocations alive. */
  readonly liveBuffers: number;
  /** Workers that it has started and not ended. */
  readonly workers: number;
}

export interface Matrices {
  readonly splits: PerSplit<PreparedSplit>;
  readonly features: number;
}

/**
 * Trains one run at a time. The engine implements it where it runs; so does the client that speaks to it
 * from the page, so that the store and its tests see no difference.
 */
export interface Trainer {
  engines(): Promise<readonly EngineOption[]>;
  /**
   * Measures the engines on the loaded data with this net and batch size, in at most 1.5 s; kept per net and batch size.
   * @throws when there is no data, or a run is under way
   */
  rank(config: RunConfig): Promise<EngineRanking>;
  /** Takes over the matrices. @throws when a run is under way. */
  load(matrices: Matrices): Promise<void>;
  /** Events arrive gathered, at most four times a second. One run at a time. */
  run(request: RunRequest, onEvents: (events: readonly RunEvent[]) => void): Promise<RunOutcome>;
  pause(runId: number): Promise<void>;
  resume(runId: number): Promise<void>;
  /** Ends the run after the chunk in hand; a step cut short is discarded whole. */
  stop(runId: number): Promise<void>;
  /** Lets a paused run go on to the end of the batch or epoch in hand, and pause again. */
  step(runId: number, unit: StepUnit): Promise<void>;
  /** Changes a running or paused run from its next step on; a "change" event says when that was. */
  change(runId: number, field: MidRunField, value: number): Promise<void>;
  memory(): Promise<TrainerMemory>;
  /** All figures but intervals of the last run's weights on all three splits; predicted positive means score > threshold. */
  evaluate(threshold: number): Promise<PerSplit<FinalFigures>>;
  /** Probabilities of scaled rows under the last run's weights; `x` is `[rows, features]`. */
  predict(x: Float32Array<ArrayBuffer>, rows: number): Promise<Float32Array<ArrayBuffer>>;
}
