import type { Block } from "../../domain/model-spec";
import type { Weights } from "../../domain/weights";

/** Where a block lies in the atlas. A texel holds 2 x 2 values. */
export interface AtlasBlock {
  readonly in: number;
  readonly out: number;
  readonly activation: Block["activation"];
  /** First row of texels. */
  readonly top: number;
  /** Rows of texels: the `in` inputs and the bias, in pairs. */
  readonly texelRows: number;
  readonly texelColumns: number;
}

/**
 * All parameters of a net in one matrix, so that an update is one dispatch whatever the depth. Blocks lie one
 * under another; each is `[in + 1, out]`: the transposed weight, then the bias as one more input that is always 1.
 * Cells that belong to no block are 0 and stay 0, since their gradient is.
 */
export class WeightAtlas {
  readonly blocks: readonly AtlasBlock[];
  /** `[rows, columns]` in values; both even. */
  readonly shape: readonly [number, number];

  constructor(blocks: readonly Block[]) {
    let top = 0;
    this.blocks = blocks.map(({ in: inputs, out, activation }) => {
      const texelRows = Math.ceil((inputs + 1) / 2);
      const placed = { in: inputs, out, activation, top, texelRows, texelColumns: Math.ceil(out / 2) };
      top += texelRows;
      return placed;
    });
    this.shape = [2 * top, 2 * Math.max(...this.blocks.map((block) => block.texelColumns))];
  }

  pack(weights: Weights): Float32Array<ArrayBuffer> {
    const columns = this.shape[1];
    const cells = new Float32Array(this.shape[0] * columns);
    this.#each(weights, (weight, bias, block) => {
      const first = 2 * block.top * columns;
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
    this.#each(weights, (weight, bias, block) => {
      const first = 2 * block.top * columns;
      for (let o = 0; o < block.out; o++) {
        for (let i = 0; i < block.in; i++) weight[o * block.in + i] = cells[first + i * columns + o] ?? 0;
        bias[o] = cells[first + block.in * columns + o] ?? 0;
      }
    });
    return weights;
  }

  #each(weights: Weights, visit: (weight: Float32Array, bias: Float32Array, block: AtlasBlock) => void): void {
    this.blocks.forEach((block, b) => {
      const entry = weights[b];
      if (entry?.weight.length !== block.in * block.out || entry.bias.length !== block.out) {
        throw new Error(`The weights of block ${b} do not have the shape [${block.out}, ${block.in}].`);
      }
      visit(entry.weight, entry.bias, block);
    });
  }
}
