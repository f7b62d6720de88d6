import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readNumber } from "./number-text";

describe("readNumber", () => {
  it.each([
    ["0", 0],
    ["+7", 7],
    ["-007", -7],
    ["4026531840", 4_026_531_840],
    ["18446744073709551615", 18_446_744_073_709_551_615],
    ["1.50", 1.5],
    [".5", 0.5],
    ["5.", 5],
    ["-.25", -0.25],
    ["1e3", 1000],
    ["-3.5E+2", -350],
    ["5e-324", 5e-324],
    ["1e-400", 0],
    [" 12\t", 12],
    ["inf", Infinity],
    ["-Infinity", -Infinity],
  ])("reads %j", (text, value) => {
    expect(readNumber(text)).toBe(value);
  });

  it.each(["", " ", ".", "-", "+", "-.", "e5", "1e", "1 2", "0x10", "1_000", "1,000", "5%", "1a", "--1", "1.2.3", "1e400", "infinite", "nan", "١"])(
    "takes %j as text",
    (text) => {
      expect(readNumber(text)).toBeNaN();
    },
  );

  it("reads what a number prints, exactly", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (x) => {
        expect(readNumber(String(x))).toBe(Object.is(x, -0) ? 0 : x);
      }),
    );
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 12 }), (digits, places) => {
        const text = (digits / 1000).toFixed(places);
        expect(readNumber(text) + 0).toBe(Number(text) + 0);
      }),
    );
  });
});
