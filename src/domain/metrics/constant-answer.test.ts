import { describe, expect, it } from "vitest";
import { constantAnswer } from "./constant-answer";

describe("a constant answer", () => {
  it("has the figures that follow from the share of positives alone", () => {
    const zero = constantAnswer(0, 200, 20);
    expect(zero.evaluation).toMatchObject({
      confusion: { tp: 0, fp: 0, tn: 180, fn: 20 },
      accuracy: 0.9,
      recall: 0,
      specificity: 1,
      precision: null,
      rocAuc: 0.5,
      averagePrecision: 0.1,
      brier: 0.1,
    });
    expect(zero.evaluation.logLoss).toBeCloseTo(0.1 * 52 * Math.LN2, 12);
    expect([zero.ks, zero.ece]).toEqual([0, 0.1]);
    const one = constantAnswer(1, 200, 20);
    expect(one.evaluation).toMatchObject({ confusion: { tp: 20, fp: 180, tn: 0, fn: 0 }, accuracy: 0.1, precision: 0.1, recall: 1, brier: 0.9 });
    expect(one.ece).toBeCloseTo(0.9, 15);
  });

  it("leaves undefined what needs a class that is absent, with the reason", () => {
    const { evaluation, ks } = constantAnswer(0, 5, 0);
    expect([evaluation.rocAuc, evaluation.recall, ks]).toEqual([null, null, null]);
    expect(evaluation.undefinedReasons.rocAuc).toBe("The split has no positive row.");
    expect(() => constantAnswer(1, 0, 0)).toThrow(RangeError);
  });
});
