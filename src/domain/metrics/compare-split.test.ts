import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inOneGo } from "../inspect/stepwise";
import { approximateSplit, buffersOf, compareSplit, type SplitComparison } from "./compare-split";
import { curveOf } from "./curves";
import { atThreshold, evaluateLogits } from "./evaluation";
import { logitHistogram } from "./logit-histogram";

const labelled = fc
  .array(fc.tuple(fc.oneof(fc.integer({ min: -4, max: 4 }), fc.float({ noNaN: true, min: -30, max: 30 })), fc.boolean()), { minLength: 1, maxLength: 60 })
  .map((rows) => ({ logits: Float32Array.from(rows, ([z]) => z), y: Uint8Array.from(rows, ([, one]) => Number(one)) }));

function compared(logits: Float32Array, y: Uint8Array, threshold = 0.5): SplitComparison {
  const comparison = inOneGo(compareSplit(logits, y, threshold));
  if (comparison === null) throw new Error("A logit is not a number.");
  return comparison;
}

describe("compareSplit", () => {
  it("agrees with the evaluation of the logits at any threshold, the one it was made for or another", () => {
    fc.assert(
      fc.property(labelled, fc.double({ min: 0, max: 1, noNaN: true }), ({ logits, y }, threshold) => {
        const { evaluation, counts } = compared(logits, y, 0.3);
        for (const [made, at] of [[evaluation, 0.3], [atThreshold(evaluation, counts, threshold), threshold]] as const) {
          const { logLoss, brier, ...direct } = evaluateLogits(logits, y, at);
          expect(made).toMatchObject(direct);
          expect(made.logLoss).toBeCloseTo(logLoss ?? NaN, 10);
          expect(made.brier).toBeCloseTo(brier ?? NaN, 12);
        }
      }),
    );
  });

  it("has the histogram of the logits, and says that it is exact", () => {
    const logits = Float32Array.of(-3, 0, 2, 40);
    const y = Uint8Array.of(0, 0, 1, 1);
    const { exact, histogram, ks, rows, positives, calibration } = compared(logits, y);
    expect([exact, rows, positives, ks]).toEqual([true, 4, 2, 1]);
    expect(histogram).toEqual(logitHistogram(logits, y));
    expect([calibration.uniform.bins.length, calibration.quantile.bins.length]).toEqual([10, 10]);
  });

  it("brings the curves along, where they take long to make", () => {
    const { counts, curves, histogram } = compared(Float32Array.of(-3, 0, 2, 40), Uint8Array.of(0, 1, 0, 1));
    for (const name of ["roc", "precision-recall", "gain", "lift"] as const) expect(curves?.[name]).toEqual(curveOf(name, counts));
    expect(approximateSplit(histogram, 0.5)?.curves).toBeNull();
  });

  it("can be moved to another thread whole", () => {
    const comparison = compared(Float32Array.of(-3, 0, 2), Uint8Array.of(0, 1, 1));
    const copy = structuredClone(comparison);
    const moved = structuredClone(comparison, { transfer: buffersOf(comparison) });
    expect(moved).toEqual(copy);
    expect(comparison.counts.scores).toHaveLength(0);
  });

  it("has nothing to say of logits that are not numbers, and refuses what does not belong together", () => {
    expect(inOneGo(compareSplit(Float32Array.of(1, NaN), Uint8Array.of(0, 1), 0.5))).toBeNull();
    expect(() => compared(new Float32Array(2), new Uint8Array(3))).toThrow(RangeError);
    expect(() => compared(new Float32Array(), new Uint8Array())).toThrow(RangeError);
  });
});

describe("approximateSplit", () => {
  it("is exact at a threshold of one half, near elsewhere, and says that it is not exact", () => {
    const logits = Float32Array.from({ length: 2000 }, (_, i) => 6 * Math.sin(i) + (i % 3 === 0 ? 2 : -1));
    const y = Uint8Array.from({ length: 2000 }, (_, i) => Number(i % 3 === 0));
    const near = approximateSplit(logitHistogram(logits, y), 0.5);
    const exact = compared(logits, y);
    expect(near?.exact).toBe(false);
    expect(near?.evaluation.confusion).toEqual(exact.evaluation.confusion);
    expect(near?.evaluation.rocAuc).toBeCloseTo(exact.evaluation.rocAuc ?? NaN, 3);
    expect(near?.evaluation.logLoss).toBeCloseTo(exact.evaluation.logLoss ?? NaN, 2);
  });

  it("is null without a logit", () => {
    expect(approximateSplit(logitHistogram(Float32Array.of(NaN), Uint8Array.of(1)), 0.5)).toBeNull();
  });
});
