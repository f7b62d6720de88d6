import { parameterCount, REFERENCE_MODEL, toBlocks, type Block } from "../../domain/model-spec";

/** What of a device bounds a chunk. */
export interface ChunkLimits {
  /** Drawn by the processor: it takes about a tenth of a second for its rows of the reference net. */
  readonly software: boolean;
  /** The longest side of a texture, in texels; a texel holds two rows. */
  readonly maxTexture: number;
}

/** Rows of the reference net: enough for the device to be busy, little enough to be over soon. */
const REFERENCE_ROWS = { software: 4096, gpu: 32_768 };
const FEWEST_ROWS = { software: 64, gpu: 256 };
const MOST_ROWS = 32_768;

/** Of the activations and their gradients while a chunk is under way. */
const MOST_BYTES = 2 ** 28;

/** A unit costs about as much as this many weights, for its activation and for writing it and reading it again. */
const WEIGHTS_A_UNIT = 16;

const REFERENCE_BLOCKS = toBlocks(REFERENCE_MODEL, 7);

/**
 * Rows of a chunk: a power of two, so that many nets share their shaders' shapes and weight gradients split evenly.
 * The more a row costs, the fewer they are: a long chunk keeps a stop waiting, and drivers end very long ones.
 * @param blocks none: as for the reference net
 */
export function chunkRowsFor(blocks: readonly Block[], { software, maxTexture }: ChunkLimits): number {
  const device = software ? "software" : "gpu";
  const net = blocks.length === 0 ? REFERENCE_BLOCKS : blocks;
  const byCost = (REFERENCE_ROWS[device] * costOfRow(REFERENCE_BLOCKS)) / costOfRow(net);
  const rows = Math.max(FEWEST_ROWS[device], 2 ** Math.round(Math.log2(byCost)));
  return Math.min(rows, MOST_ROWS, powerOfTwoWithin(2 * maxTexture), powerOfTwoWithin(MOST_BYTES / bytesOfRow(net)));
}

function costOfRow(blocks: readonly Block[]): number {
  return parameterCount(blocks) + WEIGHTS_A_UNIT * blocks.reduce((sum, block) => sum + block.out, 0);
}

/** Output and gradient of each unit, and what goes into an activation that is kept apart. */
function bytesOfRow(blocks: readonly Block[]): number {
  return 4 * blocks.reduce((sum, { out, activation }) => sum + out * (activation?.type === "gelu" ? 3 : 2), 0);
}

function powerOfTwoWithin(most: number): number {
  return 2 ** Math.floor(Math.log2(most));
}
