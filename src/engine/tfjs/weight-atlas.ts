import type { Block } from "../../domain/model-spec";
import type { Weights } from "../../domain/weights";

/** Where a block lies in the atlas. A texel holds 2 x 2 values. */
export interface AtlasBlock {
  readonly in: number;
  readonly out: number;
  readonly activation: Block["activation"];
  /** First row and column of texels. */
  readonly top: number;
  readonly left: number;
  /** Rows of texels: the `in` inputs and the bias, in pairs. */
  readonly texelRows: number;
  readonly texelColumns: number;
}

/**
 * All parameters of a net in one matrix, so that an update is one dispatch whatever the depth. Blocks lie one
 * under another, in as many columns as the largest texture makes needful; each is `[in + 1, out]`: the transposed
 * weight, then the bias as one more input that is always 1.
 * Cells that belong to no block are 0 and stay 0, since their gradient is.
 */
export class WeightAtlas {
  readonly blocks: readonly AtlasBlock[];
  /** `[rows, columns]` in values; both even. */
  readonly shape: readonly [number, number];

  /**
   * @param maxTexture the longest side of a texture, in texels
   * @throws Error when a block has more inputs than that can hold
   */
  constructor(blocks: readonly Block[], maxTexture: number) {
    let [top, left, width, height] = [0, 0, 0, 0];
    this.blocks = blocks.map(({ in: inputs, out, activation }) => {
      const texelRows = Math.ceil((inputs + 1) / 2);
      const texelColumns = Math.ceil(out / 2);
      if (texelRows > maxTexture) {
        throw new Error(
          `WebGL on this device takes at most ${2 * maxTexture - 1} inputs, not ${inputs}. Choose fewer features or another engine.`,
        );
      }
      if (top + texelRows > maxTexture) [top, left] = [0, width];
      const placed = { in: inputs, out, activation, top, left, texelRows, texelColumns };
      top += texelRows;
      height = Math.max(height, top);
      width = Math.max(width, left + texelColumns);
      return placed;
    });
    this.shape = [2 * height, 2 * width];
  }

  pack(weights: Weights): Float32Array<ArrayBuffer> {
    const columns = this.shape[1];
    const cells = new Float32Array(this.shape[0] * columns);
    this.#each(weights, (weight, bias, block, first) => {
      for (let o = 0; o < block.out; o++) {
        for (let i = 0; i < block.in; i++) cells[first + i * columns + o] = weight[o * block.in + i] ?? 0;
        cells[first + block.in * columns + o] = bias[o] ?? 0;
      }
    });
    return cells;
  }

  unpack(cells: Float32Array): Weights {
    const columns = this.shape[1];
    const weights = this.blocks.map((block) => ({
      weight: new Float32Array(block.out * block.in),
      bias: new Float32Array(block.out),
    }));
    this.#each(weights, (weight, bias, block, first) => {
      for (let o = 0; o < block.out; o++) {
        for (let i = 0; i < block.in; i++) weight[o * block.in + i] = cells[first + i * columns + o] ?? 0;
        bias[o] = cells[first + block.in * columns + o] ?? 0;
      }
    });
    return weights;
  }

  /** @param visit `first` is the place of the block's first cell */
  #each(
    weights: Weights,
    visit: (weight: Float32Array, bias: Float32Array, block: AtlasBlock, first: number) => void,
  ): void {
    this.blocks.forEach((block, b) => {
      const entry = weights[b];
      if (entry?.weight.length !== block.in * block.out || entry.bias.length !== block.out) {
        throw new Error(`The weights of block ${b} do not have the shape [${block.out}, ${block.in}].`);
      }
      visit(entry.weight, entry.bias, block, 2 * (block.top * this.shape[1] + block.left));
    });
  }
}
