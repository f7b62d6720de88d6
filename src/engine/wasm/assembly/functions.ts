import { madd, nmadd } from "./simd";

// Exponentials by the usual reduction x = n ln 2 + r with |r| <= ln 2 / 2, and the Taylor series of e^r - 1, whose
// first term left out is below 6e-9 of the result. NaN goes in and comes out.

/** Adding it to a small number rounds that to a whole one and leaves it in the low bits. */
const ROUNDER: f32 = 12582912;
/** ln 2 in two parts; products of the first with whole numbers up to 2^15 are exact. */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -0.00021219444;
/** Below it e^x, some 1e-30, counts as 0: see `withoutTraces`. */
const LOWEST: f32 = -69;
/** Above it 2^n would leave the range of numbers. */
const HIGHEST: f32 = 88;

/** 2^n in float32, for x held to the range above and its whole part `t = n + ROUNDER`. */
@inline
export function powerOfTwo(t: v128): v128 {
  return i32x4.add(i32x4.shl(t, 23), i32x4.splat(127 << 23));
}

@inline
export function clampExponent(x: v128): v128 {
  return f32x4.pmin(f32x4.pmax(x, f32x4.splat(LOWEST)), f32x4.splat(HIGHEST));
}

@inline
export function wholePart(x: v128): v128 {
  return madd(x, f32x4.splat(1.4426950408889634), f32x4.splat(ROUNDER));
}

/** What is left of x beside whole multiples of ln 2. */
@inline
export function rest(x: v128, t: v128): v128 {
  const n = f32x4.sub(t, f32x4.splat(ROUNDER));
  return nmadd(n, f32x4.splat(LN2_LOW), nmadd(n, f32x4.splat(LN2_HIGH), x));
}

/** e^r - 1 */
@inline
export function restPower(r: v128): v128 {
  let p = madd(r, f32x4.splat(1.0 / 5040), f32x4.splat(1.0 / 720));
  p = madd(r, p, f32x4.splat(1.0 / 120));
  p = madd(r, p, f32x4.splat(1.0 / 24));
  p = madd(r, p, f32x4.splat(1.0 / 6));
  p = madd(r, p, f32x4.splat(0.5));
  return madd(f32x4.mul(r, r), p, r);
}

/** `power` where x is not below the lowest exponent, else 0. */
@inline
export function orNothing(power: v128, x: v128): v128 {
  return v128.andnot(power, f32x4.lt(x, f32x4.splat(LOWEST)));
}

/** e^x, 0 below 1e-30, for x up to 88. */
export function exp(x: v128): v128 {
  const held = clampExponent(x);
  const t = wholePart(held);
  const scale = powerOfTwo(t);
  return orNothing(madd(scale, restPower(rest(held, t)), scale), x);
}

/** log(1 + u) for u in [0, 1]: 2 artanh(s) with s = u / (2 + u), as a series in s^2 <= 1/9. */
export function log1p(u: v128): v128 {
  const s = f32x4.div(u, f32x4.add(u, f32x4.splat(2)));
  const q = f32x4.mul(s, s);
  let p = madd(q, f32x4.splat(2.0 / 15), f32x4.splat(2.0 / 13));
  p = madd(q, p, f32x4.splat(2.0 / 11));
  p = madd(q, p, f32x4.splat(2.0 / 9));
  p = madd(q, p, f32x4.splat(2.0 / 7));
  p = madd(q, p, f32x4.splat(2.0 / 5));
  p = madd(q, p, f32x4.splat(2.0 / 3));
  return madd(f32x4.mul(s, q), p, f32x4.add(s, s));
}
