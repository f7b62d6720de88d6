import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rows } from "./backend";
import { epochBatches } from "./epoch-batches";

function rowsOf(chunk: Rows): number[] {
  return chunk.kind === "range" ? Array.from({ length: chunk.count }, (_, i) => chunk.start + i) : [...chunk.indices];
}

const setting = fc.record({
  rows: fc.integer({ min: 1, max: 300 }),
  batchSize: fc.oneof(fc.integer({ min: 1, max: 400 }), fc.constant("full" as const)),
  shuffle: fc.boolean(),
  chunkRows: fc.integer({ min: 1, max: 64 }),
  seed: fc.integer({ min: 0, max: 1000 }),
});

describe("the batches of an epoch", () => {
  it("take every row exactly once, in chunks that fit, only the last batch smaller", () => {
    fc.assert(
      fc.property(setting, ({ rows, chunkRows, ...config }) => {
        const batches = [...epochBatches(config, rows, 1, chunkRows)];
        const seen = batches.flatMap(({ chunks }) => chunks.flatMap(rowsOf));
        expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: rows }, (_, i) => i));
        const size = config.batchSize === "full" ? rows : Math.min(config.batchSize, rows);
        expect(batches.slice(0, -1).every((batch) => batch.rows === size)).toBe(true);
        for (const batch of batches) {
          const lengths = batch.chunks.map((chunk) => rowsOf(chunk).length);
          expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(batch.rows);
          expect(Math.max(...lengths)).toBeLessThanOrEqual(chunkRows);
        }
      }),
    );
  });

  it("are shuffled anew each epoch, and the same again for the same seed and epoch", () => {
    const order = (seed: number, epoch: number): number[] =>
      [...epochBatches({ batchSize: 10, shuffle: true, seed }, 100, epoch, 10)].flatMap(({ chunks }) => chunks.flatMap(rowsOf));
    expect(order(1, 1)).toEqual(order(1, 1));
    expect(order(1, 1)).not.toEqual(order(1, 2));
    expect(order(1, 1)).not.toEqual(order(2, 1));
  });
});
