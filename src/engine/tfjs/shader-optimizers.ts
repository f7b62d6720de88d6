import type { Tensor } from "@tensorflow/tfjs-core";
import type { AdamSpec, AdamWSpec, OptimizerSpec, RmspropSpec, SgdSpec } from "../../domain/run-config";

/** One elementwise dispatch: inputs by name, GLSL over them, and numbers by name. */
export type Elementwise = (
  inputs: Readonly<Record<string, Tensor>>,
  formula: string,
  numbers: Readonly<Record<string, number>>,
) => Tensor;

/** What an optimiser keeps between steps, in the order of `OptimizerMemory`. */
export interface OptimizerState {
  readonly type: OptimizerSpec["type"];
  readonly steps: number;
  readonly slots: readonly Tensor[];
}

interface Updated {
  readonly weights: Tensor;
  readonly slots: readonly Tensor[];
}

/** The summed gradients, and GLSL for them: clipping puts a factor before them. */
export interface Gradients {
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly formula: string;
}

interface Step {
  readonly p: Tensor;
  readonly gradients: Gradients;
  readonly slots: readonly Tensor[];
  /** Counts from 1. */
  readonly step: number;
  readonly run: Elementwise;
}

/** torch.optim.SGD: decay joins the gradient, biases too; the first momentum buffer is that gradient itself. */
function sgd(spec: SgdSpec, { p, gradients, slots: [buffer], run }: Step): Updated {
  const { lr, momentum, nesterov, weightDecay: decay } = spec;
  const g = `(${gradients.formula} + decay * p)`;
  const from = { p, ...gradients.inputs };
  if (momentum === 0) return { weights: run(from, `p - lr * ${g}`, { lr, decay }), slots: [] };
  const b =
    buffer === undefined ? run(from, g, { decay }) : run({ ...from, b: buffer }, `momentum * b + ${g}`, { decay, momentum });
  const weights = nesterov
    ? run({ ...from, b }, `p - lr * (${g} + momentum * b)`, { lr, decay, momentum })
    : run({ p, b }, "p - lr * b", { lr });
  return { weights, slots: [b] };
}

/**
 * torch.optim.Adam and AdamW: epsilon outside the root, both moments corrected for their start at 0. Adam's decay
 * joins the gradient, AdamW's shrinks the weights.
 */
function adam(spec: AdamSpec | AdamWSpec, { p, gradients, slots: [oldFirst, oldSecond], step, run }: Step): Updated {
  const { lr, betas, eps, weightDecay } = spec;
  const [beta1, beta2] = betas;
  const coupled = spec.type === "adam";
  const g = coupled ? `(${gradients.formula} + decay * p)` : gradients.formula;
  const from = coupled ? { p, ...gradients.inputs } : gradients.inputs;
  const decay: Record<string, number> = coupled ? { decay: weightDecay } : {};
  // 1 - beta is taken in float64, as PyTorch takes it.
  const one = { ...decay, rest: 1 - beta1 };
  const two = { ...decay, rest: 1 - beta2 };
  const m =
    oldFirst === undefined
      ? run(from, `rest * ${g}`, one)
      : run({ ...from, m: oldFirst }, `beta * m + rest * ${g}`, { ...one, beta: beta1 });
  const v =
    oldSecond === undefined
      ? run(from, `rest * (${g} * ${g})`, two)
      : run({ ...from, v: oldSecond }, `beta * v + rest * (${g} * ${g})`, { ...two, beta: beta2 });
  const numbers = { size: lr / (1 - beta1 ** step), root: Math.sqrt(1 - beta2 ** step), eps };
  const weights = coupled
    ? run({ p, m, v }, "p - size * m / (sqrt(v) / root + eps)", numbers)
    : run({ p, m, v }, "p * shrink - size * m / (sqrt(v) / root + eps)", { ...numbers, shrink: 1 - lr * weightDecay });
  return { weights, slots: [m, v] };
}

/** torch.optim.RMSprop, not centred: epsilon outside the root, and a momentum without the learning rate in it. */
function rmsprop(spec: RmspropSpec, { p, gradients, slots: [oldSquare, buffer], run }: Step): Updated {
  const { lr, alpha, eps, momentum, weightDecay: decay } = spec;
  const g = `(${gradients.formula} + decay * p)`;
  const from = { p, ...gradients.inputs };
  const rest = 1 - alpha;
  const s =
    oldSquare === undefined
      ? run(from, `rest * (${g} * ${g})`, { decay, rest })
      : run({ ...from, s: oldSquare }, `alpha * s + rest * (${g} * ${g})`, { decay, rest, alpha });
  const move = `${g} / (sqrt(s) + eps)`;
  if (momentum === 0) return { weights: run({ ...from, s }, `p - lr * (${move})`, { lr, decay, eps }), slots: [s] };
  const b =
    buffer === undefined
      ? run({ ...from, s }, move, { decay, eps })
      : run({ ...from, s, b: buffer }, `momentum * b + ${move}`, { decay, eps, momentum });
  return { weights: run({ p, b }, "p - lr * b", { lr }), slots: [s, b] };
}

/** Applies one step. The state of another optimiser is dropped: its figures mean nothing to this one. */
export function optimizerStep(
  spec: OptimizerSpec,
  p: Tensor,
  gradients: Gradients,
  state: OptimizerState | null,
  run: Elementwise,
): { weights: Tensor; state: OptimizerState } {
  const kept = state?.type === spec.type ? state : { type: spec.type, steps: 0, slots: [] };
  const step = kept.steps + 1;
  const { weights, slots } = update(spec, { p, gradients, slots: kept.slots, step, run });
  return { weights, state: { type: spec.type, steps: step, slots } };
}

function update(spec: OptimizerSpec, step: Step): Updated {
  switch (spec.type) {
    case "sgd":
      return sgd(spec, step);
    case "adam":
    case "adamw":
      return adam(spec, step);
    case "rmsprop":
      return rmsprop(spec, step);
  }
}
