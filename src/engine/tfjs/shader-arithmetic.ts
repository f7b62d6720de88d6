import { dispose, engine, keep, tidy, type Tensor } from "@tensorflow/tfjs-core";
import type { GPGPUProgram, MathBackendWebGL } from "@tensorflow/tfjs-backend-webgl/dist/webgl";
import type { OptimizerSpec } from "../../domain/run-config";
import type { Weights } from "../../domain/weights";
import type { Program } from "../backend";
import type { Arithmetic, Chunk } from "./arithmetic";
import { LOSS_SHADERS } from "./shader-formulas";
import { optimizerStep, type Elementwise, type OptimizerState } from "./shader-optimizers";
import {
  elementwiseProgram,
  forwardProgram,
  gatherProgram,
  inputGradientProgram,
  LOSS_SHAPE,
  lossProgram,
  outputGradientProgram,
  weightGradientProgram,
} from "./shaders";
import { WeightAtlas } from "./weight-atlas";

/** Rows that one fragment of a weight gradient sums up: few, so that a GPU has fragments enough to be busy. */
const ROWS_A_PART = 512;

/** A fragment program may read at least 16 textures (OpenGL ES 3.0); deeper nets are gathered in several goes. */
const BLOCKS_A_GATHER = 12;

interface Run {
  readonly atlas: WeightAtlas;
  readonly loss: Program["loss"];
  readonly programs: Map<string, GPGPUProgram>;
}

/**
 * The arithmetic as fragment programs of our own, run by tfjs, which looks after textures, uploads and reads.
 * A step of the reference net takes 12 to 14 dispatches, where the ops of tfjs take about 40.
 */
export class ShaderArithmetic implements Arithmetic {
  readonly #device: MathBackendWebGL;
  readonly #maxTexture: number;
  #run: Run | null = null;
  #weights: Tensor | null = null;
  #gradients: Tensor | null = null;
  #optimizer: OptimizerState | null = null;
  #losses: Tensor | null = null;
  /** `#losses` with those of the step in hand, which may yet be discarded. */
  #stepLosses: Tensor | null = null;

  /** @param maxTexture the longest side of a texture, in texels */
  constructor(device: MathBackendWebGL, maxTexture: number) {
    this.#device = device;
    this.#maxTexture = maxTexture;
  }

