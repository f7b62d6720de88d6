import type { ActivationSpec } from "../../domain/model-spec";
import type { LossSpec } from "../../domain/run-config";

interface ActivationShader {
  /** GLSL over `vec4 v`, the pre-activation. */
  readonly value: string;
  /** GLSL over `vec4 a`, the activation's own output. */
  readonly slope: string;
}

/** The products with 0 or 1 keep a NaN a NaN, so that a diverged net is seen; `max` may swallow it. */
export const ACTIVATION_SHADERS: Record<ActivationSpec["type"], ActivationShader> = {
  relu: {
    value: "return v * vec4(greaterThan(v, vec4(0.0)));",
    slope: "return vec4(greaterThan(a, vec4(0.0)));",
  },
  tanh: {
    // The built-in may overflow for large arguments.
    value: "vec4 e = exp(-2.0 * abs(v)); return sign(v) * (1.0 - e) / (1.0 + e);",
    slope: "return 1.0 - a * a;",
  },
  sigmoid: {
    value: "vec4 e = exp(-abs(v)); return mix(e, vec4(1.0), greaterThanEqual(v, vec4(0.0))) / (1.0 + e);",
    slope: "return a * (1.0 - a);",
  },
};

interface LossShader {
  /** GLSL over `float z, float y`: the row's loss. */
  readonly value: string;
  /** GLSL over `float z, float y`: its derivative by the logit. */
  readonly slope: string;
}

/** Null: the loss is identically 0, and so is its gradient, whatever the weights. */
export const LOSS_SHADERS: Record<LossSpec["type"], LossShader | null> = {
  bce: {
    // log(1 + e) loses small e; the series is exact to float32 there.
    value: `float e = exp(-abs(z));
      float tail = e < 0.01 ? e * (1.0 - e * (0.5 - e / 3.0)) : log(1.0 + e);
      return max(z, 0.0) - z * y + tail;`,
    slope: "float e = exp(-abs(z)); return (z >= 0.0 ? 1.0 : e) / (1.0 + e) - y;",
  },
  "cross-entropy-single-output": null,
};
