import { activationSlopeOf } from "../activation";
import type { Stepwise } from "../inspect/stepwise";
import type { ActivationSpec, Block } from "../model-spec";
import type { BlockWeights, Weights } from "../weights";
import type { BlockPass } from "./net-pass";
import { valueHistogram, type ValueHistogram } from "./value-histogram";

/** Units that answer the same whatever the row, or nearly so, and therefore learn nothing from the rows looked at. */
export interface IdleUnits {
  /** "dead": stuck at or next to its floor, as of a ReLU at 0; "saturated": stuck at an end of a tanh or a sigmoid. */
  readonly kind: "dead" | "saturated";
  readonly units: readonly number[];
}

/** What a sample of rows shows of one layer. */
export interface LayerReport {
  /** Position of the linear layer in PyTorch's `nn.Sequential`. */
  readonly index: number;
  readonly in: number;
  readonly out: number;
  readonly activation: ActivationSpec["type"] | null;
  /** Of all rows and units, after the activation; of the output layer the logits. */
  readonly activations: ValueHistogram;
  /** Derivatives of the mean loss by weights and biases. */
  readonly gradients: ValueHistogram;
  /** Derivatives of the mean loss by the activations. */
  readonly activationGradients: ValueHistogram;
  /** Null of the output layer, which has no activation. */
  readonly idle: IdleUnits | null;
  /** Euclidean norm of the gradients by weights and biases. */
  readonly gradientNorm: number;
  /** Euclidean norm of weights and biases. */
  readonly weightNorm: number;
}

/** A report of each block of a pass, one after the other. */
export function* layerReports(passes: readonly BlockPass[], weights: Weights, bins: number): Stepwise<LayerReport[]> {
  const reports: LayerReport[] = [];
  for (const [index, { block, sums, activations, weightGradient, biasGradient, activationGradient }] of passes.entries()) {
    const done = index / passes.length;
    yield done;
    const gradients = valueHistogram(joined(weightGradient, biasGradient), bins);
    yield done;
    reports.push({
      index: block.index,
      in: block.in,
      out: block.out,
      activation: block.activation?.type ?? null,
      activations: valueHistogram(activations, bins),
      gradients,
      activationGradients: valueHistogram(activationGradient, bins),
      idle: idleUnits(block, sums),
      gradientNorm: norm(weightGradient, biasGradient),
      weightNorm: weightNorm(weights[index]),
    });
  }
  return reports;
}

/** The steepest slope of an activation, next to which others are judged. */
const STEEPEST: Record<ActivationSpec["type"], number> = {
  relu: 1,
  "leaky-relu": 1,
  elu: 1,
  gelu: 1.13,
  tanh: 1,
  sigmoid: 0.25,
};

/** A unit is idle where at every row its activation's slope is below this share of the steepest it has. */
const FLAT = 0.01;

/**
 * Idle units of a block. Of a ReLU these are the units whose answer is 0 for every row; a tanh is idle beyond 0.995 of
 * its ends, a sigmoid within 0.0025 of them. A leaky ReLU with a slope of a hundredth or more is never idle.
 * @param sums `[rows, out]`, before the activation
 */
export function idleUnits({ activation, out }: Block, sums: Float64Array): IdleUnits | null {
  if (activation === null) return null;
  const slope = activationSlopeOf(activation);
  const limit = FLAT * STEEPEST[activation.type];
  const units: number[] = [];
  for (let unit = 0; unit < out; unit++) {
    let idle = true;
    for (let at = unit; at < sums.length && idle; at += out) idle = Math.abs(slope(sums[at]!)) < limit;
    if (idle) units.push(unit);
  }
  return { kind: activation.type === "tanh" || activation.type === "sigmoid" ? "saturated" : "dead", units };
}

/**
 * How far each layer went between two checkpoints, as a share of where it was: the norm of the change of weights and
 * biases over their norm before. Null where all were 0.
 * @throws RangeError when the two are not of the same net
 */
export function updateRatios(before: Weights, after: Weights): (number | null)[] {
  if (before.length !== after.length) throw new RangeError(`Checkpoints of ${before.length} and ${after.length} layers.`);
  return before.map((from, index) => {
    const to = after[index];
    if (to?.weight.length !== from.weight.length || to.bias.length !== from.bias.length) {
      throw new RangeError("The checkpoints are of different nets.");
    }
    const size = weightNorm(from);
    return size === 0 ? null : Math.hypot(distance(from.weight, to.weight), distance(from.bias, to.bias)) / size;
  });
}

function weightNorm(weights: BlockWeights | undefined): number {
  return weights === undefined ? NaN : norm(weights.weight, weights.bias);
}

function distance(from: Float32Array, to: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < from.length; at++) sum += (to[at]! - from[at]!) ** 2;
  return Math.sqrt(sum);
}

function joined(first: Float64Array, second: Float64Array): Float64Array {
  const all = new Float64Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

function norm(...parts: readonly (Float32Array | Float64Array)[]): number {
  let sum = 0;
  for (const part of parts) {
    for (let at = 0; at < part.length; at++) sum += part[at]! * part[at]!;
  }
  return Math.sqrt(sum);
}
