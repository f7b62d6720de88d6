import { add, div, minimum, mul, sqrt, square, sub, sum, type Tensor } from "@tensorflow/tfjs-core";
import type { AdamSpec, AdamWSpec, OptimizerSpec, RmspropSpec, SgdSpec } from "../../domain/run-config";

interface Updated {
  readonly weights: Tensor;
  /** What the optimiser keeps of this parameter until the next step, in the order of `OptimizerMemory`. */
  readonly slots: readonly Tensor[];
}

/** torch.optim.SGD: decay joins the gradient, biases too; the first momentum buffer is that gradient itself. */
function sgd(spec: SgdSpec, p: Tensor, gradient: Tensor, [buffer]: readonly Tensor[]): Updated {
  const { lr, momentum, nesterov, weightDecay } = spec;
  const g = add(gradient, mul(weightDecay, p));
  if (momentum === 0) return { weights: sub(p, mul(lr, g)), slots: [] };
  const b = buffer === undefined ? g : add(mul(momentum, buffer), g);
  return { weights: sub(p, mul(lr, nesterov ? add(g, mul(momentum, b)) : b)), slots: [b] };
}

/** torch.optim.Adam less its decay: epsilon outside the root, both moments corrected for their start at 0. */
function adam(spec: AdamSpec | AdamWSpec, p: Tensor, g: Tensor, slots: readonly Tensor[], steps: number): Updated {
  const { lr, betas, eps } = spec;
  const [beta1, beta2] = betas;
  const m = mixed(beta1, slots[0], g);
  const v = mixed(beta2, slots[1], square(g));
  const root = add(div(sqrt(v), Math.sqrt(1 - beta2 ** steps)), eps);
  return { weights: sub(p, mul(lr / (1 - beta1 ** steps), div(m, root))), slots: [m, v] };
}

/** torch.optim.RMSprop, not centred: decay joins the gradient; epsilon outside the root. */
function rmsprop(spec: RmspropSpec, p: Tensor, gradient: Tensor, slots: readonly Tensor[]): Updated {
  const { lr, alpha, eps, momentum, weightDecay } = spec;
  const g = add(gradient, mul(weightDecay, p));
  const s = mixed(alpha, slots[0], square(g));
  const step = div(g, add(sqrt(s), eps));
  if (momentum === 0) return { weights: sub(p, mul(lr, step)), slots: [s] };
  const b = slots[1] === undefined ? step : add(mul(momentum, slots[1]), step);
  return { weights: sub(p, mul(lr, b)), slots: [s, b] };
}

/** A running mean that starts at 0 and keeps a share of what it was. */
function mixed(share: number, before: Tensor | undefined, value: Tensor): Tensor {
  const added = mul(1 - share, value);
  return before === undefined ? added : add(mul(share, before), added);
}

/** One optimiser step of one parameter; `steps` counts from 1. */
export function updateParameter(
  spec: OptimizerSpec,
  p: Tensor,
  gradient: Tensor,
  slots: readonly Tensor[],
  steps: number,
): Updated {
  switch (spec.type) {
    case "sgd":
      return sgd(spec, p, gradient, slots);
    case "adam":
      return adam(spec, p, add(gradient, mul(spec.weightDecay, p)), slots, steps);
    case "adamw":
      return adam(spec, sub(p, mul(spec.lr * spec.weightDecay, p)), gradient, slots, steps);
    case "rmsprop":
      return rmsprop(spec, p, gradient, slots);
  }
}

/** As torch.nn.utils.clip_grad_norm_: all gradients times `min(1, clipNorm / (norm + 1e-6))`, a scalar. */
export function clipFactor(gradients: readonly Tensor[], clipNorm: number): Tensor {
  const squares = gradients.map((gradient) => sum(square(gradient)));
  const norm = sqrt(squares.reduce((total, one) => add(total, one)));
  return minimum(1, div(clipNorm, add(norm, 1e-6)));
}
