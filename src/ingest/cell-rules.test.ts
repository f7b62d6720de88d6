import { describe, expect, it } from "vitest";
import { cellRules } from "./cell-rules";

describe("what cells mean", () => {
  it("knows pandas' words for missing values, exactly as written", () => {
    const { isMissing } = cellRules();
    expect(["", "NA", "N/A", "NaN", "nan", "null", "NULL", "#N/A N/A", "<NA>", "-1.#IND"].every(isMissing)).toBe(true);
    expect(["None", "na", "NAN", "?", "-", " ", "missing"].some(isMissing)).toBe(false);
  });

  it("takes other words in their place", () => {
    const { isMissing } = cellRules(["-", "n. v."]);
    expect([isMissing("-"), isMissing("n. v."), isMissing(""), isMissing("NA")]).toEqual([true, true, false, false]);
  });

  it("says when a word for a missing value looks like a number", () => {
    expect(cellRules(["", "-999"]).missingNumbers).toBe(true);
    expect(cellRules(["", "1,5"]).missingNumbers).toBe(false);
    expect(cellRules(["", "1,5"], ",").missingNumbers).toBe(true);
  });

  it.each([
    ["1,5", 1.5],
    ["-,25e1", -2.5],
    ["inf", Infinity],
    ["7", 7],
    ["1.5", NaN],
    ["1.234,5", NaN],
    ["1,234,567", NaN],
    ["1e400", NaN],
  ])("reads %j with a decimal comma as %d", (text, value) => {
    expect(cellRules(undefined, ",").parseNumber(text)).toBe(value);
  });
});
