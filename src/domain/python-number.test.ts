import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pythonNumber } from "./python-number";

describe("a number as Python writes it", () => {
  it.each([
    [0.001, "0.001"],
    [0.0001, "0.0001"],
    [0.00001, "1e-05"],
    [1e-8, "1e-08"],
    [1.5e-7, "1.5e-07"],
    [-0.000025, "-2.5e-05"],
    [0.00012345, "0.00012345"],
    [1e16, "1e+16"],
    [1e100, "1e+100"],
    [123456.75, "123456.75"],
    [0.1 + 0.2, "0.30000000000000004"],
    [0, "0"],
    [1, "1"],
  ])("%d is %s", (value, text) => expect(pythonNumber(value)).toBe(text));

  it("reads back as the same number", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => value !== 0), (value) => {
        expect(Number(pythonNumber(value))).toBe(value);
      }),
    );
  });
});
