import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block } from "../../domain/model-spec";
import { paddedRows } from "./resident-rows";
import { WeightAtlas } from "./weight-atlas";

function chain(widths: readonly number[]): Block[] {
  return widths.slice(1).map((out, i) => ({ index: i, in: widths[i] ?? 1, out, activation: null, dropout: 0 }));
}

describe("WeightAtlas", () => {
  it("gives back the weights it was given, whatever the widths, within the largest texture", () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 7, max: 40 }), (widths, maxTexture) => {
        const blocks = chain(widths);
        let next = 1;
        const weights = blocks.map((block) => ({
          weight: Float32Array.from({ length: block.in * block.out }, () => next++),
          bias: Float32Array.from({ length: block.out }, () => next++),
        }));
        const atlas = new WeightAtlas(blocks, maxTexture);
        expect(atlas.unpack(atlas.pack(weights))).toEqual(weights);
        expect(atlas.shape[0]).toBeLessThanOrEqual(2 * maxTexture);
      }),
    );
  });

  it("lays a block out as [in + 1, out], the bias last, and leaves the rest 0", () => {
    const atlas = new WeightAtlas(chain([2, 3, 1]), 4);
    const cells = atlas.pack([
      { weight: Float32Array.of(1, 2, 3, 4, 5, 6), bias: Float32Array.of(7, 8, 9) },
      { weight: Float32Array.of(10, 11, 12), bias: Float32Array.of(13) },
    ]);
    expect(atlas.shape).toEqual([8, 4]);
    expect([...cells]).toEqual([
      ...[1, 3, 5, 0],
      ...[2, 4, 6, 0],
      ...[7, 8, 9, 0],
      ...[0, 0, 0, 0],
      ...[10, 0, 0, 0],
      ...[11, 0, 0, 0],
      ...[12, 0, 0, 0],
      ...[13, 0, 0, 0],
    ]);
  });

  it("starts another column where the largest texture ends", () => {
    const atlas = new WeightAtlas(chain([2, 3, 1]), 3);
    expect(atlas.blocks.map(({ top, left }) => [top, left])).toEqual([
      [0, 0],
      [0, 2],
    ]);
    expect(atlas.shape).toEqual([4, 6]);
  });

  it("refuses a layer with more inputs than a texture holds", () => {
    expect(() => new WeightAtlas(chain([6, 1]), 3)).toThrow("at most 5 inputs, not 6");
  });

  it("refuses weights of another shape", () => {
    expect(() => new WeightAtlas(chain([2, 3]), 9).pack([{ weight: new Float32Array(5), bias: new Float32Array(3) }])).toThrow(
      "block 0 do not have the shape [3, 2]",
    );
  });
});

describe("paddedRows", () => {
  it("pads by an eighth at most, to an even number, and never beyond the limit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 32_768 }), (rows) => {
        const padded = paddedRows(rows, 32_768);
        expect(padded).toBeGreaterThanOrEqual(rows);
        expect(padded).toBeLessThanOrEqual(Math.max(rows + 7, rows * 1.126));
        expect(padded % 8).toBe(0);
      }),
    );
  });

  it("leaves the usual batch sizes as they are", () => {
    for (const rows of [32, 64, 256, 1024, 4096, 32_768]) expect(paddedRows(rows, 32_768)).toBe(rows);
  });
});
