import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countNumbers } from "./value-counts";

describe("value counts", () => {
  const few = fc.uniqueArray(fc.oneof(fc.integer(), fc.double({ noNaN: true }), fc.constantFrom(0, 1, 2 ** 32, 2 ** 32 + 1, 0.25, 0.5)), { minLength: 1, maxLength: 60 });

  it("are the same in whatever type the numbers lie", () => {
    fc.assert(
      fc.property(few.chain((values) => fc.array(fc.constantFrom(...values, -3, 200, 70_000), { maxLength: 400 })), (column) => {
        for (const type of [Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array]) {
          const values = type.from(column);
          expect(countNumbers(values)).toEqual(countNumbers(Float64Array.from(values)));
        }
      }),
    );
  });

  it("are what counting by text gives, up to fifty values", () => {
    fc.assert(
      fc.property(few.chain((values) => fc.array(fc.constantFrom(...values, NaN), { maxLength: 400 })), (column) => {
        const counts = new Map<string, number>();
        for (const x of column) if (!Number.isNaN(x)) counts.set(String(x), (counts.get(String(x)) ?? 0) + 1);
        const naive = [...counts].map(([value, count]) => ({ value, count })).toSorted((a, b) => b.count - a.count);
        expect(countNumbers(Float64Array.from(column))).toEqual(counts.size > 50 ? null : naive);
      }),
    );
  });
});
