import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvCell, csvLine, neutralised } from "./csv-text";

describe("text for spreadsheets", () => {
  it.each(["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "=", "-"])("has an apostrophe before %j", (text) => {
    expect(neutralised(text)).toBe(`'${text}`);
  });

  it.each(["-12.5", "+3", "-1e-7", "-inf", "a=b", "", "1-2", "mail@example.org"])("leaves %j alone", (text) => {
    expect(csvCell(text)).toBe(text);
  });

  it("quotes what would break a line apart", () => {
    expect(csvLine(["a,b", 'say "hi"', "x\ny", '=HYPERLINK("x")'])).toBe('"a,b","say ""hi""","x\ny","\'=HYPERLINK(""x"")"\n');
  });

  it("never begins a cell like a formula, unless it is a number", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const cell = csvCell(text).replace(/^"/, "");
        if (/^[=+\-@\t\r]/.test(cell)) expect(Number(cell)).toBeTypeOf("number");
        expect(cell.startsWith("=") || cell.startsWith("@")).toBe(false);
      }),
    );
  });
});
