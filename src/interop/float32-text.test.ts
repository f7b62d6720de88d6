import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { float32Text } from "./float32-text";

const float32 = fc.float({ noNaN: true, noDefaultInfinity: true });

describe("float32Text", () => {
  it("reads back to the same float32, the sign of zero included", () => {
    fc.assert(
      fc.property(float32, (value) => {
        expect(Math.fround(Number(JSON.parse(float32Text(value))))).toBe(value);
      }),
      { numRuns: 2000 },
    );
  });

  it("has no more digits than the shortest decimal needs", () => {
    fc.assert(
      fc.property(float32, (value) => {
        const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9].find((count) => Math.fround(Number(value.toPrecision(count))) === value);
        expect(float32Text(value).length).toBeLessThanOrEqual(
          Math.max(4, String(Number(value.toPrecision(digits ?? 9))).length),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it("writes numbers as people would", () => {
    expect(float32Text(Math.fround(0.1))).toBe("0.1");
    expect(float32Text(Math.fround(-1 / 3))).toBe("-0.33333334");
    expect(float32Text(0)).toBe("0");
    expect(float32Text(-0)).toBe("-0.0");
    expect(float32Text(16_777_216)).toBe("16777216");
    expect(float32Text(Math.fround(3.4028234663852886e38))).toBe("3.4028235e+38");
    expect(float32Text(1.401298464324817e-45)).toBe("1e-45");
  });
});
