import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { REFERENCE_MODEL, toBlocks, type Block } from "../../domain/model-spec";
import { chunkRowsFor, type ChunkLimits } from "./webgl-chunks";

const GPU: ChunkLimits = { software: false, maxTexture: 16_384 };
const SOFTWARE: ChunkLimits = { software: true, maxTexture: 8192 };

function chain(widths: readonly number[], activation: Block["activation"] = { type: "relu" }): Block[] {
  return widths.slice(1).map((out, i) => ({ index: i, in: widths[i] ?? 1, out, activation, dropout: 0 }));
}

const WIDEST = chain([7, ...Array.from({ length: 8 }, () => 1024), 1]);

describe("chunkRowsFor", () => {
  it("takes the reference net in large chunks, also before a net is known", () => {
    const reference = toBlocks(REFERENCE_MODEL, 7);
    expect([chunkRowsFor(reference, GPU), chunkRowsFor([], GPU)]).toEqual([32_768, 32_768]);
    expect([chunkRowsFor(reference, SOFTWARE), chunkRowsFor([], SOFTWARE)]).toEqual([4096, 4096]);
  });

  it("changes little with a feature more or less", () => {
    for (const features of [5, 6, 8, 9]) expect(chunkRowsFor(toBlocks(REFERENCE_MODEL, features), SOFTWARE)).toBe(4096);
  });

  it("takes fewer rows of a wider net, down to a floor", () => {
    expect(chunkRowsFor(chain([7, 1024, 1024, 1]), SOFTWARE)).toBe(64);
    expect(chunkRowsFor(WIDEST, SOFTWARE)).toBe(64);
    expect(chunkRowsFor(WIDEST, GPU)).toBe(256);
  });

  it("stays within textures and memory, in powers of two, for any net", () => {
    const nets = fc.array(fc.integer({ min: 1, max: 1024 }), { minLength: 2, maxLength: 10 });
    fc.assert(
      fc.property(nets, fc.boolean(), fc.constantFrom(2048, 4096, 16_384), (widths, software, maxTexture) => {
        const rows = chunkRowsFor(chain(widths, { type: "gelu" }), { software, maxTexture });
        const units = widths.slice(1).reduce((sum, out) => sum + out, 0);
        expect(Math.log2(rows) % 1).toBe(0);
        expect(rows).toBeGreaterThanOrEqual(64);
        expect(rows).toBeLessThanOrEqual(2 * maxTexture);
        expect(rows * units * 12).toBeLessThanOrEqual(2 ** 28);
      }),
    );
  });
});
