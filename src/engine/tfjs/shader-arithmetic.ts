import { dispose, keep, tidy, type Tensor } from "@tensorflow/tfjs-core";
import type { MathBackendWebGL } from "@tensorflow/tfjs-backend-webgl/dist/webgl";
import type { OptimizerMemory } from "../../domain/checkpoint";
import type { Weights } from "../../domain/weights";
import type { Program, StepSettings, UpdateSettings } from "../backend";
import type { Arithmetic, Chunk } from "./arithmetic";
import { clipFactorProgram, elementwiseProgram, FACTOR, squareLanes, squaresProgram } from "./shader-atlas";
import { ShaderNet } from "./shader-net";
import { optimizerStep, type Elementwise, type Gradients, type OptimizerState } from "./shader-optimizers";
import { ShaderRunner } from "./shader-program";
import { LOSS_SHAPE } from "./shaders";
import { WeightAtlas } from "./weight-atlas";

/**
 * The arithmetic as fragment programs of our own, run by tfjs, which looks after textures, uploads and reads.
 * A step of the reference net takes 11 to 13 dispatches, where the ops of tfjs take about 40.
 */
export class ShaderArithmetic implements Arithmetic {
  readonly #runner: ShaderRunner;
  readonly #maxTexture: number;
  #net: ShaderNet | null = null;
  #weights: Tensor | null = null;
  #gradients: Tensor | null = null;
  #optimizer: OptimizerState | null = null;
  #losses: Tensor | null = null;
  /** `#losses` with those of the step in hand, which may yet be discarded. */
  #stepLosses: Tensor | null = null;

  /** @param maxTexture the longest side of a texture, in texels */
  constructor(device: MathBackendWebGL, maxTexture: number) {
    this.#runner = new ShaderRunner(device);
    this.#maxTexture = maxTexture;
  }

  makeTensor(values: Float32Array, shape: [number, number]): Tensor {
    return this.#runner.makeTensor(values, shape);
  }

  compile({ blocks, weights, optimizer }: Program): void {
    this.dispose();
    const atlas = new WeightAtlas(blocks, this.#maxTexture);
    this.#net = new ShaderNet(atlas, this.#runner, this.#maxTexture);
    this.#weights = this.#runner.makeTensor(atlas.pack(weights), atlas.shape);
    this.#losses = this.#noLosses();
    if (optimizer !== null) {
      const slots = optimizer.slots.map((slot) => this.#runner.makeTensor(atlas.pack(slot), atlas.shape));
      this.#optimizer = { type: optimizer.type, steps: optimizer.steps, slots };
    }
  }

  accumulate(chunk: Chunk, step: StepSettings): void {
    const { net, weights, losses } = this.#compiled();
    const { loss } = step;
    // Identically 0: there is nothing to add, to the gradients or to the loss.
    if (loss.type === "cross-entropy-single-output") return;
    tidy(() => {
      const sums = net.accumulate(chunk, step, loss, weights, this.#gradients, this.#stepLosses ?? losses);
      dispose([this.#gradients, this.#stepLosses].filter((tensor) => tensor !== null));
      this.#gradients = keep(sums.gradients);
      this.#stepLosses = keep(sums.losses);
    });
  }

  update({ optimizer, clipNorm }: UpdateSettings): void {
    const { net, weights } = this.#compiled();
    tidy(() => {
      const { shape } = net.atlas;
      const g = this.#gradients ?? this.#runner.makeTensor(new Float32Array(shape[0] * shape[1]), shape);
      const next = optimizerStep(optimizer, weights, this.#clipped(g, clipNorm), this.#optimizer, this.#elementwise);
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
    const { losses } = this.#compiled();
    this.#losses = this.#noLosses();
    try {
      return (await losses.data<"float32">()).reduce((sum, value) => sum + value, 0);
    } finally {
      losses.dispose();
    }
  }

  async logits(x: Tensor): Promise<Float32Array> {
    const { net, weights } = this.#compiled();
    const logits = tidy(() => net.logits(x, weights));
    try {
      return await logits.data<"float32">();
    } finally {
      logits.dispose();
    }
  }

  readWeights(): Promise<Weights> {
    return this.#read(this.#compiled().weights);
  }

  async readOptimizer(): Promise<OptimizerMemory | null> {
    if (this.#optimizer === null) return null;
    const { type, steps, slots } = this.#optimizer;
    return { type, steps, slots: await Promise.all(slots.map((slot) => this.#read(slot))) };
  }

  dispose(): void {
    this.discard();
    dispose([this.#weights, this.#losses, ...(this.#optimizer?.slots ?? [])].filter((tensor) => tensor !== null));
    this.#weights = null;
    this.#losses = null;
    this.#optimizer = null;
    this.#net = null;
    this.#runner.forget();
  }

  /** As torch.nn.utils.clip_grad_norm_ over all parameters: cells of no block are 0 and add nothing. */
  #clipped(g: Tensor, clipNorm: number | null): Gradients {
    if (clipNorm === null) return { inputs: { g }, formula: "g" };
    const { shape } = this.#compiled().net.atlas;
    const squares = this.#runner.run("squares", () => squaresProgram(shape), [g], []);
    const factor = this.#runner.run("clip factor", () => clipFactorProgram(squareLanes(shape)), [squares], [[clipNorm]]);
    return { inputs: { g, [FACTOR]: factor }, formula: `(${FACTOR} * g)` };
  }

  #elementwise: Elementwise = (inputs, formula, numbers) => {
    const [names, uniforms] = [Object.keys(inputs), Object.keys(numbers)];
    const { shape } = this.#compiled().net.atlas;
    return this.#runner.run(
      [...names, ...uniforms, formula].join(" "),
      () => elementwiseProgram(names, shape, formula, uniforms),
      Object.values(inputs),
      Object.values(numbers).map((value) => [value]),
    );
  };

  /** A read leaves the values with the tensor, so a copy is read and given up. */
  async #read(cells: Tensor): Promise<Weights> {
    const { atlas } = this.#compiled().net;
    const copy = tidy(() => this.#elementwise({ p: cells }, "p", {}));
    try {
      return atlas.unpack(await copy.data<"float32">());
    } finally {
      copy.dispose();
    }
  }

  #noLosses(): Tensor {
    return this.#runner.makeTensor(new Float32Array(LOSS_SHAPE[0] * LOSS_SHAPE[1]), LOSS_SHAPE);
  }

  #commitLosses(): void {
    if (this.#stepLosses === null) return;
    this.#losses?.dispose();
    this.#losses = this.#stepLosses;
    this.#stepLosses = null;
  }

  #compiled(): { net: ShaderNet; weights: Tensor; losses: Tensor } {
    if (this.#net === null || this.#weights === null || this.#losses === null) {
      throw new Error("No net has been set: call compile first.");
    }
    return { net: this.#net, weights: this.#weights, losses: this.#losses };
  }
}
