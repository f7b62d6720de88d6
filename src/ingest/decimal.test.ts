import { describe, expect, it } from "vitest";
import { detectDecimal } from "./decimal";

const signOf = (cells: readonly string[], delimiter: "," | ";" = ";"): string => detectDecimal([["a", ...cells]], delimiter, "auto").sign;

describe("the decimal sign", () => {
  it.each([
    [["1,5"], ","],
    [["0,125"], ","],
    [["-1234,5", "text"], ","],
    [["1,234", "1,2345"], ","],
    [["1,5e-3"], ","],
    [["1,234"], "."],
    [["1,5", "1.5"], "."],
    [["1,5", "1,234,567"], "."],
    [["1", "x"], "."],
    [[], "."],
  ])("of %j between semicolons is %j", (cells, sign) => {
    expect(signOf(cells)).toBe(sign);
  });

  it("is a point where commas separate cells, unless a rule says otherwise", () => {
    expect(signOf(["1,5"], ",")).toBe(".");
    expect(detectDecimal([["1,5"]], ",", ",").sign).toBe(",");
    expect(detectDecimal([["1,5"]], ";", ".").sign).toBe(".");
  });
});
