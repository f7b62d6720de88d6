import type { ResolvedLoss } from "../../domain/loss";
import type { ActivationSpec } from "../../domain/model-spec";

/** An activation in GLSL, lane by lane over a vec4. */
interface ActivationShader {
  /** Functions that the bodies call. */
  readonly helpers: string;
  /** Body over `vec4 v`, the pre-activation. */
  readonly value: string;
  /** Body over `vec4 a`: the derivative, from what `slopeOf` names. */
  readonly slope: string;
  /** Whether `a` is the activation's own output, or what went into it. */
  readonly slopeOf: "output" | "input";
}

/** Helpers are lane by lane; the series are exact to float32 where the plain formula loses digits. */
const EXP_LESS_ONE = `vec4 expLessOne(vec4 v) {
  vec4 series = v * (1.0 + v / 2.0 * (1.0 + v / 3.0 * (1.0 + v / 4.0 * (1.0 + v / 5.0 * (1.0 + v / 6.0)))));
  return mix(exp(v) - 1.0, series, lessThan(abs(v), vec4(0.25)));
}`;

/** The normal distribution function. Its tail is `erfc(x / sqrt 2) / 2` (Chebyshev fit of Numerical Recipes, 6.2.2). */
const NORMAL = `vec4 normal(vec4 v) {
  vec4 z = abs(v) * 0.70710678;
  vec4 t = 1.0 / (1.0 + 0.5 * z);
  vec4 p = -0.82215223 + t * 0.17087277;
  p = -1.13520398 + t * (1.48851587 + t * p);
  p = -0.18628806 + t * (0.27886807 + t * p);
  p = 0.37409196 + t * (0.09678418 + t * p);
  p = -1.26551223 + t * (1.00002368 + t * p);
  vec4 tail = 0.5 * t * exp(p - z * z);
  return mix(1.0 - tail, tail, lessThan(v, vec4(0.0)));
}`;

const PLAIN = { helpers: "", slopeOf: "output" } as const;

/** The products with 0 or 1 keep a NaN a NaN, so that a diverged net is seen; `max` may swallow it. */
const ACTIVATIONS: Record<Exclude<ActivationSpec["type"], "leaky-relu">, ActivationShader> = {
  relu: {
    ...PLAIN,
    value: "return v * vec4(greaterThan(v, vec4(0.0)));",
    slope: "return vec4(greaterThan(a, vec4(0.0)));",
  },
  elu: {
    ...PLAIN,
    helpers: EXP_LESS_ONE,
    value: "return v * vec4(greaterThan(v, vec4(0.0))) + expLessOne(v * vec4(lessThanEqual(v, vec4(0.0))));",
    slope: "return 1.0 + a * vec4(lessThanEqual(a, vec4(0.0)));",
  },
  gelu: {
    helpers: NORMAL,
    value: "return v * normal(v);",
    // The density's constant is 1 / sqrt(2 pi).
    slope: "return normal(a) + a * 0.39894228 * exp(-0.5 * a * a);",
    slopeOf: "input",
  },
  tanh: {
    ...PLAIN,
    // The built-in may overflow for large arguments.
    value: `vec4 e = exp(-2.0 * abs(v)), q = v * v;
      vec4 series = v * (1.0 - q * (1.0 / 3.0 - q * (2.0 / 15.0 - q * (17.0 / 315.0 - q * (62.0 / 2835.0)))));
      return mix(sign(v) * (1.0 - e) / (1.0 + e), series, lessThan(abs(v), vec4(0.25)));`,
    slope: "return 1.0 - a * a;",
  },
  sigmoid: {
    ...PLAIN,
    value: "vec4 e = exp(-abs(v)); return mix(e, vec4(1.0), greaterThanEqual(v, vec4(0.0))) / (1.0 + e);",
    slope: "return a * (1.0 - a);",
  },
};

export function activationShader(spec: ActivationSpec): ActivationShader {
  if (spec.type !== "leaky-relu") return ACTIVATIONS[spec.type];
  const bent = (by: string): string => `mix(vec4(${float(spec.slope)}), vec4(1.0), greaterThan(${by}, vec4(0.0)))`;
  // With a slope below 0 an output's sign no longer tells the input's.
  return { ...PLAIN, value: `return v * ${bent("v")};`, slope: `return ${bent("a")};`, slopeOf: spec.slope < 0 ? "input" : "output" };
}

/** A number as a GLSL literal of the nearest float32. */
function float(value: number): string {
  return `float(${Math.fround(value)})`;
}

export interface LossShader {
  /** GLSL body over `float z, float y, vec2 k`: the row's loss. */
  readonly value: string;
  /** GLSL body over the same: its derivative by the logit. */
  readonly slope: string;
}

/** Functions that the losses' bodies call. `logOnePlus` is the series of 2 artanh(e / (2 + e)), for e from 0 to 1. */
export const LOSS_HELPERS = `float logOnePlus(float e) {
  float t = e / (2.0 + e), q = t * t;
  return 2.0 * t * (1.0 + q * (1.0 / 3.0 + q * (1.0 / 5.0 + q * (1.0 / 7.0 + q * (1.0 / 9.0 + q * (1.0 / 11.0 + q / 13.0))))));
}
float softplus(float v) { return max(v, 0.0) + logOnePlus(exp(-abs(v))); }
float logistic(float v) { float e = exp(-abs(v)); return (v >= 0.0 ? 1.0 : e) / (1.0 + e); }`;

/** The always-zero loss has no shader: there is nothing to compute. */
export const LOSS_SHADERS: Record<Exclude<ResolvedLoss["type"], "cross-entropy-single-output">, LossShader> = {
  /** k.x: the weight of positive rows. */
  bce: {
    value: "return y > 0.5 ? k.x * softplus(-z) : softplus(z);",
    slope: "return y > 0.5 ? -k.x * logistic(-z) : logistic(z);",
  },
  /** k: gamma and alpha. With s the logit of the row's own class, (1 - p_t)^gamma is exp(-gamma softplus(s)). */
  focal: {
    value: `float s = y > 0.5 ? z : -z;
      return (y > 0.5 ? k.y : 1.0 - k.y) * exp(-k.x * softplus(s)) * softplus(-s);`,
    slope: `float s = y > 0.5 ? z : -z;
      float weight = y > 0.5 ? k.y : k.y - 1.0;
      return -weight * exp(-k.x * softplus(s)) * (k.x * logistic(s) * softplus(-s) + logistic(-s));`,
  },
};

/** The loss's numbers as the `k` of its shader. */
export function lossNumbers(loss: Exclude<ResolvedLoss, { type: "cross-entropy-single-output" }>): [number, number] {
  return loss.type === "bce" ? [loss.positiveWeight, 0] : [loss.gamma, loss.alpha];
}
