import type { EngineChoice, EngineIdentity, EngineOption } from "./engine-identity";
import type { EpochRecord } from "./history";
import type { Evaluation } from "./metrics/evaluation";
import type { PreparedSplit } from "./prepared";
import type { RunConfig } from "./run-config";
import type { PerSplit } from "./split";
import type { Weights } from "./weights";

export interface RunRequest {
  /** Events carry it, so that those of an older run are dropped. */
  readonly runId: number;
  readonly config: RunConfig;
  readonly engine: EngineChoice;
  /** Start from these weights instead of drawing them. */
  readonly init: Weights | null;
}

export type RunPhase = "compiling" | "training" | "evaluating" | "paused";

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
  | { readonly type: "epoch"; readonly runId: number; readonly record: EpochRecord };

export interface RunOutcome {
  readonly runId: number;
  readonly status: "finished" | "stopped";
  readonly engine: EngineIdentity;
  readonly weights: Weights;
  readonly rowsPerSecond: number | null;
  /** Milliseconds of training, evaluation apart. */
  readonly trainMs: number;
  /** Milliseconds of the measurements after the epochs and before the first. */
  readonly evaluateMs: number;
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
  /** Takes over the matrices. @throws when a run is under way. */
  load(matrices: Matrices): Promise<void>;
  /** Events arrive gathered, at most ten times a second. One run at a time. */
  run(request: RunRequest, onEvents: (events: readonly RunEvent[]) => void): Promise<RunOutcome>;
  pause(runId: number): Promise<void>;
  resume(runId: number): Promise<void>;
  /** Ends the run after the chunk in hand; a step cut short is discarded whole. */
  stop(runId: number): Promise<void>;
  /** All metrics of the last run's weights on all three splits; predicted positive means score > threshold. */
  evaluate(threshold: number): Promise<PerSplit<Evaluation>>;
  /** Probabilities of scaled rows under the last run's weights; `x` is `[rows, features]`. */
  predict(x: Float32Array<ArrayBuffer>, rows: number): Promise<Float32Array<ArrayBuffer>>;
}
