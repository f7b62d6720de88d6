import { describe, expect, it } from "vitest";
import { distanceText, DRIFT_MEASURES, measureText } from "./measure-text";

describe("measureText", () => {
  it("writes 0 only for 0, and a dash for what is undefined", () => {
    expect(distanceText(0)).toBe("0");
    expect(distanceText(1e-9)).toBe("< 0.001");
    expect(distanceText(0.0005)).toBe("0.001");
    expect(distanceText(0.56123)).toBe("0.561");
    for (const measure of DRIFT_MEASURES) expect(measureText(measure, null)).toBe("–");
  });

  it("writes a share as a percentage and a large chi-square as a whole number", () => {
    expect(measureText("unseenShare", 0.00166)).toBe("0.17\u202f%");
    expect(measureText("unseenShare", 0)).toBe("0.0\u202f%");
    expect(measureText("chiSquare", 123_456.7)).toBe("123,457");
    expect(measureText("chiSquare", 3.25)).toBe("3.250");
    expect(measureText("wasserstein", 12.5)).toBe("12.500");
  });
});
