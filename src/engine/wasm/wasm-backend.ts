import type { EngineIdentity } from "../../domain/engine-identity";
import type { PreparedSplit } from "../../domain/prepared";
import type { LossSpec, OptimizerSpec } from "../../domain/run-config";
import { perSplit, type PerSplit, type Split } from "../../domain/split";
import type { Weights } from "../../domain/weights";
import type { Backend, Program, Rows } from "../backend";
import { Optimizer } from "../optimizers";
import { FusedKernel, type ResidentRows } from "./fused-kernel";
import type { KernelVariant } from "./variant";

interface Loaded {
  readonly kernel: FusedKernel;
  readonly splits: PerSplit<ResidentRows>;
}

interface Running {
  readonly loss: LossSpec["type"];
  /** The weights in the kernel's layout; the kernel has a copy. */
  readonly parameters: Float32Array;
  readonly optimizer: Optimizer;
}

/** Whether the kernel runs for this loss, or the loss and its gradient are known to be 0. */
const HAS_GRADIENT: Record<LossSpec["type"], boolean> = { bce: true, "cross-entropy-single-output": false };

/** The fused WASM SIMD kernel as a back end: one instance, on the thread that calls it. */
export class WasmBackend implements Backend {
  readonly identity: EngineIdentity;
  readonly chunkRows = 32_768;
  readonly #module: WebAssembly.Module;
  #loaded: Loaded | null = null;
  #running: Running | null = null;
  #lossSum = 0;
  #lossRows = 0;
  /** Those of the step in hand, which may yet be discarded. */
  #stepLossSum = 0;
  #stepLossRows = 0;

  constructor(module: WebAssembly.Module, variant: KernelVariant) {
    this.#module = module;
    this.identity = { name: "wasm", variant, pool: 1, renderer: null };
  }

  load(splits: PerSplit<PreparedSplit>, features: number): Promise<void> {
    return settle(() => {
      this.#running = null;
      // Linear memory never shrinks: a new instance, so that the old rows can go.
      this.#loaded = null;
      const kernel = new FusedKernel(this.#module, features, this.chunkRows);
      this.#loaded = { kernel, splits: perSplit((split) => kernel.addRows(splits[split].x, splits[split].y)) };
    });
  }

  compile({ blocks, loss, weights }: Program): Promise<void> {
    return settle(() => {
      const parameters = this.#data().kernel.compile(blocks, weights);
      this.#running = { loss: loss.type, parameters, optimizer: new Optimizer(parameters.length) };
      this.#lossSum = this.#lossRows = this.#stepLossSum = this.#stepLossRows = 0;
    });
  }

  accumulate(rows: Rows, batchRows: number): Promise<void> {
    return settle(() => {
      const { kernel, splits } = this.#data();
      if (HAS_GRADIENT[this.#run().loss]) this.#stepLossSum += kernel.accumulate(splits.train, rows, 1 / batchRows);
      this.#stepLossRows += rows.kind === "range" ? rows.count : rows.indices.length;
    });
  }

  update(spec: OptimizerSpec): Promise<void> {
    return settle(() => {
      const { kernel } = this.#data();
      const { parameters, optimizer } = this.#run();
      optimizer.step(parameters, kernel.takeGradients(), spec);
      kernel.setParameters(parameters);
      this.#commitLoss();
    });
  }

  discard(): Promise<void> {
    return settle(() => {
      this.#data().kernel.clearGradients();
      this.#stepLossSum = this.#stepLossRows = 0;
    });
  }

  takeLoss(): Promise<number> {
    return settle(() => {
      this.#commitLoss();
      const loss = this.#lossSum / this.#lossRows;
      this.#lossSum = this.#lossRows = 0;
      return loss;
    });
  }

  logits(split: Split, start: number, count: number): Promise<Float32Array> {
    return settle(() => {
      const { kernel, splits } = this.#data();
      return kernel.logits(splits[split], start, count);
    });
  }

  logitsOf(x: Float32Array, rows: number): Promise<Float32Array> {
    return settle(() => this.#data().kernel.logitsOf(x, rows));
  }

  readWeights(): Promise<Weights> {
    return settle(() => this.#data().kernel.weightsOf(this.#run().parameters));
  }

  liveBuffers(): number {
    return this.#loaded?.kernel.allocations ?? 0;
  }

  dispose(): Promise<void> {
    this.#loaded = null;
    this.#running = null;
    return Promise.resolve();
  }

  #commitLoss(): void {
    this.#lossSum += this.#stepLossSum;
    this.#lossRows += this.#stepLossRows;
    this.#stepLossSum = this.#stepLossRows = 0;
  }

  #data(): Loaded {
    if (this.#loaded === null) throw new Error("The WASM engine has no rows: load them first.");
    return this.#loaded;
  }

  #run(): Running {
    if (this.#running === null) throw new Error("The WASM engine has no program: compile one first.");
    return this.#running;
  }
}

/** The kernel works at once; its faults reach the caller as rejections, as every back end's do. */
function settle<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(work());
  });
}
