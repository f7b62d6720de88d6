import type { Tensor } from "@tensorflow/tfjs-core";
import type { AdamSpec, OptimizerSpec, SgdSpec } from "../../domain/run-config";

/** One elementwise dispatch: inputs by name, GLSL over them, and numbers by name. */
export type Elementwise = (
  inputs: Readonly<Record<string, Tensor>>,
  formula: string,
  numbers: Readonly<Record<string, number>>,
) => Tensor;

/** What an optimiser keeps between steps. */
export interface OptimizerState {
  readonly type: OptimizerSpec["type"];
  readonly steps: number;
  readonly slots: readonly Tensor[];
}

interface Updated {
  readonly weights: Tensor;
  readonly slots: readonly Tensor[];
}

type Update<S> = (
  spec: S,
  p: Tensor,
  g: Tensor,
  slots: readonly Tensor[],
  step: number,
  run: Elementwise,
) => Updated;

/** torch.optim.SGD: decay joins the gradient, biases too; the first momentum buffer is that gradient itself. */
const sgd: Update<SgdSpec> = (spec, p, g, [buffer], _step, run) => {
  const { lr, momentum, nesterov, weightDecay: decay } = spec;
  if (momentum === 0) {
    return { weights: run({ p, g }, "p - lr * (g + decay * p)", { lr, decay }), slots: [] };
  }
  const b =
    buffer === undefined
      ? run({ p, g }, "g + decay * p", { decay })
      : run({ p, g, b: buffer }, "momentum * b + (g + decay * p)", { decay, momentum });
  const weights = nesterov
    ? run({ p, g, b }, "p - lr * ((g + decay * p) + momentum * b)", { lr, decay, momentum })
    : run({ p, b }, "p - lr * b", { lr });
  return { weights, slots: [b] };
};

/** torch.optim.Adam: coupled decay, epsilon outside the root, both moments corrected for their start at 0. */
const adam: Update<AdamSpec> = (spec, p, g, [oldFirst, oldSecond], step, run) => {
  const { lr, betas, eps, weightDecay: decay } = spec;
  const [beta1, beta2] = betas;
  // 1 - beta is taken in float64, as PyTorch takes it.
  const one = { decay, rest: 1 - beta1 };
  const two = { decay, rest: 1 - beta2 };
  const m =
    oldFirst === undefined
      ? run({ p, g }, "rest * (g + decay * p)", one)
      : run({ p, g, m: oldFirst }, "beta * m + rest * (g + decay * p)", { ...one, beta: beta1 });
  const v =
    oldSecond === undefined
      ? run({ p, g }, "rest * ((g + decay * p) * (g + decay * p))", two)
      : run({ p, g, v: oldSecond }, "beta * v + rest * ((g + decay * p) * (g + decay * p))", { ...two, beta: beta2 });
  const weights = run({ p, m, v }, "p - size * m / (sqrt(v) / root + eps)", {
    size: lr / (1 - beta1 ** step),
    root: Math.sqrt(1 - beta2 ** step),
    eps,
  });
  return { weights, slots: [m, v] };
};

/** Applies one step. The state of another optimiser is dropped: its figures mean nothing to this one. */
export function optimizerStep(
  spec: OptimizerSpec,
  p: Tensor,
  g: Tensor,
  state: OptimizerState | null,
  run: Elementwise,
): { weights: Tensor; state: OptimizerState } {
  const kept = state?.type === spec.type ? state : { type: spec.type, steps: 0, slots: [] };
  const step = kept.steps + 1;
  const { weights, slots } = update(spec, p, g, kept.slots, step, run);
  return { weights, state: { type: spec.type, steps: step, slots } };
}

const update: Update<OptimizerSpec> = (spec, ...rest) => {
  switch (spec.type) {
    case "sgd":
      return sgd(spec, ...rest);
    case "adam":
      return adam(spec, ...rest);
  }
};
