import type { EngineIdentity } from "../domain/engine-identity";
import type { Block } from "../domain/model-spec";
import type { PreparedSplit } from "../domain/prepared";
import type { LossSpec, OptimizerSpec } from "../domain/run-config";
import type { PerSplit, Split } from "../domain/split";
import type { Weights } from "../domain/weights";

/** Rows of train that one call takes: a run of neighbours, or row numbers in a given order. */
export type Rows =
  | { readonly kind: "range"; readonly start: number; readonly count: number }
  | { readonly kind: "indices"; readonly indices: Uint32Array };

/** What a back end needs to know of a run before its first step. */
export interface Program {
  readonly blocks: readonly Block[];
  readonly loss: LossSpec;
  readonly weights: Weights;
}

/**
 * The arithmetic of one engine. The training loop, batches, pauses and metrics live above it, in the session,
 * and are the same for all engines.
 *
 * A step is one or more `accumulate` calls followed by one `update`, or by `discard` when it was cut short.
 */
export interface Backend {
  readonly identity: EngineIdentity;
  /** The most rows that one `accumulate` or `logits` call takes. Larger batches are sums of chunks. */
  readonly chunkRows: number;

  /** Makes the matrices resident; they stay until `dispose` or the next `load`. */
  load(splits: PerSplit<PreparedSplit>, features: number): Promise<void>;

  /** Starts a run: sets weights, forgets optimiser state and sums. */
  compile(program: Program): Promise<void>;

  /**
   * Adds the gradient of `sum of the rows' losses / batchRows` to the running sums, and the rows' losses to the
   * loss sum. `batchRows` is the size of the whole batch, so that chunk gradients add up to the batch's mean.
   */
  accumulate(rows: Rows, batchRows: number): Promise<void>;

  /** Applies one optimiser step with the summed gradients and clears them. */
  update(optimizer: OptimizerSpec): Promise<void>;

  /** Clears the sums of a step that was cut short; weights and optimiser state stay as they were. */
  discard(): Promise<void>;

  /** Mean loss of all rows accumulated since the last call (before their updates). Reading may wait for the device. */
  takeLoss(): Promise<number>;

  /** Logits of `count` rows of a split from `start`, in evaluation mode. */
  logits(split: Split, start: number, count: number): Promise<Float32Array>;

  /** Logits of rows that are not resident: `x` is `[rows, features]`, at most `chunkRows` rows. */
  logitsOf(x: Float32Array, rows: number): Promise<Float32Array>;

  readWeights(): Promise<Weights>;

  /** Live device buffers (tensors or allocations), for leak tests: the same after each epoch. */
  liveBuffers(): number;

  dispose(): Promise<void>;
}
