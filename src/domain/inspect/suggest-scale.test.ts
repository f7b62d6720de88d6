import { describe, expect, it } from "vitest";
import type { NumericStatistics } from "./profile";
import { suggestScale } from "./suggest-scale";

/** By its five numbers. */
function of(min: number, lowerQuartile: number, median: number, upperQuartile: number, max: number): { statistics: NumericStatistics } {
  return { statistics: { count: 100, mean: median, std: 1, min, lowerQuartile, median, upperQuartile, max, infinite: 0 } };
}

describe("suggestScale", () => {
  it("is linear where the values lie together, large or not", () => {
    expect(suggestScale(of(0, 2, 3, 4, 9))).toBe("linear");
    expect(suggestScale(of(4_026_531_840, 4_026_531_840, 4_026_531_840, 4_026_531_840, 4_026_532_288))).toBe("linear");
    expect(suggestScale(of(0, 0, 0, 0, 1))).toBe("linear");
  });

  it("is logarithmic where a few positive values lie far out", () => {
    expect(suggestScale(of(1, 150, 382, 1187, 32_768))).toBe("log");
  });

  it("is symmetric where there are zeros or negative values among them", () => {
    expect(suggestScale(of(0, 0, 0, 0, 1001))).toBe("symlog");
    expect(suggestScale(of(-115, 0, 0, 3, 32_768))).toBe("symlog");
  });

  it("is linear where nothing is known", () => {
    expect(suggestScale({ statistics: null })).toBe("linear");
    expect(suggestScale(of(NaN, NaN, NaN, NaN, NaN))).toBe("linear");
  });
});
