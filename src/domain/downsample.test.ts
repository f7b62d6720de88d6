import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { downsample } from "./downsample";

const line = fc
  .array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 3, maxLength: 300 })
  .map((ys) => ys.map((y, x) => ({ x, y })));

describe("thinning a line", () => {
  it("keeps to its limit, keeps both ends and invents no point", () => {
    fc.assert(
      fc.property(line, fc.integer({ min: 3, max: 120 }), (points, limit) => {
        const thin = downsample(points, limit);
        expect(thin.length).toBe(Math.min(points.length, limit));
        expect(thin[0]).toBe(points[0]);
        expect(thin.at(-1)).toBe(points.at(-1));
        expect(thin.every((point) => points.includes(point))).toBe(true);
        expect(thin.every((point, i) => i === 0 || point.x > (thin[i - 1]?.x ?? Infinity))).toBe(true);
      }),
    );
  });

  it("keeps a lone spike", () => {
    const points = Array.from({ length: 1000 }, (_, x) => ({ x, y: x === 417 ? 50 : Math.sin(x / 50) }));
    expect(downsample(points, 50).some(({ y }) => y === 50)).toBe(true);
  });
});
