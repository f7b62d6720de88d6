import { abs, add, exp, log1p, mul, neg, relu, sigmoid, step, sub, tanh, type Tensor } from "@tensorflow/tfjs-core";
import type { ActivationSpec } from "../../domain/model-spec";
import type { LossSpec } from "../../domain/run-config";

interface ActivationOps {
  value(v: Tensor): Tensor;
  /** Derivative, from the activation's own output. */
  slope(a: Tensor): Tensor;
}

export const ACTIVATION_OPS: Record<ActivationSpec["type"], ActivationOps> = {
  relu: { value: (v) => relu(v), slope: (a) => step(a) },
  tanh: { value: (v) => tanh(v), slope: (a) => sub(1, mul(a, a)) },
  sigmoid: { value: (v) => sigmoid(v), slope: (a) => mul(a, sub(1, a)) },
};

interface LossOps {
  /** Losses of the rows, `[rows, 1]`. */
  value(z: Tensor, y: Tensor): Tensor;
  /** Their derivatives by the logits. */
  slope(z: Tensor, y: Tensor): Tensor;
}

/** Null: the loss is identically 0, and so is its gradient, whatever the weights. */
export const LOSS_OPS: Record<LossSpec["type"], LossOps | null> = {
  bce: {
    value: (z, y) => add(sub(relu(z), mul(z, y)), log1p(exp(neg(abs(z))))),
    slope: (z, y) => sub(sigmoid(z), y),
  },
  "cross-entropy-single-output": null,
};
