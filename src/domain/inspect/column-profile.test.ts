import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Column, Dtype } from "../table";
import { profileColumn } from "./column-profile";
import { distributionOf } from "./distribution";
import type { ColumnProfile } from "./profile";
import { quantilesOf } from "./statistics";
import { inOneGo } from "./stepwise";
import { numbers, texts } from "./testing/tables";

function profile(column: Column, rows: number, dtype: Dtype = "float64", missing = 0): ColumnProfile {
  return inOneGo(profileColumn(column, { dtype, missing }, rows));
}

/** By the book: `(n - 1) · q` with linear interpolation over a sorted copy. */
function naiveQuantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const position = share * (sorted.length - 1);
  const low = sorted[Math.floor(position)] ?? NaN;
  const high = sorted[Math.ceil(position)] ?? NaN;
  return low + (high - low) * (position % 1);
}

const anyNumbers = fc.oneof(
  fc.array(fc.oneof(fc.integer({ min: -40, max: 40 }), fc.constant(NaN)), { minLength: 1 }),
  fc.array(fc.oneof(fc.integer(), fc.constant(NaN)), { minLength: 1 }),
  fc.array(fc.oneof(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.constant(NaN)), { minLength: 1 }),
);

describe("profileColumn", () => {
  it("finds quantiles, counts, unique values and the most frequent as a sorted copy tells them", () => {
    fc.assert(
      fc.property(anyNumbers, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }), (values, wanted) => {
        const present = values.filter((x) => !Number.isNaN(x));
        const found = profile(numbers("x", values), values.length);
        expect(found).toMatchObject({ nonNull: present.length, missing: values.length - present.length });
        expect(found.unique).toBe(new Set(present.map((x) => x + 0)).size);
        const most = Math.max(0, ...present.map((x) => present.filter((y) => y === x).length));
        expect(found.top[0]?.count ?? 0).toBe(most);
        if (present.length === 0) return;
        const shares = wanted.toSorted((a, b) => a - b);
        const size = Math.max(...present.map(Math.abs));
        quantilesOf(inOneGo(distributionOf(Float64Array.from(values))), shares).forEach((quantile, index) => {
          expect(Math.abs(quantile - naiveQuantile(present, shares[index] ?? 0))).toBeLessThanOrEqual(1e-12 * size);
        });
        // A zero of either sign is the same zero.
        expect((found.statistics?.min ?? NaN) + 0).toBe(Math.min(...present) + 0);
        expect((found.statistics?.max ?? NaN) + 0).toBe(Math.max(...present) + 0);
      }),
    );
  });

  it("keeps the spread of ids near 4e9", () => {
    const values = Array.from({ length: 100_000 }, (_, row) => 4_026_531_840 + (row % 2));
    const { statistics } = profile(numbers("mountNamespace", values), values.length, "int64");
    expect(statistics?.mean).toBe(4_026_531_840.5);
    expect(statistics?.std).toBeCloseTo(0.5 * Math.sqrt(100_000 / 99_999), 12);
  });

  it("keeps figures of numbers whose squares a double does not hold", () => {
    expect(profile(numbers("x", [1e200, 3e200]), 2).statistics).toMatchObject({ mean: 2e200, std: Math.SQRT2 * 1e200 });
    const small = profile(numbers("x", [1e-200, 3e-200]), 2).statistics;
    expect((small?.std ?? 0) / (Math.SQRT2 * 1e-200)).toBeCloseTo(1, 12);
  });

  it("says what is not defined: nothing of no value, no spread of one, no mean spread of infinity", () => {
    expect(profile(numbers("x", [NaN, NaN]), 2).statistics).toMatchObject({ count: 0, mean: NaN, std: NaN, min: NaN, median: NaN });
    expect(profile(numbers("x", [5]), 1).statistics).toMatchObject({ count: 1, mean: 5, std: NaN, median: 5 });
    expect(profile(numbers("x", [1, Infinity]), 2).statistics).toMatchObject({ mean: Infinity, std: NaN, max: Infinity, infinite: 1 });
    expect(profile(numbers("x", [-Infinity, Infinity]), 2).statistics).toMatchObject({ mean: NaN, min: -Infinity, infinite: 2 });
  });

  it("counts text by what is there, not by the dictionary, and names the most frequent first", () => {
    const column = texts("host", ["b", "a", "b", null, "c", "a"], ["unused", "c", "b", "a"]);
    expect(profile(column, 6, "object")).toMatchObject({
      nonNull: 5,
      missing: 1,
      unique: 3,
      memoryBytes: 48,
      statistics: null,
      top: [
        { value: "a", count: 2 },
        { value: "b", count: 2 },
        { value: "c", count: 1 },
      ],
    });
  });

  it("takes what is known of text that is not held from the reading", () => {
    expect(profile({ kind: "discarded", name: "args", distinct: null }, 10, "object", 3)).toMatchObject({ nonNull: 7, missing: 3, unique: null, heldBytes: 0, top: [] });
  });

  it("counts a byte a boolean, as pandas does", () => {
    expect(profile(texts("flag", ["True", "False"]), 2, "bool").memoryBytes).toBe(2);
  });
});
