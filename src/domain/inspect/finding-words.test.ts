import { describe, expect, it } from "vitest";
import { formatCorrelation } from "./finding-words";

describe("formatCorrelation", () => {
  it.each([
    [1, "1"],
    [-1, "−1"],
    [0.999_999_9, "0.9999"],
    [-0.123_45, "−0.1235"],
    [-0.000_001, "0.0000"],
    [0, "0.0000"],
    [NaN, "–"],
  ])("writes %s as %s: nearly 1 is not 1, and 0 has no sign", (correlation, text) => {
    expect(formatCorrelation(correlation, 4)).toBe(text);
  });
});
