import { describe, expect, it } from "vitest";
import { differenceText, figureText, intervalText } from "./figure-text";

describe("figures in words", () => {
  it("has four decimals, and a minus as wide as a digit", () => {
    expect([0.93421, -0.5, 0.0204, 1.50004].map(figureText)).toEqual(["0.9342", "−0.5000", "0.0204", "1.5000"]);
    expect([35.3219, -12.345].map(figureText)).toEqual(["35.32", "−12.35"]);
  });

  it("never rounds to 0 or 1 what is neither", () => {
    expect([0, 1, -1].map(figureText)).toEqual(["0", "1", "−1"]);
    expect([0.99996, 1 - 1 / 763_144, -0.99999].map(figureText)).toEqual(["0.99996", "0.999999", "−0.99999"]);
    expect(figureText(1 - 1e-10)).toBe("0.999999999900");
    expect([0.00003, -0.000004].map(figureText)).toEqual(["3.0e-5", "−4.0e-6"]);
    expect(figureText(1.00001)).toBe("1.00001");
  });

  it("says intervals and differences", () => {
    expect(intervalText({ low: -0.01, high: 1 })).toBe("−0.0100 to 1");
    expect([0.0123, -0.0123, 0].map(differenceText)).toEqual(["+0.0123", "−0.0123", "0"]);
  });
});
