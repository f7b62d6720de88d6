import type { Block } from "./model-spec";

/** Weights of one block in PyTorch's layout: `weight` is `[out, in]` row-major, `bias` is `[out]`. */
export interface BlockWeights {
  readonly weight: Float32Array<ArrayBuffer>;
  readonly bias: Float32Array<ArrayBuffer>;
}

/** One entry a block, in the order of the blocks. */
export type Weights = readonly BlockWeights[];

export function parameterNames(block: Block): { weight: string; bias: string } {
  return { weight: `${block.index}.weight`, bias: `${block.index}.bias` };
}

/** Whether both hold the same numbers in the same places. */
export function isSameWeights(a: Weights, b: Weights): boolean {
  if (a === b) return true;
  return (
    a.length === b.length &&
    a.every((block, i) => {
      const other = b[i];
      return other !== undefined && isSameArray(block.weight, other.weight) && isSameArray(block.bias, other.bias);
    })
  );
}

function isSameArray(a: Float32Array, b: Float32Array): boolean {
  return a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
}
