import { dropoutLimit, type DropoutMask } from "../../domain/dropout";
import type { Rows } from "../backend";
import type { Uniforms } from "./shader-program";

/** How a chunk's rows are known to the shader: counted from the first, or by a texture of row numbers. */
export type RowsKind = Rows["kind"];

export const DROPOUT_UNIFORMS: Uniforms = [
  { name: "dropoutBits", type: "ivec3" },
  { name: "dropoutShares", type: "vec2" },
];

/** Key, limit and first row as 32-bit patterns; what a kept value is multiplied by, and the inverse of that. */
export function dropoutUniforms({ key, p }: DropoutMask, rows: Rows): number[][] {
  const first = rows.kind === "range" ? rows.start : 0;
  return [
    [key | 0, dropoutLimit(p) | 0, first | 0],
    [1 / (1 - p), 1 - p],
  ];
}

/** A float holds whole numbers up to 2^24 only, so a row's number goes in halves of 16 bits: `[padded, 2]`. */
export function rowNumberHalves(indices: Uint32Array, padded: number): Float32Array {
  const halves = new Float32Array(2 * padded);
  indices.forEach((row, i) => {
    halves[2 * i] = row & 0xffff;
    halves[2 * i + 1] = row >>> 16;
  });
  return halves;
}

/** The input that holds them, where there is one. */
export function dropoutInputs(kind: RowsKind): string[] {
  return kind === "indices" ? ["rowNumbers"] : [];
}

/**
 * `vec4 kept(ivec2 at)`: `keeps` of domain/dropout.ts for the texel's four values, as 0 or 1.
 * @param out the block's number of outputs
 */
export function dropoutCode(kind: RowsKind, out: number): string {
  const rows =
    kind === "range"
      ? "uvec2 rows = uvec2(dropoutBits.z) + uvec2(2 * at.y, 2 * at.y + 1);"
      : "uvec4 halves = uvec4(texelFetch(rowNumbers, ivec2(0, at.y), 0)); uvec2 rows = halves.xz + (halves.yw << 16u);";
  return `float kept(uint word) {
      uint x = word ^ uint(dropoutBits.x);
      x = (x ^ (x >> 16u)) * 0x7feb352du;
      x = (x ^ (x >> 15u)) * 0x846ca68bu;
      return (x ^ (x >> 16u)) >= uint(dropoutBits.y) ? 1.0 : 0.0;
    }
    vec4 kept(ivec2 at) {
      ${rows}
      uvec2 words = rows * ${out}u + uint(2 * at.x);
      return vec4(kept(words.x), kept(words.x + 1u), kept(words.y), kept(words.y + 1u));
    }`;
}
