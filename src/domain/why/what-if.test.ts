import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyRows } from "../features/apply";
import { inOneGo } from "../inspect/stepwise";
import { standardFeature } from "../testing/fitted-features";
import { nearestOfOtherAnswer, whatIfRow, type NearestRow } from "./what-if";

function nearest(x: readonly number[], logits: readonly number[], row: readonly number[], positive = false, threshold = 0.5): NearestRow | null {
  const data = { x: Float32Array.from(x), columns: row.length, logits: Float32Array.from(logits), threshold };
  return inOneGo(nearestOfOtherAnswer(data, { row: Float32Array.from(row), positive }, 2));
}

describe("a row made up by hand", () => {
  const features = [
    standardFeature("a", 10, 4),
    standardFeature("b=x", 0.5, 0.5, { source: "b", encoding: { type: "one-hot", category: "x" } }),
    standardFeature("b=y", 0.5, 0.5, { source: "b", encoding: { type: "one-hot", category: "y" } }),
  ];

  it("becomes what it would be in training", () => {
    const cells: Record<string, number | string> = { a: 13, b: "y" };
    const { x, withoutValue } = whatIfRow(features, (source) => cells[source] ?? null);
    expect(x).toEqual(applyRows(features, [[13, "y", "y"]]));
    expect(withoutValue).toEqual([]);
  });

  it("names the columns that it has no value of, each once", () => {
    expect(whatIfRow(features, () => null).withoutValue).toEqual(["a", "b"]);
    expect(whatIfRow(features, (source) => (source === "a" ? Infinity : "z")).withoutValue).toEqual(["a"]);
  });
});

describe("the nearest row of the other answer", () => {
  it("is the nearest of those alone, with the columns that differ most", () => {
    const x = [0, 0, 0, 3, 4, 0, 1, 7, 0];
    expect(nearest(x, [-1, 2, 3], [0, 0, 1])).toEqual({
      row: 1,
      distance: Math.sqrt(26),
      differences: [
        { column: 1, from: 0, to: 4, share: 16 / 26 },
        { column: 0, from: 0, to: 3, share: 9 / 26 },
      ],
    });
    expect(nearest(x, [-1, 2, 3], [0, 0, 1], true)?.row).toBe(0);
    expect(nearest(x, [-1, 2, 3], [0, 0, 1], false, 0.9)?.row).toBe(2);
  });

  it("is as near as any by brute force, and the first of several", () => {
    const point = fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 }), fc.integer({ min: -2, max: 2 }));
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 30 }), fc.tuple(fc.nat(3), fc.nat(3)), fc.boolean(), (list, row, positive) => {
        const found = nearest(list.flatMap(([a, b]) => [a, b]), list.map(([, , z]) => z), row, positive);
        const distances = list.map(([a, b, z]) => (z > 0 === positive ? Infinity : Math.hypot(a - row[0], b - row[1])));
        const least = Math.min(...distances);
        if (least === Infinity) expect(found).toBeNull();
        else {
          expect(found?.distance).toBeCloseTo(least, 12);
          expect(Math.abs((distances[found?.row ?? -1] ?? NaN) - least)).toBeLessThan(1e-12);
          expect(distances.findIndex((distance) => Math.abs(distance - least) < 1e-12)).toBe(found?.row);
        }
      }),
    );
  });

  it("is null where every row gets the same answer, and passes over rows that are not numbers", () => {
    expect(nearest([1, 2], [-1, -2], [0])).toBeNull();
    expect(nearest([NaN, 2], [1, 1], [0])?.row).toBe(1);
    expect(nearest([0], [1], [0])).toEqual({ row: 0, distance: 0, differences: [] });
  });

  it("refuses a row of another width", () => {
    const data = { x: new Float32Array(4), columns: 2, logits: new Float32Array(2), threshold: 0.5 };
    expect(() => inOneGo(nearestOfOtherAnswer(data, { row: new Float32Array(3), positive: false }, 1))).toThrow(RangeError);
  });
});
