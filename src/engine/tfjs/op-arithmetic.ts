import { add, engine, keep, matMul, mul, slice, sum, tidy, transpose, type Tensor } from "@tensorflow/tfjs-core";
import type { Block } from "../../domain/model-spec";
import type { OptimizerSpec } from "../../domain/run-config";
import type { Weights } from "../../domain/weights";
import type { Program } from "../backend";
import type { Arithmetic, Chunk } from "./arithmetic";
import { ACTIVATION_OPS, LOSS_OPS } from "./op-formulas";
import { updateParameter } from "./op-optimizers";

/** One tensor of the net with what goes along with it. */
interface Parameter {
  value: Tensor;
  gradient: Tensor | null;
  slots: readonly Tensor[];
}

interface Layer {
  readonly block: Block;
  /** `[out, in]`, as PyTorch has it. */
  readonly weight: Parameter;
  /** `[1, out]` */
  readonly bias: Parameter;
}

/** The arithmetic as ops of the current tfjs back end: slow and plain, for where there is nothing better. */
export class OpArithmetic implements Arithmetic {
  #layers: readonly Layer[] = [];
  #loss: Program["loss"] = { type: "bce" };
  #optimizer: OptimizerSpec["type"] | null = null;
  #steps = 0;
  #losses: Tensor | null = null;
  /** The same with those of the step in hand, which may yet be discarded. */
  #stepLosses: Tensor | null = null;

  makeTensor(values: Float32Array, shape: [number, number]): Tensor {
    return engine().makeTensor(values, shape, "float32");
  }

  compile({ blocks, weights, loss }: Program): void {
    this.dispose();
    this.#loss = loss;
    this.#layers = blocks.map((block, b) => {
      const own = weights[b];
      if (own === undefined) throw new Error(`Block ${b} has no weights.`);
      return {
        block,
        weight: parameter(this.makeTensor(own.weight.slice(), [block.out, block.in])),
        bias: parameter(this.makeTensor(own.bias.slice(), [1, block.out])),
      };
    });
  }

  accumulate({ x, y, rows }: Chunk, batchRows: number): void {
    const loss = LOSS_OPS[this.#loss.type];
    // Identically 0: there is nothing to add, to the gradients or to the loss.
    if (loss === null) return;
    tidy(() => {
      // Padding weighs nothing here because it is cut off: shapes are free on a processor.
      const labels = slice(y, [0, 0], [rows, 1]);
      let inputs = slice(x, [0, 0], [rows, x.shape[1] ?? 0]);
      const into = this.#layers.map((layer) => {
        const before = inputs;
        inputs = forward(layer, inputs);
        return before;
      });
      const losses = sum(loss.value(inputs, labels));
      const before = this.#stepLosses ?? this.#losses;
      const added = keep(before === null ? losses : add(before, losses));
      this.#stepLosses?.dispose();
      this.#stepLosses = added;
      let delta = mul(loss.slope(inputs, labels), 1 / batchRows);
      for (let b = this.#layers.length - 1; b >= 0; b--) {
        const layer = this.#layers[b];
        const before = into[b];
        if (layer === undefined || before === undefined) continue;
        accumulateInto(layer.weight, matMul(transpose(delta), before));
        accumulateInto(layer.bias, sum(delta, 0, true));
        const made = this.#layers[b - 1]?.block.activation ?? null;
        if (b === 0) break;
        delta = matMul(delta, layer.weight.value);
        if (made !== null) delta = mul(delta, ACTIVATION_OPS[made].slope(before));
      }
    });
  }

  update(optimizer: OptimizerSpec): void {
    const parameters = this.#parameters();
    if (this.#optimizer !== optimizer.type) {
      // The state of another optimiser means nothing to this one.
      this.#optimizer = optimizer.type;
      this.#steps = 0;
      parameters.forEach(forget);
    }
    this.#steps++;
    tidy(() => {
      for (const own of parameters) {
        const gradient = own.gradient ?? mul(own.value, 0);
        const next = updateParameter(optimizer, own.value, gradient, own.slots, this.#steps);
        forget(own);
        own.value.dispose();
        own.value = keep(next.weights);
        own.slots = next.slots.map((slot) => keep(slot));
      }
    });
    this.#commitLosses();
    this.discard();
  }

  discard(): void {
    this.#stepLosses?.dispose();
    this.#stepLosses = null;
    for (const own of this.#parameters()) {
      own.gradient?.dispose();
      own.gradient = null;
    }
  }

  async takeLossSum(): Promise<number> {
    this.#commitLosses();
    const losses = this.#losses;
    this.#losses = null;
    if (losses === null) return 0;
    try {
      return (await losses.data())[0] ?? 0;
    } finally {
      losses.dispose();
    }
  }

  async logits(x: Tensor): Promise<Float32Array> {
    const logits = tidy(() => this.#layers.reduce((inputs, layer) => forward(layer, inputs), x));
    try {
      return await logits.data<"float32">();
    } finally {
      logits.dispose();
    }
  }

  async readWeights(): Promise<Weights> {
    return Promise.all(
      this.#layers.map(async ({ weight, bias }) => ({
        weight: Float32Array.from(await weight.value.data()),
        bias: Float32Array.from(await bias.value.data()),
      })),
    );
  }

  dispose(): void {
    this.discard();
    for (const own of this.#parameters()) {
      forget(own);
      own.value.dispose();
    }
    this.#losses?.dispose();
    this.#losses = null;
    this.#layers = [];
    this.#optimizer = null;
    this.#steps = 0;
  }

  #commitLosses(): void {
    if (this.#stepLosses === null) return;
    this.#losses?.dispose();
    this.#losses = this.#stepLosses;
    this.#stepLosses = null;
  }

  #parameters(): Parameter[] {
    return this.#layers.flatMap(({ weight, bias }) => [weight, bias]);
  }
}

function parameter(value: Tensor): Parameter {
  return { value, gradient: null, slots: [] };
}

function forget(own: Parameter): void {
  own.slots.forEach((slot) => slot.dispose());
  own.slots = [];
}

function accumulateInto(own: Parameter, gradient: Tensor): void {
  const total = own.gradient === null ? gradient : add(own.gradient, gradient);
  own.gradient?.dispose();
  own.gradient = keep(total);
}

function forward({ block, weight, bias }: Layer, inputs: Tensor): Tensor {
  const v = add(matMul(inputs, transpose(weight.value)), bias.value);
  return block.activation === null ? v : ACTIVATION_OPS[block.activation].value(v);
}
