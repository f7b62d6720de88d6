import type { OptimizerMemory } from "../domain/checkpoint";
import type { DropoutMask } from "../domain/dropout";
import type { EngineIdentity } from "../domain/engine-identity";
import type { ResolvedLoss } from "../domain/loss";
import type { Block } from "../domain/model-spec";
import type { PreparedSplit } from "../domain/prepared";
import type { OptimizerSpec } from "../domain/run-config";
import type { Split } from "../domain/split";
import type { Weights } from "../domain/weights";

/** The row sets that a back end keeps: the splits, and the rows of train that were set aside (none: 0 rows). */
export type Part = Split | "holdout";

export const PARTS = ["train", "validation", "test", "holdout"] as const satisfies readonly Part[];

export type PerPart<T> = Readonly<Record<Part, T>>;

/** Rows of train that one call takes: a run of neighbours, or row numbers in a given order. */
export type Rows =
  | { readonly kind: "range"; readonly start: number; readonly count: number }
  | { readonly kind: "indices"; readonly indices: Uint32Array };

/** What a back end needs to know of a run before its first step. */
export interface Program {
  readonly blocks: readonly Block[];
  readonly weights: Weights;
  /** Of a run that goes on; null starts with an empty memory. */
  readonly optimizer: OptimizerMemory | null;
}

/** What belongs to one step; the same for all of its chunks. */
export interface StepSettings {
  /** Rows of the whole batch, so that chunk gradients add up to the batch's mean. */
  readonly batchRows: number;
  readonly loss: ResolvedLoss;
  /** One mask a block, or null where it drops nothing; null when none does. Rows are known by their number in train. */
  readonly dropout: readonly (DropoutMask | null)[] | null;
}

export interface UpdateSettings {
  /** With the learning rate of this step. */
  readonly optimizer: OptimizerSpec;
  /** As torch.nn.utils.clip_grad_norm_: gradients times `min(1, clipNorm / (norm + 1e-6))`; null for no clipping. */
  readonly clipNorm: number | null;
}

/**
 * The arithmetic of one engine. The training loop, batches, pauses and metrics live above it, in the session,
 * and are the same for all engines.
 *
 * A step is one or more `accumulate` calls followed by one `update`, or by `discard` when it was cut short.
 */
export interface Backend {
  readonly identity: EngineIdentity;
  /** The most rows that one `accumulate` or `logits` call takes; larger batches are sums of chunks. May change with `compile`. */
  readonly chunkRows: number;

  /** Makes the matrices resident; they stay until `dispose` or the next `load`. */
  load(parts: PerPart<PreparedSplit>, features: number): Promise<void>;

  /** Starts a run: sets weights and optimiser memory, forgets sums. */
  compile(program: Program): Promise<void>;

  /**
   * Adds the gradient of `sum of the rows' losses / batchRows` to the running sums, and the rows' losses to the
   * loss sum.
   */
  accumulate(rows: Rows, step: StepSettings): Promise<void>;

  /** Applies one optimiser step with the summed gradients and clears them. */
  update(settings: UpdateSettings): Promise<void>;

  /** Clears the sums of a step that was cut short; weights and optimiser state stay as they were. */
  discard(): Promise<void>;

  /** Mean loss of all rows accumulated since the last call (before their updates). Reading may wait for the device. */
  takeLoss(): Promise<number>;

  /** Logits of `count` rows of a part from `start`, in evaluation mode: nothing is dropped. */
  logits(part: Part, start: number, count: number): Promise<Float32Array>;

  /** Logits of rows that are not resident: `x` is `[rows, features]`, at most `chunkRows` rows. */
  logitsOf(x: Float32Array, rows: number): Promise<Float32Array>;

  readWeights(): Promise<Weights>;

  /** Null before the first update. */
  readOptimizer(): Promise<OptimizerMemory | null>;

  /** Live device buffers (tensors or allocations), for leak tests: the same after each epoch. */
  liveBuffers(): number;

  /** Bytes of all buffers the back end holds, on whatever device or worker. */
  bufferBytes(): number;

  /** Workers that the back end has started and not ended. */
  workers(): number;

  dispose(): Promise<void>;
}

/** The device or a worker of the engine is gone, and with it what it held. A new back end may work. */
export class EngineLostError extends Error {
  override name = "EngineLostError";
  readonly code = "engine-lost";
}
