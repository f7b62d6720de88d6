import { exp, log1p } from "./functions";
import { Program } from "./program";
import { laneSum } from "./simd";

// Only losses that have a gradient get here. To add one: a `loss` field in Program and a branch here.

/**
 * Binary cross-entropy of four logits, `max(z, 0) - z y + log1p(e^-|z|)`; its gradient `sigmoid(z) - y` is made of
 * both sigmoids, so that it keeps its digits where the net is sure, and goes to `slopes`.
 */
@inline
function rowLosses(z: v128, y: v128, slopes: usize): v128 {
  const zero = f32x4.splat(0), one = f32x4.splat(1);
  const e = exp(f32x4.neg(f32x4.abs(z)));
  const near = f32x4.div(one, f32x4.add(one, e));
  const far = f32x4.mul(e, near);
  const negative = f32x4.lt(z, zero);
  const positiveShare = v128.bitselect(far, near, negative);
  const negativeShare = v128.bitselect(near, far, negative);
  v128.store(slopes, f32x4.sub(f32x4.mul(f32x4.sub(one, y), positiveShare), f32x4.mul(y, negativeShare)));
  return f32x4.add(f32x4.sub(f32x4.pmax(z, zero), f32x4.mul(z, y)), log1p(e));
}

/** Sum of the losses of the tile's first `rows` rows; writes `scale` times the gradients of their logits, 0 beyond. */
export function lossOfTile(program: Program, rows: i32, scale: f32): f32 {
  let sum = f32x4.splat(0);
  let row = i32x4(0, 1, 2, 3);
  for (let first = 0; first < rows; first += 4) {
    const place = usize(first) << 2;
    const valid = i32x4.lt_s(row, i32x4.splat(rows));
    const slopes = program.logitGradients + place;
    const losses = rowLosses(v128.load(program.logits + place), v128.load(program.labels + place), slopes);
    sum = f32x4.add(sum, v128.and(losses, valid));
    v128.store(slopes, v128.and(f32x4.mul(v128.load(slopes), f32x4.splat(scale)), valid));
    row = i32x4.add(row, i32x4.splat(4));
  }
  return laneSum(sum);
}
