import { add, div, mul, sqrt, square, sub, type Tensor } from "@tensorflow/tfjs-core";
import type { AdamSpec, OptimizerSpec, SgdSpec } from "../../domain/run-config";

interface Updated {
  readonly weights: Tensor;
  /** What the optimiser keeps of this parameter until the next step. */
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

/** torch.optim.Adam: coupled decay, epsilon outside the root, both moments corrected for their start at 0. */
function adam(spec: AdamSpec, p: Tensor, gradient: Tensor, [first, second]: readonly Tensor[], step: number): Updated {
  const { lr, betas, eps, weightDecay } = spec;
  const [beta1, beta2] = betas;
  const g = add(gradient, mul(weightDecay, p));
  const mNew = mul(1 - beta1, g);
  const vNew = mul(1 - beta2, square(g));
  const m = first === undefined ? mNew : add(mul(beta1, first), mNew);
  const v = second === undefined ? vNew : add(mul(beta2, second), vNew);
  const root = add(div(sqrt(v), Math.sqrt(1 - beta2 ** step)), eps);
  return { weights: sub(p, mul(lr / (1 - beta1 ** step), div(m, root))), slots: [m, v] };
}

/** One optimiser step of one parameter; `step` counts from 1. */
export function updateParameter(
  spec: OptimizerSpec,
  p: Tensor,
  gradient: Tensor,
  slots: readonly Tensor[],
  step: number,
): Updated {
  switch (spec.type) {
    case "sgd":
      return sgd(spec, p, gradient, slots);
    case "adam":
      return adam(spec, p, gradient, slots, step);
  }
}
