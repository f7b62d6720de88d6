import { keeps, type DropoutMask } from "../../domain/dropout";
import type { ResolvedLoss } from "../../domain/loss";
import type { Block } from "../../domain/model-spec";
import type { Weights } from "../../domain/weights";
import type { StepSettings, UpdateSettings } from "../backend";
import { activation, activationSlope, rowLoss, rowLossSlope } from "./reference-formulas";
import { referenceUpdate, type ReferenceMemory, type Vector } from "./reference-optimizers";
import { flatWeights } from "./run-training-case";

/** Rows with their labels, `x` as `[rows, features]`. */
export interface LabelledRows {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** What one block made of one row. */
interface Trace {
  readonly inputs: readonly number[];
  /** Before the activation. */
  readonly sums: readonly number[];
  /** What dropout multiplies the activation's outputs by. */
  readonly kept: readonly number[];
}

/**
 * Training in float64, a row and a number at a time: slow, plain, and for tests only. It is itself held to PyTorch's
 * float64 runs and to differences of its own losses.
 */
export class Reference {
  /** All weights and biases in the order of `parameters()`. */
  parameters: Vector;
  /** Of the step in hand, laid out as `parameters`. */
  readonly gradients: Vector;
  readonly memory: ReferenceMemory = { type: null, steps: 0, slots: [] };
  readonly #blocks: readonly Block[];
  /** Where each block's weights begin; its biases follow them. */
  readonly #starts: readonly number[];
  #lossSum = 0;
  #lossRows = 0;

  constructor(blocks: readonly Block[], weights: Weights) {
    this.#blocks = blocks;
    let start = 0;
    this.#starts = blocks.map((block) => {
      const own = start;
      start += (block.in + 1) * block.out;
      return own;
    });
    this.parameters = Float64Array.from(flatWeights(weights));
    this.gradients = new Float64Array(start);
  }

  /** Logits of rows `[rows, features]`, nothing dropped. */
  logits(x: ArrayLike<number>, rows: number): number[] {
    return Array.from({ length: rows }, (_, row) => this.#forward(this.#row(x, row), row, null).logit);
  }

  /** As `Backend.accumulate`. */
  accumulate(data: LabelledRows, rows: Iterable<number>, { batchRows, loss, dropout }: StepSettings): void {
    for (const row of rows) this.#accumulateRow(data, row, loss, dropout, batchRows);
  }

  /**
   * As `Backend.update`.
   * @returns the gradients' global norm before clipping
   */
  update({ optimizer, clipNorm }: UpdateSettings): number {
    const norm = Math.sqrt(this.gradients.reduce((sum, g) => sum + g * g, 0));
    const factor = clipNorm === null ? 1 : Math.min(1, clipNorm / (norm + 1e-6));
    const gradients = this.gradients.map((g) => g * factor);
    this.parameters = referenceUpdate(optimizer, this.memory, this.parameters, gradients);
    this.gradients.fill(0);
    return norm;
  }

  /** As `Backend.takeLoss`. */
  takeLoss(): number {
    const loss = this.#lossSum / this.#lossRows;
    this.#lossSum = this.#lossRows = 0;
    return loss;
  }

  #row(x: ArrayLike<number>, row: number): number[] {
    const features = this.#blocks[0]?.in ?? 0;
    return Array.from({ length: features }, (_, i) => x[row * features + i] ?? NaN);
  }

  #forward(
    inputs: readonly number[],
    row: number,
    dropout: StepSettings["dropout"],
  ): { traces: Trace[]; logit: number } {
    let values = inputs;
    const traces = this.#blocks.map((block, b): Trace => {
      const before = values;
      const sums = this.#sums(this.#starts[b] ?? NaN, block, before);
      const kept = keptOf(dropout?.[b] ?? null, row, block.out);
      values = sums.map((sum, o) => activation(block.activation, sum) * (kept[o] ?? NaN));
      return { inputs: before, sums, kept };
    });
    return { traces, logit: values[0] ?? NaN };
  }

  #sums(start: number, block: Block, inputs: readonly number[]): number[] {
    const { parameters } = this;
    return Array.from({ length: block.out }, (_, o) => {
      let sum = parameters[start + block.in * block.out + o] ?? NaN;
      let weight = start + o * block.in;
      for (const value of inputs) sum += value * (parameters[weight++] ?? NaN);
      return sum;
    });
  }

  #accumulateRow(
    { x, y }: LabelledRows,
    row: number,
    loss: ResolvedLoss,
    dropout: StepSettings["dropout"],
    batchRows: number,
  ): void {
    const { traces, logit } = this.#forward(this.#row(x, row), row, dropout);
    const label = y[row] ?? NaN;
    this.#lossSum += rowLoss(loss, logit, label);
    this.#lossRows++;
    /** Derivatives of the row's share of the loss by the outputs of the block in hand. */
    let deltas = [rowLossSlope(loss, logit, label) / batchRows];
    for (let b = this.#blocks.length - 1; b >= 0; b--) {
      const block = this.#blocks[b];
      const trace = traces[b];
      if (block === undefined || trace === undefined) continue;
      const slopes = trace.sums.map((sum, o) => activationSlope(block.activation, sum) * (trace.kept[o] ?? NaN));
      const bySums = deltas.map((delta, o) => delta * (slopes[o] ?? NaN));
      deltas = this.#backward(this.#starts[b] ?? NaN, block, trace.inputs, bySums);
    }
  }

  /** Adds the block's gradients; returns the derivatives by its inputs. */
  #backward(start: number, block: Block, inputs: readonly number[], deltas: readonly number[]): number[] {
    const { parameters, gradients } = this;
    const back = inputs.map(() => 0);
    deltas.forEach((delta, o) => {
      const bias = start + block.in * block.out + o;
      gradients[bias] = (gradients[bias] ?? NaN) + delta;
      for (let i = 0, weight = start + o * block.in; i < block.in; i++, weight++) {
        gradients[weight] = (gradients[weight] ?? NaN) + delta * (inputs[i] ?? NaN);
        back[i] = (back[i] ?? NaN) + delta * (parameters[weight] ?? NaN);
      }
    });
    return back;
  }
}

function keptOf(mask: DropoutMask | null, row: number, out: number): number[] {
  return Array.from({ length: out }, (_, unit) =>
    mask === null ? 1 : keeps(mask, row, unit, out) ? 1 / (1 - mask.p) : 0,
  );
}
