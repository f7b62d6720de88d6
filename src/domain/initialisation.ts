import type { Block, InitialisationKind } from "./model-spec";
import type { Random } from "./random";
import type { Weights } from "./weights";

type Bound = (fanIn: number, fanOut: number) => number;

/** `torch.nn.Linear` draws weight and bias uniformly from ±1/sqrt(fan_in). */
const WEIGHT_BOUND: Record<InitialisationKind, Bound> = {
  "pytorch-default": (fanIn) => 1 / Math.sqrt(fanIn),
};

const BIAS_BOUND: Record<InitialisationKind, Bound> = {
  "pytorch-default": (fanIn) => 1 / Math.sqrt(fanIn),
};

/** Draws starting weights block by block, weight before bias, in the row-major order of `[out, in]`. */
export function initialiseWeights(kind: InitialisationKind, blocks: readonly Block[], random: Random): Weights {
  return blocks.map((block) => ({
    weight: draw(block.out * block.in, WEIGHT_BOUND[kind](block.in, block.out), random),
    bias: draw(block.out, BIAS_BOUND[kind](block.in, block.out), random),
  }));
}

function draw(count: number, bound: number, random: Random): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: count }, () => (2 * random.uniform() - 1) * bound);
}
