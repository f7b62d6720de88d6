import { activationOf, activationSlopeOf } from "../activation";
import type { Stepwise } from "../inspect/stepwise";
import type { ResolvedLoss } from "../loss";
import { lossSlopeOf } from "../loss-slope";
import { parameterCount, type Block } from "../model-spec";
import type { BlockWeights, Weights } from "../weights";

/** Labelled rows as the net sees them. */
export interface LabelledRows {
  /** `[rows, features]`, row-major. */
  readonly x: Float32Array | Float64Array;
  /** `[rows]`, 0 or 1. */
  readonly y: Uint8Array;
}

/** What one block makes of the rows, and how the mean loss depends on it; all in float64. */
export interface BlockPass {
  readonly block: Block;
  /** `[rows, out]`, before the activation. */
  readonly sums: Float64Array;
  /** `[rows, out]`, after it; of the output block the logits, which are then its sums. */
  readonly activations: Float64Array;
  /** `[out, in]`: derivatives of the mean loss by the weights. */
  readonly weightGradient: Float64Array;
  /** `[out]` */
  readonly biasGradient: Float64Array;
  /** `[rows, out]`: derivatives of the mean loss by the activations. */
  readonly activationGradient: Float64Array;
}

/** Multiplications of one pass: a few tenths of a second. */
const WORK = 6e7;
const MOST_ROWS = 1024;
const FEWEST_ROWS = 16;

/** How many rows a pass can take without anybody having to wait for it. */
export function passRows(blocks: readonly Block[]): number {
  return Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, Math.floor(WORK / (3 * parameterCount(blocks)))));
}

/**
 * Forward and backward through the net in float64, nothing dropped: what a step on these rows as one batch would see,
 * without penalties. Slow and exact: for samples.
 * @throws RangeError when there are no rows, or rows or weights do not fit the blocks
 */
export function* passThrough(blocks: readonly Block[], weights: Weights, { x, y }: LabelledRows, loss: ResolvedLoss): Stepwise<BlockPass[]> {
  const rows = y.length;
  const features = blocks[0]?.in ?? 0;
  if (rows === 0) throw new RangeError("A net shows nothing without rows.");
  if (x.length !== rows * features) throw new RangeError(`${x.length} numbers are not ${rows} rows of ${features} features.`);
  const layers = blocks.map((block, index) => ({ block, weights: checked(block, weights[index]) }));
  const inputs = [Float64Array.from(x)];
  const sums: Float64Array[] = [];
  for (const [index, { block, weights: own }] of layers.entries()) {
    const values = yield* forward(block, own, inputs[index] ?? new Float64Array(), rows, index / (3 * blocks.length));
    sums.push(values);
    inputs.push(block.activation === null ? values : values.map(activationOf(block.activation)));
  }
  const slope = lossSlopeOf(loss);
  let gradient = (inputs.at(-1) ?? new Float64Array()).map((logit, row) => slope(logit, y[row]!) / rows);
  const passes: BlockPass[] = [];
  for (let index = layers.length - 1; index >= 0; index--) {
    const { block, weights: own } = layers[index]!;
    const steep = activationSlopeOf(block.activation);
    const bySums = gradient.map((each, at) => (each === 0 ? 0 : each * steep(sums[index]![at]!)));
    const done = 1 / 3 + ((layers.length - index - 1) * 2) / (3 * layers.length);
    const back = yield* backward(block, own, inputs[index]!, bySums, rows, done);
    passes.unshift({
      block,
      sums: sums[index]!,
      activations: inputs[index + 1]!,
      activationGradient: gradient,
      weightGradient: back.weightGradient,
      biasGradient: back.biasGradient,
    });
    gradient = back.inputGradient;
  }
  return passes;
}

function checked(block: Block, weights: BlockWeights | undefined): BlockWeights {
  if (weights?.weight.length === block.in * block.out && weights.bias.length === block.out) return weights;
  throw new RangeError(`The weights of layer ${block.index} do not fit it.`);
}

/** Rows times weights that are worked through in one step. */
const STEP_WORK = 1 << 22;

function stepRows(block: Block): number {
  return Math.max(1, Math.floor(STEP_WORK / (block.in * block.out)));
}

function* forward(block: Block, { weight, bias }: BlockWeights, inputs: Float64Array, rows: number, done: number): Stepwise<Float64Array<ArrayBuffer>> {
  const { in: width, out } = block;
  const sums = new Float64Array(rows * out);
  const step = stepRows(block);
  for (let row = 0; row < rows; row++) {
    if (row % step === 0) yield done;
    for (let unit = 0, w = 0; unit < out; unit++) {
      let sum = bias[unit]!;
      for (let i = 0, at = row * width; i < width; i++, at++, w++) sum += inputs[at]! * weight[w]!;
      sums[row * out + unit] = sum;
    }
  }
  return sums;
}

interface Back {
  readonly weightGradient: Float64Array;
  readonly biasGradient: Float64Array;
  readonly inputGradient: Float64Array<ArrayBuffer>;
}

/** @param bySums `[rows, out]`: derivatives by what the block is before its activation */
function* backward(block: Block, { weight }: BlockWeights, inputs: Float64Array, bySums: Float64Array, rows: number, done: number): Stepwise<Back> {
  const { in: width, out } = block;
  const weightGradient = new Float64Array(width * out);
  const biasGradient = new Float64Array(out);
  const inputGradient = new Float64Array(rows * width);
  const step = stepRows(block);
  for (let row = 0; row < rows; row++) {
    if (row % step === 0) yield done;
    for (let unit = 0; unit < out; unit++) {
      const delta = bySums[row * out + unit]!;
      // Units that are off take no part, and no negative zero comes of them.
      if (delta === 0) continue;
      biasGradient[unit]! += delta;
      for (let i = 0, at = row * width, w = unit * width; i < width; i++, at++, w++) {
        weightGradient[w]! += delta * inputs[at]!;
        inputGradient[at]! += delta * weight[w]!;
      }
    }
  }
  return { weightGradient, biasGradient, inputGradient };
}
