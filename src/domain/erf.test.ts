import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { erf, erfc } from "./erf";

describe("erf", () => {
  // As printed by Python's math.erf and math.erfc.
  const known: [number, number, number][] = [
    [0, 0, 1],
    [1e-10, 1.1283791670955126e-10, 0.999999999887162],
    [0.5, 0.5204998778130465, 0.4795001221869535],
    [1, 0.8427007929497149, 0.15729920705028513],
    [2.4999, 0.9995928300996666, 0.0004071699003334514],
    [2.5, 0.999593047982555, 0.0004069520174449589],
    [4, 0.9999999845827421, 1.541725790028002e-8],
    [10, 1, 2.088487583762545e-45],
    [-1.5, -0.9661051464753108, 1.9661051464753108],
    [-6, -1, 2],
  ];

  it.each(known)("of %d has the digits of math.erf, and its tail those of math.erfc", (x, value, tail) => {
    expect(Math.abs(erf(x) - value)).toBeLessThanOrEqual(4e-16 * Math.abs(value));
    expect(Math.abs(erfc(x) - tail)).toBeLessThanOrEqual(1e-12 * tail);
  });

  it("is odd, rises from -1 to 1, and does not jump where the formula changes", () => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: 30, noNaN: true }), fc.double({ min: 1e-3, max: 1, noNaN: true }), (x, step) => {
        expect(erf(-x)).toBe(-erf(x));
        expect(erf(x + step)).toBeGreaterThanOrEqual(erf(x));
        expect(Math.abs(erf(x) + erfc(x) - 1)).toBeLessThan(4e-16);
      }),
    );
  });

  it("ends at 1 and -1, and has no value for what is not a number", () => {
    expect([erf(Infinity), erf(-Infinity), erfc(Infinity), erfc(-Infinity)]).toEqual([1, -1, 0, 2]);
    expect([erf(NaN), erfc(NaN)]).toEqual([NaN, NaN]);
  });
});
