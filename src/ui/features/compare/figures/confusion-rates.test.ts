import { describe, expect, it } from "vitest";
import { rateOf, rateText } from "./confusion-rates";

const COUNTS = { tp: 30, fp: 10, tn: 50, fn: 10 };

describe("rates of a confusion matrix", () => {
  it("is a share of the label's rows, of the answer's, or of all", () => {
    const of = (base: "row" | "column" | "all"): (number | null)[] => (["tp", "fp", "tn", "fn"] as const).map((cell) => rateOf(COUNTS, cell, base));
    expect(of("row")).toEqual([0.75, 10 / 60, 50 / 60, 0.25]);
    expect(of("column")).toEqual([0.75, 0.25, 50 / 60, 10 / 60]);
    expect(of("all")).toEqual([0.3, 0.1, 0.5, 0.1]);
  });

  it("is undefined where there is nothing to be a share of", () => {
    expect(rateOf({ tp: 0, fp: 0, tn: 5, fn: 0 }, "tp", "row")).toBeNull();
    expect(rateOf({ tp: 0, fp: 0, tn: 5, fn: 2 }, "fp", "column")).toBeNull();
    expect(rateText(null)).toBe("undefined");
  });

  it("never says 0 or 100 % of what is only near it", () => {
    expect([0, 1, 0.25].map(rateText)).toEqual(["0.00\u202f%", "100.00\u202f%", "25.00\u202f%"]);
    expect([1e-6, 1 - 1e-6].map(rateText)).toEqual(["< 0.01\u202f%", "> 99.99\u202f%"]);
  });
});