  makeTensor(values: Float32Array, shape: [number, number]): Tensor {
    return engine().makeTensor(values, shape, "float32", this.#device);
  }

  compile({ blocks, weights, loss }: Program): void {
    this.dispose();
    const atlas = new WeightAtlas(blocks);
    this.#run = { atlas, loss, programs: new Map() };
    this.#weights = this.makeTensor(atlas.pack(weights), [...atlas.shape]);
    this.#losses = this.#noLosses();
  }

  accumulate(chunk: Chunk, batchRows: number): void {
    const { loss } = this.#compiled().run;
    const shader = LOSS_SHADERS[loss.type];
    // Identically 0: there is nothing to add, to the gradients or to the loss.
    if (shader === null) return;
    const padded = chunk.x.shape[0] ?? 0;
    tidy(() => {
      const outputs = this.#forward(chunk.x);
      const logits = outputs.at(-1) ?? chunk.x;
      const before = this.#stepLosses ?? this.#losses;
      const losses = this.#dispatch(
        `loss ${padded}`,
        () => lossProgram(padded, shader.value),
        [before, logits, chunk.y],
        [[chunk.rows]],
      );
      this.#stepLosses?.dispose();
      this.#stepLosses = keep(losses);
      const delta = this.#dispatch(
        `output gradient ${padded}`,
        () => outputGradientProgram(padded, shader.slope),
        [logits, chunk.y],
        [[chunk.rows], [1 / batchRows]],
      );
      this.#backward([chunk.x, ...outputs], delta, padded);
    });
  }

  update(optimizer: OptimizerSpec): void {
    const { run, weights } = this.#compiled();
    tidy(() => {
      const { shape } = run.atlas;
      const gradients = this.#gradients ?? this.makeTensor(new Float32Array(shape[0] * shape[1]), [...shape]);
      const elementwise: Elementwise = (inputs, formula, numbers) =>
        this.#dispatch(
          formula,
          () => elementwiseProgram(Object.keys(inputs), shape, formula, Object.keys(numbers)),
          Object.values(inputs),
          Object.values(numbers).map((value) => [value]),
        );
      const next = optimizerStep(optimizer, weights, gradients, this.#optimizer, elementwise);
      keep(next.weights);
      next.state.slots.forEach((slot) => keep(slot));
      this.#optimizer?.slots.forEach((slot) => slot.dispose());
      this.#optimizer = next.state;
      weights.dispose();
      this.#weights = next.weights;
    });
    this.#commitLosses();
    this.discard();
  }

  discard(): void {
    this.#gradients?.dispose();
    this.#gradients = null;
    this.#stepLosses?.dispose();
    this.#stepLosses = null;
  }

  async takeLossSum(): Promise<number> {
    this.#commitLosses();
    const losses = this.#losses;
    if (losses === null) return 0;
    this.#losses = this.#noLosses();
    try {
      return (await losses.data<"float32">()).reduce((sum, value) => sum + value, 0);
    } finally {
      losses.dispose();
    }
  }

  async logits(x: Tensor): Promise<Float32Array> {
    const logits = tidy(() => this.#forward(x).at(-1) ?? x);
    try {
      return await logits.data<"float32">();
    } finally {
      logits.dispose();
    }
  }

  async readWeights(): Promise<Weights> {
    const { run, weights } = this.#compiled();
    // A read leaves the values with the tensor, so a copy is read and given up.
    const copy = tidy(() =>
      this.#dispatch("copy", () => elementwiseProgram(["p"], run.atlas.shape, "p", []), [weights], []),
    );
    try {
      return run.atlas.unpack(await copy.data<"float32">());
    } finally {
      copy.dispose();
    }
  }

  dispose(): void {
    this.discard();
    dispose([this.#weights, this.#losses, ...(this.#optimizer?.slots ?? [])].filter((tensor) => tensor !== null));
    this.#weights = null;
    this.#losses = null;
    this.#optimizer = null;
    this.#run = null;
  }

  /** Outputs of all blocks, the last being the logits. */
  #forward(x: Tensor): Tensor[] {
    const { run, weights } = this.#compiled();
    const padded = x.shape[0] ?? 0;
    let inputs = x;
    return run.atlas.blocks.map((block, b) => {
      inputs = this.#dispatch(`forward ${b} ${padded}`, () => forwardProgram(padded, block, run.atlas), [inputs, weights], []);
      return inputs;
    });
  }

  /** `inputs[b]` went into block `b`; `delta` is the gradient by the logits. */
  #backward(inputs: readonly Tensor[], delta: Tensor, padded: number): void {
    const { run, weights } = this.#compiled();
    const { blocks } = run.atlas;
    const parts = this.#parts(padded);
    const gradients: Tensor[] = [];
    let by = delta;
    for (let b = blocks.length - 1; b >= 0; b--) {
      const block = blocks[b];
      const into = inputs[b];
      if (block === undefined || into === undefined) continue;
      gradients[b] = this.#dispatch(
        `weight gradient ${b} ${padded}`,
        () => weightGradientProgram(padded, block, parts),
        [into, by],
        [],
      );
      if (b === 0) break;
      const made = blocks[b - 1]?.activation ?? null;
      by = this.#dispatch(
        `input gradient ${b} ${padded}`,
        () => inputGradientProgram(padded, block, run.atlas, made),
        [by, weights, into],
        [],
      );
    }
    let sum = this.#gradients;
    for (let from = 0; from < blocks.length; from += BLOCKS_A_GATHER) {
      const to = Math.min(from + BLOCKS_A_GATHER, blocks.length);
      const previous = sum;
      sum = this.#dispatch(
        `gather ${from} ${padded} ${previous === null ? "first" : "more"}`,
        () => gatherProgram(run.atlas, from, to, parts, previous !== null),
        [previous, ...gradients.slice(from, to)],
        [],
      );
    }
    if (sum !== null) keep(sum);
    this.#gradients?.dispose();
    this.#gradients = sum;
  }

  /** In how many shares the rows of a chunk are summed: a divisor of their pairs, bounded by the height of a texture. */
  #parts(padded: number): number {
    const tallest = Math.max(...this.#compiled().run.atlas.blocks.map((block) => block.texelRows));
    const most = Math.min(padded / ROWS_A_PART, Math.floor(this.#maxTexture / tallest));
    let parts = 1;
    while (2 * parts <= most && (padded / 2) % (2 * parts) === 0) parts *= 2;
    return parts;
  }

  #dispatch(
    key: string,
    make: () => GPGPUProgram,
    inputs: readonly (Tensor | null)[],
    uniforms: readonly (readonly number[])[],
  ): Tensor {
    const { programs } = this.#compiled().run;
    const program = programs.get(key) ?? make();
    programs.set(key, program);
    const tensors = inputs.filter((tensor) => tensor !== null);
    const values = uniforms.map((value) => [...value]);
    const info = this.#device.runWebGLProgram(program, tensors, "float32", values);
    return engine().makeTensorFromTensorInfo(info, this.#device);
  }

  #noLosses(): Tensor {
    return this.makeTensor(new Float32Array(LOSS_SHAPE[0] * LOSS_SHAPE[1]), [...LOSS_SHAPE]);
  }

  #commitLosses(): void {
    if (this.#stepLosses === null) return;
    this.#losses?.dispose();
    this.#losses = this.#stepLosses;
    this.#stepLosses = null;
  }

  #compiled(): { run: Run; weights: Tensor } {
    if (this.#run === null || this.#weights === null) throw new Error("No net has been set: call compile first.");
    return { run: this.#run, weights: this.#weights };
  }
}
