import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rocAuc } from "./cumulative-counts";
import { curveOf, falsePositiveRates, precisions, truePositiveRates, type Curve, type CurveName } from "./curves";
import { decimated } from "./decimate";
import { operatingPoint } from "./operating-point";
import { countsOfCase, metricsParity } from "./testing/parity-metrics";
import { anySplit, scoredRows, usefulSplit, type ScoredRows } from "./testing/splits";

const { agreeAll, cases } = metricsParity(readFileSync(join(process.env["PARITY_DIR"] ?? "", "metrics.json"), "utf8"));

const NAMES = ["roc", "precision-recall", "gain", "lift"] as const satisfies readonly CurveName[];

function drawn(name: CurveName, { counts }: Pick<ScoredRows, "counts">, most?: number): Curve {
  const curve = curveOf(name, counts, most);
  if (curve.index === null) throw new Error(curve.reason);
  return curve;
}

function area({ x, y }: Curve): number {
  let sum = 0;
  for (let at = 1; at < x.length; at++) sum += ((x[at] ?? 0) - (x[at - 1] ?? 0)) * (((y[at] ?? 0) + (y[at - 1] ?? 0)) / 2);
  return sum;
}

describe("parity of curves with scikit-learn", () => {
  for (const item of cases) {
    const counts = countsOfCase(item);
    it(`${item.name}: ROC curve`, () => {
      expect(agreeAll(falsePositiveRates(counts), item.rocCurve.fpr)).toBe(true);
      expect(agreeAll(truePositiveRates(counts), item.rocCurve.tpr)).toBe(true);
      expect([...counts.scores]).toEqual(item.rocCurve.thresholds.slice(1));
    });
    it(`${item.name}: precision-recall curve`, () => {
      const { precision, recall, thresholds } = item.precisionRecallCurve;
      expect(agreeAll(precisions(counts).reverse(), precision)).toBe(true);
      expect(agreeAll(truePositiveRates(counts)?.reverse() ?? null, recall)).toBe(true);
      expect([...counts.scores].reverse()).toEqual(thresholds);
    });
    it(`${item.name}: drawn whole when nothing need be left out`, () => {
      const curve = curveOf("roc", counts, Infinity);
      const undefinedHere = item.rocCurve.fpr === null || item.rocCurve.tpr === null;
      expect(curve.index === null).toBe(undefinedHere);
      if (curve.index === null) return;
      expect(agreeAll(curve.x, item.rocCurve.fpr)).toBe(true);
      expect(agreeAll(curve.y, item.rocCurve.tpr)).toBe(true);
      expect(curve.index[0]).toBe(-1);
    });
  }
});

describe("curveOf", () => {
  it("has at each point the counts that a hover over it tells", () => {
    fc.assert(
      fc.property(anySplit, fc.constantFrom(...NAMES), fc.integer({ min: 2, max: 30 }), ({ counts, y }, name, most) => {
        const curve = curveOf(name, counts, most);
        if (curve.index === null) {
          expect(curve.reason).toMatch(/no (positive|negative) row/);
          return;
        }
        expect(curve.index.length).toBeLessThanOrEqual(most);
        curve.index.forEach((index, at) => {
          const { tp, fp, tn, fn } = operatingPoint(counts, index).confusion;
          const called = tp + fp;
          const expected = {
            roc: [fp / (fp + tn), tp / (tp + fn)],
            "precision-recall": [tp / (tp + fn), called === 0 ? 1 : tp / called],
            gain: [called / y.length, tp / (tp + fn)],
            lift: [called / y.length, tp / called / (counts.positives / y.length)],
          }[name];
          expect(curve.x[at]).toBeCloseTo(expected[0] ?? NaN, 12);
          expect(curve.y[at]).toBeCloseTo(expected[1] ?? NaN, 9);
        });
      }),
    );
  });

  it("says which class is missing", () => {
    expect(curveOf("roc", scoredRows([[0.2, 1]]).counts)).toEqual({ index: null, reason: "The split has no negative row." });
    expect(curveOf("lift", scoredRows([[0.2, 0]]).counts)).toEqual({ index: null, reason: "The split has no positive row." });
    expect(curveOf("gain", scoredRows([[0.2, 1]]).counts).index).toEqual(Int32Array.of(-1, 0));
  });

  it.each(NAMES)("draws %s of many rows with a thousand points, both ends kept and the area hardly changed", (name) => {
    const split = usefulSplit(50_000, 1e7);
    const whole = drawn(name, split, Infinity);
    const few = drawn(name, split);
    expect(whole.index.length).toBeGreaterThan(40_000);
    expect(few.index.length).toBeLessThanOrEqual(1000);
    expect([few.index[0], few.index.at(-1)]).toEqual([whole.index[0], whole.index.at(-1)]);
    expect(Math.abs(area(few) - area(whole))).toBeLessThan(2e-3 * Math.max(1, area(whole)));
  });

  it("draws a ROC curve whose area is that of all points, with the corner that is furthest from chance", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 6000 }), fc.constantFrom(50, 3000, 1e9), (rows, distinct) => {
        const split = usefulSplit(rows, distinct);
        const curve = drawn("roc", split);
        expect(Math.abs(area(curve) - (rocAuc(split.counts) ?? NaN))).toBeLessThan(1e-3);
        const most = (x: Float64Array, y: Float64Array): number => y.reduce((best, value, at) => Math.max(best, value - (x[at] ?? 0)), 0);
        expect(most(curve.x, curve.y)).toBe(most(drawn("roc", split, Infinity).x, drawn("roc", split, Infinity).y));
      }),
      { numRuns: 10 },
    );
  });
});

describe("decimated", () => {
  it("keeps both ends, is ascending, and never has more points than asked for", () => {
    const values = fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { minLength: 2, maxLength: 300 });
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 80 }), (list, most) => {
        const kept = decimated(Float64Array.from(list, ([x]) => x / 20), Float64Array.from(list, ([, y]) => y / 20), most);
        expect(kept.length).toBeLessThanOrEqual(Math.max(most, 2));
        expect([kept[0], kept.at(-1)]).toEqual([0, list.length - 1]);
        expect([...new Set(kept)].toSorted((a, b) => a - b)).toEqual([...kept]);
      }),
    );
  });

  it("keeps every corner of a curve of few corners", () => {
    const corners = [0, 700, 1500, 4000, 5000];
    const heights = [0, 0.9, 0.1, 0.95, 1];
    const x = Float64Array.from({ length: 5001 }, (_, at) => at / 5000);
    const y = x.map((_, at) => {
      const next = corners.findIndex((corner) => corner >= at);
      if (next === 0) return 0;
      const [from = 0, to = 0] = [corners[next - 1], corners[next]];
      return (heights[next - 1] ?? 0) + (((heights[next] ?? 0) - (heights[next - 1] ?? 0)) * (at - from)) / (to - from);
    });
    const kept = decimated(x, y, 100);
    for (const corner of corners) expect(kept).toContain(corner);
    expect(kept.length).toBeLessThan(100);
  });
});
