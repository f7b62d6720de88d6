import fc from "fast-check";
import { expect, it } from "vitest";
import { labelsOf, sampleRows } from "./row-sample";

it("draws different rows in ascending order, the same for the same seed", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 }), fc.integer(), (rows, limit, seed) => {
      const drawn = sampleRows(rows, limit, seed, "test");
      if (rows <= limit) expect(drawn).toBeNull();
      else {
        expect(drawn).toHaveLength(limit);
        expect([...new Set(drawn)].sort((a, b) => a - b)).toEqual([...(drawn ?? [])]);
        expect(drawn?.at(-1)).toBeLessThan(rows);
        expect(sampleRows(rows, limit, seed, "test")).toEqual(drawn);
      }
    }),
  );
});

it("gives every row the same chance", () => {
  const counts = new Array<number>(10).fill(0);
  for (let seed = 0; seed < 4000; seed++) {
    for (const row of sampleRows(10, 3, seed, "test") ?? []) counts[row]!++;
  }
  // 1,200 expected of each, with a standard deviation of 29.
  expect(Math.min(...counts)).toBeGreaterThan(1060);
  expect(Math.max(...counts)).toBeLessThan(1340);
});

it("takes the labels of the rows that were drawn", () => {
  const y = Uint8Array.of(0, 1, 1, 0);
  expect([...labelsOf(y, Uint32Array.of(1, 3))]).toEqual([1, 0]);
  expect(labelsOf(y, null)).toBe(y);
});
