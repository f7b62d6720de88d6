import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CodeBlocks } from "./code-blocks";

describe("blocks of codes", () => {
  const places = fc.uniqueArray(fc.integer({ min: 0, max: 50_000 }), { maxLength: 60 });

  it("give -1 for rows that were never set, and leave out what is not wanted", () => {
    fc.assert(
      fc.property(places, fc.constantFrom(1, 3, 7), fc.constantFrom(100, 128, 129, 1000), fc.constantFrom(1, 200, 5_000), (rows, step, texts, columns) => {
        const blocks = new CodeBlocks(columns);
        const naive = new Array<number>(50_001).fill(-1);
        for (const row of rows.toSorted((a, b) => a - b)) {
          blocks.set(row, row % texts);
          naive[row] = row % texts;
        }
        const seen: number[] = [];
        blocks.forEach((row) => seen.push(row));
        expect(seen).toEqual(rows.toSorted((a, b) => a - b));
        const leftOut = step === 1 ? null : Uint8Array.from(naive, (_, row) => (row % step === 0 ? 1 : 0));
        const kept = naive.filter((_, row) => leftOut?.[row] !== 1);
        const codes = blocks.take(naive.length, kept.length, leftOut, texts);
        expect(Array.from(codes)).toEqual(kept);
        expect(codes.BYTES_PER_ELEMENT).toBe(texts <= 128 ? 1 : 2);
      }),
      { numRuns: 60 },
    );
  });
});
