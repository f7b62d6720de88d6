import { describe, expect, it } from "vitest";
import { makeScale } from "../../../charts/kit/scales";
import { formatRate, pointedAt } from "./threshold-text";

describe("pointedAt", () => {
  it("has few digits anywhere on a logit axis, and still tells pixels apart", () => {
    const scale = makeScale("logit", [1e-8, 1 - 1e-8], [0, 500]);
    const at = (pixel: number): number => pointedAt(scale.value(pixel), scale.value(pixel + 0.5) - scale.value(pixel - 0.5));
    const values = Array.from({ length: 499 }, (_, pixel) => at(pixel + 1));
    expect(new Set(values).size).toBe(499);
    for (const [pixel, value] of values.entries()) {
      expect(Math.abs(scale.at(value) - pixel - 1)).toBeLessThan(1);
      expect(value > 0 && value < 1).toBe(true);
      const digits = Math.min(value, 1 - value).toExponential(3);
      expect(Number(digits) / Math.min(value, 1 - value)).toBeCloseTo(1, 3);
    }
  });

  it("leaves a value alone where no pixel has a size", () => {
    expect([pointedAt(0.123456789, NaN), pointedAt(0.123456789, 0)]).toEqual([0.123456789, 0.123456789]);
  });
});

describe("formatRate", () => {
  it("keeps four digits that count", () => {
    expect([0, 1, 0.5, 0.913149, 0.00004251].map(formatRate)).toEqual(["0", "1", "0.5", "0.9131", "4.251e-5"]);
  });
});
