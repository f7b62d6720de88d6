import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAlwaysZero, resolveLoss } from "./loss";

describe("what a loss leaves to the data", () => {
  it("is the balanced weight: with it positive rows weigh as much in all as negative ones", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: 1_000_000 }), (positives, negatives) => {
        const loss = resolveLoss({ type: "bce", positiveWeight: "balanced" }, { rows: positives + negatives, positives });
        expect(loss.type === "bce" ? (loss.positiveWeight * positives) / negatives : NaN).toBeCloseTo(1, 12);
      }),
    );
  });

  it("is nothing where the rows are of one class, or none", () => {
    for (const rows of [{ rows: 5, positives: 0 }, { rows: 5, positives: 5 }, { rows: 0, positives: 0 }]) {
      expect(resolveLoss({ type: "bce", positiveWeight: "balanced" }, rows)).toEqual({ type: "bce", positiveWeight: 1 });
    }
  });

  it("is the weight 1 where none is given, and no other number", () => {
    const rows = { rows: 10, positives: 2 };
    expect(resolveLoss({ type: "bce" }, rows)).toEqual({ type: "bce", positiveWeight: 1 });
    expect(resolveLoss({ type: "bce", positiveWeight: 7 }, rows)).toEqual({ type: "bce", positiveWeight: 7 });
    const focal = { type: "focal", gamma: 2, alpha: 0.25 } as const;
    expect(resolveLoss(focal, rows)).toEqual(focal);
  });

  it("is always zero for cross-entropy over one output alone", () => {
    expect(isAlwaysZero({ type: "cross-entropy-single-output" })).toBe(true);
    expect([isAlwaysZero({ type: "bce" }), isAlwaysZero({ type: "focal" })]).toEqual([false, false]);
  });
});
