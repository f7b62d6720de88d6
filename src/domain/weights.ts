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
