import { add, engine, keep, matMul, mul, slice, sum, tidy, transpose, type Tensor } from "@tensorflow/tfjs-core";
import type { OptimizerMemory } from "../../domain/checkpoint";
import type { DropoutMask } from "../../domain/dropout";
import type { Block } from "../../domain/model-spec";
import type { Weights } from "../../domain/weights";
import type { Program, Rows, StepSettings, UpdateSettings } from "../backend";
import type { Arithmetic, Chunk } from "./arithmetic";
import { dropoutFactors } from "./op-dropout";
import { activationOps, lossOps } from "./op-formulas";
import { clipFactor, updateParameter } from "./op-optimizers";

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

/** What the way back through a layer needs of the way forward. All are `[rows, ·]`. */
interface Trace {
  readonly layer: Layer;
  readonly inputs: Tensor;
  /** Before and after the activation. */
  readonly sums: Tensor;
  readonly activated: Tensor;
  /** What dropout multiplied by; null where it drops nothing. */
  readonly factors: Tensor | null;
}

/** The arithmetic as ops of the current tfjs back end: slow and plain, for where there is nothing better. */
export class OpArithmetic implements Arithmetic {
  #layers: readonly Layer[] = [];
  #optimizer: OptimizerMemory["type"] | null = null;
  #steps = 0;
  #losses: Tensor | null = null;
  /** The same with those of the step in hand, which may yet be discarded. */
  #stepLosses: Tensor | null = null;

  makeTensor(values: Float32Array, shape: [number, number]): Tensor {
    return engine().makeTensor(values, shape, "float32");
  }

  compile({ blocks, weights, optimizer }: Program): void {
    this.dispose();
    this.#optimizer = optimizer?.type ?? null;
    this.#steps = optimizer?.steps ?? 0;
    this.#layers = blocks.map((block, b) => {
      const own = weights[b];
      if (own === undefined) throw new Error(`Block ${b} has no weights.`);
      const slots = (optimizer?.slots ?? []).flatMap((slot) => slot[b] ?? []);
      return {
        block,
        weight: this.#parameter([block.out, block.in], own.weight, slots.map(({ weight }) => weight)),
        bias: this.#parameter([1, block.out], own.bias, slots.map(({ bias }) => bias)),
      };
    });
  }

  accumulate({ x, y, rows, numbers }: Chunk, step: StepSettings): void {
    const loss = lossOps(step.loss);
    // Identically 0: there is nothing to add, to the gradients or to the loss.
    if (loss === null) return;
    tidy(() => {
      // Padding weighs nothing here because it is cut off: shapes are free on a processor.
      const labels = slice(y, [0, 0], [rows, 1]);
      const traces = this.#forward(slice(x, [0, 0], [rows, x.shape[1] ?? 0]), numbers, step.dropout);
      const logits = outputs(traces.at(-1));
      this.#addLosses(sum(loss.value(logits, labels)));
      backward(traces, mul(loss.slope(logits, labels), 1 / step.batchRows));
    });
  }

  update({ optimizer, clipNorm }: UpdateSettings): void {
    const parameters = this.#parameters();
    if (this.#optimizer !== optimizer.type) {
      // The state of another optimiser means nothing to this one.
      this.#optimizer = optimizer.type;
      this.#steps = 0;
      parameters.forEach(forget);
    }
    this.#steps++;
    tidy(() => {
      const sums = parameters.map(({ gradient, value }) => gradient ?? mul(value, 0));
      const factor = clipNorm === null ? null : clipFactor(sums, clipNorm);
      const gradients = factor === null ? sums : sums.map((gradient) => mul(gradient, factor));
      parameters.forEach((own, i) => {
        const gradient = gradients[i];
        if (gradient === undefined) return;
        const next = updateParameter(optimizer, own.value, gradient, own.slots, this.#steps);
        forget(own);
        own.value.dispose();
        own.value = keep(next.weights);
        own.slots = next.slots.map((slot) => keep(slot));
      });
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
    const logits = tidy(() => outputs(this.#forward(x, null, null).at(-1)));
    try {
      return await logits.data<"float32">();
    } finally {
      logits.dispose();
    }
  }

  readWeights(): Promise<Weights> {
    return this.#read(({ value }) => value);
  }

  async readOptimizer(): Promise<OptimizerMemory | null> {
    if (this.#optimizer === null) return null;
    const slots = this.#layers[0]?.weight.slots ?? [];
    return {
      type: this.#optimizer,
      steps: this.#steps,
      slots: await Promise.all(slots.map((_, i) => this.#read((own) => own.slots[i] ?? own.value))),
    };
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

  #parameter(shape: [number, number], value: Float32Array, slots: readonly Float32Array[]): Parameter {
    const copied = (values: Float32Array): Tensor => this.makeTensor(values.slice(), shape);
    return { value: copied(value), gradient: null, slots: slots.map(copied) };
  }

  /** @param numbers of the rows in train; with `dropout` null they are not asked for */
  #forward(x: Tensor, numbers: Rows | null, dropout: StepSettings["dropout"]): Trace[] {
    let inputs = x;
    return this.#layers.map((layer, b) => {
      const mask = dropout?.[b] ?? null;
      const trace = this.#through(layer, inputs, mask === null || numbers === null ? null : { mask, numbers });
      inputs = outputs(trace);
      return trace;
    });
  }

  #through(layer: Layer, inputs: Tensor, dropped: { mask: DropoutMask; numbers: Rows } | null): Trace {
    const { block, weight, bias } = layer;
    const sums = add(matMul(inputs, transpose(weight.value)), bias.value);
    const activated = block.activation === null ? sums : activationOps(block.activation).value(sums);
    if (dropped === null) return { layer, inputs, sums, activated, factors: null };
    const values = dropoutFactors(dropped.mask, dropped.numbers, block.out);
    return { layer, inputs, sums, activated, factors: this.makeTensor(values, [values.length / block.out, block.out]) };
  }

  async #read(of: (own: Parameter) => Tensor): Promise<Weights> {
    return Promise.all(
      this.#layers.map(async ({ weight, bias }) => ({
        weight: Float32Array.from(await of(weight).data()),
        bias: Float32Array.from(await of(bias).data()),
      })),
    );
  }

  #addLosses(losses: Tensor): void {
    const before = this.#stepLosses ?? this.#losses;
    const added = keep(before === null ? losses : add(before, losses));
    this.#stepLosses?.dispose();
    this.#stepLosses = added;
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

/** What a layer hands on; the last one's are the logits. */
function outputs(trace: Trace | undefined): Tensor {
  if (trace === undefined) throw new Error("No net has been set: call compile first.");
  return trace.factors === null ? trace.activated : mul(trace.activated, trace.factors);
}

/** Adds the gradients of all layers to their sums; `delta` is the derivative by the logits, `[rows, 1]`. */
function backward(traces: readonly Trace[], delta: Tensor): void {
  /** Derivative by what the layer in hand hands on. */
  let back = delta;
  for (const { layer, inputs, sums, activated, factors } of traces.toReversed()) {
    const { block, weight, bias } = layer;
    const kept = factors === null ? back : mul(back, factors);
    const bySums = block.activation === null ? kept : mul(kept, activationOps(block.activation).slope(sums, activated));
    accumulateInto(weight, matMul(transpose(bySums), inputs));
    accumulateInto(bias, sum(bySums, 0, true));
    // The features need no derivative.
    if (inputs !== traces[0]?.inputs) back = matMul(bySums, weight.value);
  }
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
