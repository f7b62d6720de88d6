import { Dropout } from "./program";

/** `mix32` of src/domain/random.ts in each lane. */
@inline
function mix32(word: v128): v128 {
  let x = v128.xor(word, i32x4.shr_u(word, 16));
  x = i32x4.mul(x, i32x4.splat(0x7feb352d));
  x = v128.xor(x, i32x4.shr_u(x, 15));
  x = i32x4.mul(x, i32x4.splat(0x846ca68b));
  return v128.xor(x, i32x4.shr_u(x, 16));
}

/**
 * What dropout multiplies four values by, 0 or `scale`, as `keeps` of src/domain/dropout.ts decides.
 * @param words `row * out + unit` of each, wrapped to 32 bits
 */
@inline
export function dropoutFactors(dropout: Dropout, words: v128): v128 {
  const bits = mix32(v128.xor(words, i32x4.splat(dropout.key)));
  const kept = i32x4.ge_u(bits, i32x4.splat(dropout.limit));
  return v128.and(f32x4.splat(dropout.scale), kept);
}
