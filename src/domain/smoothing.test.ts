import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { smoothed } from "./smoothing";

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });
const weight = fc.double({ min: 0, max: 1, noNaN: true });

describe("smoothed", () => {
  it("follows the moving average with its bias corrected", () => {
    const [w, raw] = [0.9, [4, 1, 3, 2]];
    let average = 0;
    const expected = raw.map((value, index) => {
      average = w * average + (1 - w) * value;
      return average / (1 - w ** (index + 1));
    });
    smoothed(raw, w).forEach((value, index) => {
      expect(value).toBeCloseTo(expected[index] ?? NaN, 12);
    });
  });

  it("leaves values alone at 0, and is their mean so far at 1", () => {
    // Not by Object.is: a smoothed 0 may have either sign.
    fc.assert(fc.property(values, (list) => smoothed(list, 0).every((value, index) => value === list[index])));
    expect(smoothed([1, 3, 8], 1)).toEqual([1, 2, 4]);
  });

  it("begins with the first value, stays between the least and the largest, and keeps a constant", () => {
    fc.assert(
      fc.property(values, weight, (list, w) => {
        const smooth = smoothed(list, w);
        expect(smooth[0] === list[0]).toBe(true);
        const room = 1e-9 * Math.max(...list.map(Math.abs), 1);
        for (const value of smooth) {
          expect(value).toBeGreaterThanOrEqual(Math.min(...list) - room);
          expect(value).toBeLessThanOrEqual(Math.max(...list) + room);
        }
      }),
    );
    expect(smoothed([0.5, 0.5, 0.5], 0.75)).toEqual([0.5, 0.5, 0.5]);
  });

  it("passes over what is no number", () => {
    expect(smoothed([2, NaN, 4, Infinity], 1)).toEqual([2, NaN, 3, Infinity]);
  });
});
