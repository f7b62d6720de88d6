import { clampExponent, exp, orNothing, powerOfTwo, rest, restPower, wholePart } from "./functions";
import { madd } from "./simd";

// Activations. Each returns the value at z and stores the derivative at `slopes`, unless that is 0.

@inline
function keep(slope: v128, slopes: usize): void {
  if (slopes != 0) v128.store(slopes, slope);
}

@inline
function isPositive(z: v128): v128 {
  return f32x4.gt(z, f32x4.splat(0));
}

@inline
function isNegative(z: v128): v128 {
  return f32x4.lt(z, f32x4.splat(0));
}

@inline
export function identity(z: v128, slopes: usize): v128 {
  keep(f32x4.splat(1), slopes);
  return z;
}

/** Of a z that is held to 0 and above already. */
@inline
export function relu(z: v128, slopes: usize): v128 {
  keep(v128.and(f32x4.splat(1), isPositive(z)), slopes);
  return z;
}

@inline
export function leakyRelu(z: v128, slope: v128, slopes: usize): v128 {
  const positive = isPositive(z);
  keep(v128.bitselect(f32x4.splat(1), slope, positive), slopes);
  return v128.bitselect(z, f32x4.mul(z, slope), positive);
}

export function elu(z: v128, slopes: usize): v128 {
  const held = clampExponent(z);
  const t = wholePart(held);
  const scale = powerOfTwo(t);
  const part = restPower(rest(held, t));
  const one = f32x4.splat(1);
  const positive = isPositive(z);
  keep(v128.bitselect(one, orNothing(madd(scale, part, scale), z), positive), slopes);
  return v128.bitselect(z, madd(scale, part, f32x4.sub(scale, one)), positive);
}

/** `-m / (m + 2)` with `m = e^(-2 |z|) - 1`, and the sign of z; the derivative is `4 (m + 1) / (m + 2)^2`. */
export function tanh(z: v128, slopes: usize): v128 {
  const x = f32x4.mul(f32x4.abs(z), f32x4.splat(-2));
  const held = clampExponent(x);
  const t = wholePart(held);
  const scale = powerOfTwo(t);
  const part = restPower(rest(held, t));
  const m = madd(scale, part, f32x4.sub(scale, f32x4.splat(1)));
  const inverse = f32x4.div(f32x4.splat(1), f32x4.add(m, f32x4.splat(2)));
  const power = orNothing(madd(scale, part, scale), x);
  keep(f32x4.mul(f32x4.mul(f32x4.splat(4), power), f32x4.mul(inverse, inverse)), slopes);
  return v128.bitselect(z, f32x4.mul(f32x4.neg(m), inverse), i32x4.splat(0x80000000));
}

/** 1 / (1 + e^-z), with all its digits at both ends. */
export function sigmoid(z: v128, slopes: usize): v128 {
  const e = exp(f32x4.neg(f32x4.abs(z)));
  const near = f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), e));
  const far = f32x4.mul(e, near);
  keep(f32x4.mul(near, far), slopes);
  return v128.bitselect(far, near, isNegative(z));
}

/** Beyond it the normal distribution has 6e-32 left, which counts as 0. */
const NORMAL_END: f32 = 11.7;

/**
 * `z Phi(z)`, exact to the digits of float32, far out as well: with t = |z|, Phi(-t) = e^(-t^2/2) g(t), and g(t) is a
 * polynomial in u = 1 / (1 + 0.35 t), fitted so that its relative error is below 4e-8. The derivative is
 * `Phi(z) + z phi(z)`.
 */
export function gelu(z: v128, slopes: usize): v128 {
  const size = f32x4.abs(z);
  const t = f32x4.pmin(size, f32x4.splat(NORMAL_END));
  const power = v128.andnot(bell(t), f32x4.gt(size, f32x4.splat(NORMAL_END)));
  const tail = f32x4.mul(power, tailShare(t));
  const below = v128.bitselect(tail, f32x4.sub(f32x4.splat(1), tail), isNegative(z));
  const density = f32x4.mul(power, f32x4.splat(0.3989422804014327));
  keep(madd(z, density, below), slopes);
  return f32x4.mul(z, below);
}

/** e^(-t^2/2): the square of t's upper half is exact, and what that leaves out is added to the exponent's rest. */
@inline
function bell(t: v128): v128 {
  const half = f32x4.splat(-0.5);
  const upper = v128.and(t, i32x4.splat(0xfffff000));
  const lower = f32x4.mul(f32x4.sub(t, upper), f32x4.add(t, upper));
  const x = f32x4.mul(f32x4.mul(upper, upper), half);
  const whole = wholePart(x);
  const scale = powerOfTwo(whole);
  return madd(scale, restPower(madd(lower, half, rest(x, whole))), scale);
}

/** g(t) above. */
@inline
function tailShare(t: v128): v128 {
  const u = f32x4.div(f32x4.splat(1), madd(t, f32x4.splat(0.35), f32x4.splat(1)));
  let p = madd(u, f32x4.splat(-0.028988954), f32x4.splat(0.1431913));
  p = madd(u, p, f32x4.splat(-0.25406337));
  p = madd(u, p, f32x4.splat(0.1572385));
  p = madd(u, p, f32x4.splat(-0.021738097));
  p = madd(u, p, f32x4.splat(0.10490828));
  p = madd(u, p, f32x4.splat(0.11999031));
  p = madd(u, p, f32x4.splat(0.13983925));
  p = madd(u, p, f32x4.splat(0.13962276));
  return f32x4.mul(u, p);
}
