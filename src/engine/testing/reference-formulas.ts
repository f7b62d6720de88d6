import type { ResolvedLoss } from "../../domain/loss";
import type { ActivationSpec } from "../../domain/model-spec";

// The formulas in float64, one number at a time and written apart from every engine's, so that they share no mistakes.

function sigmoid(v: number): number {
  return v >= 0 ? 1 / (1 + Math.exp(-v)) : Math.exp(v) / (1 + Math.exp(v));
}

/** `log(1 + e^v)` */
function softplus(v: number): number {
  return Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v)));
}

/** By its series of positive terms (Abramowitz and Stegun 7.1.6): right to the last digits, if slow. */
function erf(x: number): number {
  // There the rest is less than half a unit in the last place.
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** The normal distribution function. */
function phi(v: number): number {
  return (1 + erf(v / Math.SQRT2)) / 2;
}

export function activation(spec: ActivationSpec | null, v: number): number {
  switch (spec?.type) {
    case undefined:
      return v;
    case "relu":
      return Math.max(v, 0);
    case "leaky-relu":
      return v > 0 ? v : spec.slope * v;
    case "elu":
      return v > 0 ? v : Math.expm1(v);
    case "gelu":
      return v * phi(v);
    case "tanh":
      return Math.tanh(v);
    case "sigmoid":
      return sigmoid(v);
  }
}

/** Derivative of the activation at `v`; at a kink the one from the left, as in PyTorch. */
export function activationSlope(spec: ActivationSpec | null, v: number): number {
  switch (spec?.type) {
    case undefined:
      return 1;
    case "relu":
      return v > 0 ? 1 : 0;
    case "leaky-relu":
      return v > 0 ? 1 : spec.slope;
    case "elu":
      return v > 0 ? 1 : Math.exp(v);
    case "gelu":
      return phi(v) + (v * Math.exp((-v * v) / 2)) / Math.sqrt(2 * Math.PI);
    case "tanh":
      return 1 - Math.tanh(v) ** 2;
    case "sigmoid":
      return sigmoid(v) * sigmoid(-v);
  }
}

/** Loss of one row with logit `z` and label `y`, 0 or 1. */
export function rowLoss(loss: ResolvedLoss, z: number, y: number): number {
  // Positive on the right side of the border.
  const s = y === 1 ? z : -z;
  switch (loss.type) {
    case "bce":
      return (y === 1 ? loss.positiveWeight : 1) * softplus(-s);
    case "focal":
      return (y === 1 ? loss.alpha : 1 - loss.alpha) * sigmoid(-s) ** loss.gamma * softplus(-s);
    case "cross-entropy-single-output":
      return 0;
  }
}

/** Derivative of the row's loss by its logit. */
export function rowLossSlope(loss: ResolvedLoss, z: number, y: number): number {
  const sign = y === 1 ? 1 : -1;
  const right = sigmoid(sign * z);
  const wrong = sigmoid(-sign * z);
  switch (loss.type) {
    case "bce":
      return -sign * (y === 1 ? loss.positiveWeight : 1) * wrong;
    case "focal": {
      const alpha = y === 1 ? loss.alpha : 1 - loss.alpha;
      return -sign * alpha * wrong ** loss.gamma * (wrong + loss.gamma * right * softplus(-sign * z));
    }
    case "cross-entropy-single-output":
      return 0;
  }
}
