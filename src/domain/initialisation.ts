import type { Block, InitialisationKind } from "./model-spec";
import type { Random } from "./random";
import type { Weights } from "./weights";

/** One number from a distribution. */
type Draw = (random: Random) => number;

interface Initialisation {
  readonly weight: (fanIn: number, fanOut: number) => Draw;
  readonly bias: (fanIn: number) => Draw;
}

const zero = (): Draw => () => 0;

/** Even from `-bound` to `bound`. */
const uniform =
  (bound: number): Draw =>
  (random) =>
    (2 * random.uniform() - 1) * bound;

const normal =
  (std: number): Draw =>
  (random) =>
    random.normal() * std;

/**
 * `pytorch-default` is what `torch.nn.Linear` draws. The others are torch.nn.init's `xavier_*` (Glorot and Bengio 2010)
 * and `kaiming_*` for relu (He and others 2015), with biases of 0 as is the custom.
 */
const INITIALISATION: Record<InitialisationKind, Initialisation> = {
  "pytorch-default": {
    weight: (fanIn) => uniform(1 / Math.sqrt(fanIn)),
    bias: (fanIn) => uniform(1 / Math.sqrt(fanIn)),
  },
  "glorot-uniform": { weight: (fanIn, fanOut) => uniform(Math.sqrt(6 / (fanIn + fanOut))), bias: zero },
  "glorot-normal": { weight: (fanIn, fanOut) => normal(Math.sqrt(2 / (fanIn + fanOut))), bias: zero },
  "he-uniform": { weight: (fanIn) => uniform(Math.sqrt(6 / fanIn)), bias: zero },
  "he-normal": { weight: (fanIn) => normal(Math.sqrt(2 / fanIn)), bias: zero },
};

/** Draws starting weights block by block, weight before bias, in the row-major order of `[out, in]`. */
export function initialiseWeights(kind: InitialisationKind, blocks: readonly Block[], random: Random): Weights {
  const { weight, bias } = INITIALISATION[kind];
  return blocks.map((block) => ({
    weight: drawn(block.out * block.in, weight(block.in, block.out), random),
    bias: drawn(block.out, bias(block.in), random),
  }));
}

function drawn(count: number, draw: Draw, random: Random): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: count }, () => draw(random));
}
