import type { Tensor } from "@tensorflow/tfjs-core";
import type { OptimizerMemory } from "../../domain/checkpoint";
import type { Weights } from "../../domain/weights";
import type { Program, Rows, StepSettings, UpdateSettings } from "../backend";

/** Rows on the device, padded to a fixed shape so that no new shape compiles new shaders. */
export interface Chunk {
  /** `[padded, features]` */
  readonly x: Tensor;
  /** `[padded, 1]`, 0 or 1 */
  readonly y: Tensor;
  /** How many rows count; those after it are padding and weigh nothing. */
  readonly rows: number;
  /** Which rows they are, by their numbers in their part: dropout's masks follow from these. */
  readonly numbers: Rows;
}

/**
 * Forward, backward and update of one net on one device, written by hand. All calls but the reads only hand work
 * to the device. Tensors made on the way are disposed; what stays is a fixed number of them for a given run.
 */
export interface Arithmetic {
  makeTensor(values: Float32Array, shape: [number, number]): Tensor;
  /** Sets the net and the optimiser's memory (null: empty), and forgets gradient sums and loss sums. */
  compile(program: Program): void;
  /** Adds the chunk's gradients of `sum of losses / step.batchRows` to the sums, and its losses to the loss sum. */
  accumulate(chunk: Chunk, step: StepSettings): void;
  /** One optimiser step with the summed gradients, which it clears; no gradients are zeros. */
  update(settings: UpdateSettings): void;
  /** Drops the gradients and losses added since the last update. */
  discard(): void;
  /** Sum of the rows' losses since the last call, less what was discarded. */
  takeLossSum(): Promise<number>;
  /** Logits of rows `[padded, features]`, nothing dropped; the caller cuts off the padding. */
  logits(x: Tensor): Promise<Float32Array>;
  readWeights(): Promise<Weights>;
  /** Null before the first update of a run that started with an empty memory. */
  readOptimizer(): Promise<OptimizerMemory | null>;
  dispose(): void;
}
