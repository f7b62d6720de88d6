import { keeps, type DropoutMask } from "../../domain/dropout";
import type { Rows } from "../backend";

/**
 * What dropout multiplies a block's outputs by, and their derivatives: 0 or `1 / (1 - p)`, `[rows, out]`.
 * @param rows their numbers in train
 */
export function dropoutFactors(mask: DropoutMask, rows: Rows, out: number): Float32Array {
  const count = rows.kind === "range" ? rows.count : rows.indices.length;
  const factors = new Float32Array(count * out);
  const kept = 1 / (1 - mask.p);
  for (let i = 0, at = 0; i < count; i++) {
    const row = rows.kind === "range" ? rows.start + i : (rows.indices[i] ?? 0);
    for (let unit = 0; unit < out; unit++, at++) if (keeps(mask, row, unit, out)) factors[at] = kept;
  }
  return factors;
}
