import { describe, expect, it } from "vitest";
import { cellRules } from "./cell-rules";

describe("words for missing values", () => {
  it("are those of pandas 1.5, in their case", () => {
    const { isMissing } = cellRules();
    expect(["", "NA", "N/A", "NaN", "nan", "null", "NULL", "#N/A N/A", "<NA>", "-1.#IND"].every(isMissing)).toBe(true);
    expect(["None", "na", "NAN", "?", "-", " ", "missing"].some(isMissing)).toBe(false);
  });

  it("may be others, and may look like numbers", () => {
    expect(cellRules(["?"]).isMissing("?")).toBe(true);
    expect(cellRules(["?"]).isMissing("")).toBe(false);
    expect(cellRules(["?"]).missingNumbers).toBe(false);
    expect(cellRules(["-999"]).missingNumbers).toBe(true);
    expect(cellRules(["1,5"], ",").missingNumbers).toBe(true);
  });
});

describe("a decimal comma", () => {
  it("stands where the point would, and a point has no place beside it", () => {
    const { parseNumber } = cellRules([], ",");
    expect(["1,5", "-0,25", ",5", "1,5e3"].map(parseNumber)).toEqual([1.5, -0.25, 0.5, 1500]);
    expect(["1.5", "1,2,3", "1.234,5"].map(parseNumber)).toEqual([NaN, NaN, NaN]);
  });
});
