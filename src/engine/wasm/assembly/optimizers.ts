import { Program } from "./program";

// PyTorch's optimisers, four parameters at a time, in float32 as there. All read the gradients that were taken, times
// `clip`, and write the parameters in place; `memory` vectors are as long as the parameters'. The filling has gradient
// 0 and value 0, and keeps it.

/** The smallest normal number of float32. Moments that fade below it would make every step slow, so they end there. */
const SMALLEST: f32 = 1.17549435e-38;

@inline
function withoutFading(x: v128): v128 {
  return v128.andnot(x, f32x4.lt(f32x4.abs(x), f32x4.splat(SMALLEST)));
}

/** `value` where `x` is not 0: 0 / 0 is no step. */
@inline
function whereNot0(x: v128, value: v128): v128 {
  return v128.and(value, f32x4.ne(x, f32x4.splat(0)));
}

@inline
function plusProduct(a: v128, b: v128, c: v128): v128 {
  return f32x4.add(c, f32x4.mul(a, b));
}

/** Clipped gradients with coupled weight decay: four of `taken` and `vector`. */
@inline
function decayed(gradients: v128, parameters: v128, clip: v128, decay: v128): v128 {
  return plusProduct(decay, parameters, f32x4.mul(gradients, clip));
}

/** Bytes of the vectors. */
@inline
function sizeOf(program: Program): usize {
  return usize(program.parameters) << 2;
}

/** The Euclidean norm of the gradients that were taken. */
export function gradientNorm(program: Program): f64 {
  const gradients = program.taken, size = sizeOf(program);
  let low = f64x2.splat(0), high = low;
  for (let i: usize = 0; i < size; i += 16) {
    const g = v128.load(gradients + i);
    const a = f64x2.promote_low_f32x4(g);
    const b = f64x2.promote_low_f32x4(v128.shuffle<f32>(g, g, 2, 3, 2, 3));
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  const sum = f64x2.add(low, high);
  return sqrt(f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
}

export function updateSgd(program: Program, clip: f32, lr: f32, decay: f32): void {
  const parameters = program.vector, gradients = program.taken, size = sizeOf(program);
  const clips = f32x4.splat(clip), decays = f32x4.splat(decay), rates = f32x4.splat(lr);
  for (let i: usize = 0; i < size; i += 16) {
    const p = v128.load(parameters + i);
    const g = decayed(v128.load(gradients + i), p, clips, decays);
    v128.store(parameters + i, f32x4.sub(p, f32x4.mul(rates, g)));
  }
}

/** @param kept share of the momentum that stays: 0 at the first step, whose momentum is the gradient itself */
export function updateMomentum(
  program: Program,
  memory: usize,
  clip: f32,
  lr: f32,
  decay: f32,
  kept: f32,
  momentum: f32,
  nesterov: bool,
): void {
  const parameters = program.vector, gradients = program.taken, size = sizeOf(program);
  const clips = f32x4.splat(clip), decays = f32x4.splat(decay), rates = f32x4.splat(lr);
  const keeps = f32x4.splat(kept), momenta = f32x4.splat(momentum);
  for (let i: usize = 0; i < size; i += 16) {
    const p = v128.load(parameters + i);
    const g = decayed(v128.load(gradients + i), p, clips, decays);
    const b = withoutFading(plusProduct(keeps, v128.load(memory + i), g));
    v128.store(memory + i, b);
    const direction = nesterov ? plusProduct(momenta, b, g) : b;
    v128.store(parameters + i, f32x4.sub(p, f32x4.mul(rates, direction)));
  }
}

/**
 * Adam, and AdamW by `shrink`.
 * @param shrink what the parameters are multiplied by first
 * @param take1 one less `beta1`, not rounded before the subtraction
 * @param stepSize learning rate over the correction of the mean
 * @param correction what the root of the mean square is multiplied by
 */
export function updateAdam(
  program: Program,
  mean: usize,
  square: usize,
  clip: f32,
  shrink: f32,
  decay: f32,
  beta1: f32,
  take1: f32,
  beta2: f32,
  take2: f32,
  stepSize: f32,
  correction: f32,
  eps: f32,
): void {
  const parameters = program.vector, gradients = program.taken, size = sizeOf(program);
  const clips = f32x4.splat(clip), decays = f32x4.splat(decay), shrinks = f32x4.splat(shrink);
  const keeps1 = f32x4.splat(beta1), takes1 = f32x4.splat(take1);
  const keeps2 = f32x4.splat(beta2), takes2 = f32x4.splat(take2);
  const steps = f32x4.splat(stepSize), corrections = f32x4.splat(correction), epsilons = f32x4.splat(eps);
  for (let i: usize = 0; i < size; i += 16) {
    const p = v128.load(parameters + i);
    const g = decayed(v128.load(gradients + i), p, clips, decays);
    const m = withoutFading(plusProduct(takes1, g, f32x4.mul(keeps1, v128.load(mean + i))));
    const v = withoutFading(plusProduct(f32x4.mul(takes2, g), g, f32x4.mul(keeps2, v128.load(square + i))));
    v128.store(mean + i, m);
    v128.store(square + i, v);
    const root = plusProduct(f32x4.sqrt(v), corrections, epsilons);
    const step = whereNot0(m, f32x4.div(f32x4.mul(steps, m), root));
    v128.store(parameters + i, f32x4.sub(f32x4.mul(p, shrinks), step));
  }
}

/** @param buffer of the momentum, or 0 for none */
export function updateRmsprop(
  program: Program,
  square: usize,
  buffer: usize,
  clip: f32,
  lr: f32,
  decay: f32,
  alpha: f32,
  take: f32,
  eps: f32,
  momentum: f32,
): void {
  const parameters = program.vector, gradients = program.taken, size = sizeOf(program);
  const clips = f32x4.splat(clip), decays = f32x4.splat(decay), rates = f32x4.splat(lr);
  const keeps = f32x4.splat(alpha), takes = f32x4.splat(take), epsilons = f32x4.splat(eps);
  const momenta = f32x4.splat(momentum);
  for (let i: usize = 0; i < size; i += 16) {
    const p = v128.load(parameters + i);
    const g = decayed(v128.load(gradients + i), p, clips, decays);
    const s = withoutFading(plusProduct(f32x4.mul(takes, g), g, f32x4.mul(keeps, v128.load(square + i))));
    v128.store(square + i, s);
    let step = whereNot0(g, f32x4.div(g, f32x4.add(f32x4.sqrt(s), epsilons)));
    if (buffer != 0) {
      step = withoutFading(plusProduct(momenta, v128.load(buffer + i), step));
      v128.store(buffer + i, step);
    }
    v128.store(parameters + i, f32x4.sub(p, f32x4.mul(rates, step)));
  }
}
