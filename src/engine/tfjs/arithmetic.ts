import type { Tensor } from "@tensorflow/tfjs-core";
import type { OptimizerSpec } from "../../domain/run-config";
import type { Weights } from "../../domain/weights";
import type { Program } from "../backend";

/** Rows on the device, padded to a fixed shape so that no new shape compiles new shaders. */
export interface Chunk {
  /** `[padded, features]` */
  readonly x: Tensor;
  /** `[padded, 1]`, 0 or 1 */
  readonly y: Tensor;
  /** How many rows count; those after it are padding and weigh nothing. */
  readonly rows: number;
}

/**
 * Forward, backward and update of one net on one device, written by hand. All calls but the reads only hand work
 * to the device. Tensors made on the way are disposed; what stays is a fixed number of them for a given run.
 */
export interface Arithmetic {
  makeTensor(values: Float32Array, shape: [number, number]): Tensor;
  /** Sets the net and forgets optimiser state, gradient sums and loss sums. */
  compile(program: Program): void;
  /** Adds the chunk's gradients of `sum of losses / batchRows` to the sums, and its losses to the loss sum. */
  accumulate(chunk: Chunk, batchRows: number): void;
  update(optimizer: OptimizerSpec): void;
  /** Drops the gradients and losses added since the last update. */
  discard(): void;
  /** Sum of the rows' losses since the last call, less what was discarded. */
  takeLossSum(): Promise<number>;
  /** Logits of rows `[padded, features]`; the caller cuts off the padding. */
  logits(x: Tensor): Promise<Float32Array>;
  readWeights(): Promise<Weights>;
  dispose(): void;
}
