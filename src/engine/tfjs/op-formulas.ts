import {
  abs,
  add,
  elu,
  erf,
  exp,
  leakyRelu,
  log1p,
  minimum,
  mul,
  neg,
  pow,
  relu,
  sigmoid,
  square,
  step,
  sub,
  tanh,
  type Tensor,
} from "@tensorflow/tfjs-core";
import type { ResolvedLoss } from "../../domain/loss";
import type { ActivationSpec } from "../../domain/model-spec";

interface ActivationOps {
  value(v: Tensor): Tensor;
  /** Derivative at `v`, where the activation's output is `a`; at a kink the one from the left. */
  slope(v: Tensor, a: Tensor): Tensor;
}

export function activationOps(spec: ActivationSpec): ActivationOps {
  switch (spec.type) {
    case "relu":
      return { value: (v) => relu(v), slope: (v) => step(v) };
    case "leaky-relu":
      return { value: (v) => leakyRelu(v, spec.slope), slope: (v) => step(v, spec.slope) };
    case "elu":
      return { value: (v) => elu(v), slope: (_, a) => add(1, minimum(a, 0)) };
    case "gelu":
      return { value: (v) => mul(v, phi(v)), slope: (v) => add(phi(v), mul(v, density(v))) };
    case "tanh":
      return { value: (v) => tanh(v), slope: (_, a) => sub(1, square(a)) };
    case "sigmoid":
      return { value: (v) => sigmoid(v), slope: (_, a) => mul(a, sub(1, a)) };
  }
}

/** The normal distribution function. tfjs takes erf from Abramowitz and Stegun 7.1.26, good to 1.5e-7. */
function phi(v: Tensor): Tensor {
  return mul(0.5, add(1, erf(mul(v, Math.SQRT1_2))));
}

/** Derivative of `phi`. */
function density(v: Tensor): Tensor {
  return mul(1 / Math.sqrt(2 * Math.PI), exp(mul(-0.5, square(v))));
}

interface LossOps {
  /** Losses of the rows, `[rows, 1]`, from their logits and labels. */
  value(z: Tensor, y: Tensor): Tensor;
  /** Their derivatives by the logits. */
  slope(z: Tensor, y: Tensor): Tensor;
}

/** Null: the loss is identically 0, and so is its gradient, whatever the weights. */
export function lossOps(loss: ResolvedLoss): LossOps | null {
  switch (loss.type) {
    case "bce":
      return binaryCrossEntropy(loss.positiveWeight);
    case "focal":
      return focal(loss.gamma, loss.alpha);
    case "cross-entropy-single-output":
      return null;
  }
}

function binaryCrossEntropy(positiveWeight: number): LossOps {
  const weight = (y: Tensor): Tensor => byLabel(y, positiveWeight, 1);
  return {
    value: (z, y) => mul(weight(y), sub(softplus(z), mul(z, y))),
    slope: (z, y) => mul(weight(y), sub(sigmoid(z), y)),
  };
}

/** Of `s`, the logit with the label's sign: `p = sigmoid(s)` is the share given to the right class, `q = 1 - p`. */
function focal(gamma: number, alpha: number): LossOps {
  const factor = (q: Tensor, y: Tensor): Tensor => mul(byLabel(y, alpha, 1 - alpha), pow(q, gamma));
  return {
    value: (z, y) => {
      const s = mul(z, byLabel(y, 1, -1));
      return mul(factor(sigmoid(neg(s)), y), softplus(neg(s)));
    },
    slope: (z, y) => {
      const sign = byLabel(y, 1, -1);
      const s = mul(z, sign);
      const q = sigmoid(neg(s));
      const steepness = add(q, mul(gamma, mul(sigmoid(s), softplus(neg(s)))));
      return neg(mul(mul(sign, factor(q, y)), steepness));
    },
  };
}

/** `positive` where the label is 1, `negative` where it is 0. */
function byLabel(y: Tensor, positive: number, negative: number): Tensor {
  return add(negative, mul(positive - negative, y));
}

/** `log(1 + e^v)`, without overflow. */
function softplus(v: Tensor): Tensor {
  return add(relu(v), log1p(exp(neg(abs(v)))));
}
