import { erfc } from "./erf";
import { sigmoid } from "./metrics/logistic";
import type { ActivationSpec } from "./model-spec";

/** The activation in float64; without one the value itself. */
export function activationOf(spec: ActivationSpec | null): (x: number) => number {
  switch (spec?.type) {
    case undefined:
      return (x) => x;
    case "relu":
      return (x) => Math.max(x, 0);
    case "leaky-relu": {
      const { slope } = spec;
      return (x) => (x > 0 ? x : slope * x);
    }
    case "elu":
      return (x) => (x > 0 ? x : Math.expm1(x));
    case "gelu":
      return (x) => (x * erfc(-x / Math.SQRT2)) / 2;
    case "tanh":
      return Math.tanh;
    case "sigmoid":
      return sigmoid;
  }
}

/** Its derivative in float64; at a kink the one from the left, as in PyTorch. */
export function activationSlopeOf(spec: ActivationSpec | null): (x: number) => number {
  switch (spec?.type) {
    case undefined:
      return () => 1;
    case "relu":
      return (x) => (x > 0 ? 1 : 0);
    case "leaky-relu": {
      const { slope } = spec;
      return (x) => (x > 0 ? 1 : slope);
    }
    case "elu":
      return (x) => (x > 0 ? 1 : Math.exp(x));
    case "gelu":
      return (x) => erfc(-x / Math.SQRT2) / 2 + (x * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
    case "tanh":
      return (x) => 1 - Math.tanh(x) ** 2;
    case "sigmoid":
      return (x) => sigmoid(x) * sigmoid(-x);
  }
}
