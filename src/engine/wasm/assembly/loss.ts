import { exp, log1p } from "./functions";
import { Program, Settings } from "./program";
import { laneSum, withoutTraces } from "./simd";

// Only losses that have a gradient get here. The numbers of LOSS_CODES in kernel-settings.ts; to add one: a case in
// `rowLosses`. Each returns the losses of four logits z with labels y, and stores their derivatives at `slopes`.
const FOCAL: i32 = 1;

@inline
function isPositive(y: v128): v128 {
  return f32x4.gt(y, f32x4.splat(0));
}

/**
 * Binary cross-entropy, `max(z, 0) - z y + log1p(e^-|z|)`, times the weight of the row's class. The gradient
 * `sigmoid(z) - y` is made of both sigmoids, so that it keeps its digits where the net is sure.
 */
@inline
function crossEntropy(z: v128, y: v128, settings: Settings, slopes: usize): v128 {
  const zero = f32x4.splat(0), one = f32x4.splat(1);
  const e = exp(f32x4.neg(f32x4.abs(z)));
  const near = f32x4.div(one, f32x4.add(one, e));
  const far = f32x4.mul(e, near);
  const negative = f32x4.lt(z, zero);
  const positiveShare = v128.bitselect(far, near, negative);
  const negativeShare = v128.bitselect(near, far, negative);
  const weight = v128.bitselect(f32x4.splat(settings.positiveWeight), one, isPositive(y));
  const slope = f32x4.sub(f32x4.mul(f32x4.sub(one, y), positiveShare), f32x4.mul(y, negativeShare));
  v128.store(slopes, f32x4.mul(weight, slope));
  return f32x4.mul(weight, f32x4.add(f32x4.sub(f32x4.pmax(z, zero), f32x4.mul(z, y)), log1p(e)));
}

/**
 * Focal loss `-a (1 - p)^gamma log p`, where p is the score of the row's own class and a that class's weight. With s
 * the logit towards that class, `log p = -softplus(-s)` and `(1 - p)^gamma = e^(-gamma softplus(s))`; the derivative by
 * s is `a (1 - p)^gamma (gamma p log p - (1 - p))`.
 */
@inline
function focal(z: v128, y: v128, settings: Settings, slopes: usize): v128 {
  const zero = f32x4.splat(0), one = f32x4.splat(1);
  const positive = isPositive(y);
  const s = v128.bitselect(z, f32x4.neg(z), positive);
  const e = exp(f32x4.neg(f32x4.abs(s)));
  const near = f32x4.div(one, f32x4.add(one, e));
  const far = f32x4.mul(e, near);
  const wrong = f32x4.lt(s, zero);
  const right = v128.bitselect(far, near, wrong);
  const rest = v128.bitselect(near, far, wrong);
  const l = log1p(e);
  const surprise = f32x4.add(f32x4.pmax(f32x4.neg(s), zero), l);
  const gamma = f32x4.splat(settings.gamma);
  const focus = exp(f32x4.neg(f32x4.mul(gamma, f32x4.add(f32x4.pmax(s, zero), l))));
  const alpha = settings.alpha;
  const weight = f32x4.mul(focus, v128.bitselect(f32x4.splat(alpha), f32x4.splat(1 - alpha), positive));
  const slope = f32x4.mul(weight, f32x4.add(f32x4.mul(f32x4.mul(gamma, right), surprise), rest));
  v128.store(slopes, v128.bitselect(f32x4.neg(slope), slope, positive));
  return f32x4.mul(weight, surprise);
}

@inline
function rowLosses(z: v128, y: v128, settings: Settings, slopes: usize): v128 {
  return settings.loss == FOCAL ? focal(z, y, settings, slopes) : crossEntropy(z, y, settings, slopes);
}

/** Sum of the losses of the tile's first `rows` rows; writes `scale` times the gradients of their logits, 0 beyond. */
export function lossOfTile(program: Program, rows: i32, scale: f32): f32 {
  const settings = program.settings;
  let sum = f32x4.splat(0);
  let row = i32x4(0, 1, 2, 3);
  for (let first = 0; first < rows; first += 4) {
    const place = usize(first) << 2;
    const valid = i32x4.lt_s(row, i32x4.splat(rows));
    const slopes = program.logitGradients + place;
    const losses = rowLosses(v128.load(program.logits + place), v128.load(program.labels + place), settings, slopes);
    sum = f32x4.add(sum, v128.and(losses, valid));
    const scaled = withoutTraces(f32x4.mul(v128.load(slopes), f32x4.splat(scale)));
    v128.store(slopes, v128.and(scaled, valid));
    row = i32x4.add(row, i32x4.splat(4));
  }
  return laneSum(sum);
}
