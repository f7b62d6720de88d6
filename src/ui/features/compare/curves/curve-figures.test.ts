import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Comparison } from "../../../../domain/examiner";
import { inOneGo } from "../../../../domain/inspect/stepwise";
import { approximateSplit, compareSplit, type SplitComparison } from "../../../../domain/metrics/compare-split";
import type { Curve, CurveName } from "../../../../domain/metrics/curves";
import { perSplit } from "../../../../domain/split";
import { curveIn, curveStops, curveSummary, curveTable, pathOf, placeOf, readingsAtThreshold, thresholdAtStop } from "./curve-figures";
import { confusionText, formatRate } from "./threshold-text";

function compared(logits: readonly number[], y: readonly number[]): SplitComparison {
  const comparison = inOneGo(compareSplit(Float32Array.from(logits), Uint8Array.from(y), 0.5));
  if (comparison === null) throw new Error("A logit is not a number.");
  return comparison;
}

function drawn(comparison: SplitComparison, name: CurveName): Curve {
  const curve = curveIn(comparison, name);
  if (curve.index === null) throw new Error(curve.reason);
  return curve;
}

const NAMES = ["roc", "precision-recall", "gain", "lift"] as const;
const TIED = compared([2, 2, 1, 1, 1, -1, -1, -2], [1, 0, 1, 0, 0, 0, 1, 0]);
const NO_POSITIVE = compared([1, 2, 3], [0, 0, 0]);

describe("placeOf", () => {
  it("is where the curve itself has the point, to the last bit", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: -5, max: 5 }), fc.boolean()), { minLength: 2, maxLength: 40 }), (rows) => {
        const split = compared(rows.map(([logit]) => logit), rows.map(([, one]) => Number(one)));
        for (const name of NAMES) {
          const curve = curveIn(split, name);
          if (curve.index === null) {
            expect(placeOf(name, split.counts, 0)).toBeNull();
            continue;
          }
          curve.index.forEach((index, at) => {
            expect(placeOf(name, split.counts, index)).toEqual({ x: curve.x[at], y: curve.y[at] });
          });
        }
      }),
    );
  });

  it("has no lift where no row is called", () => {
    expect(placeOf("lift", TIED.counts, -1)).toBeNull();
    expect(placeOf("precision-recall", TIED.counts, -1)).toEqual({ x: 0, y: 1 });
  });
});

describe("pathOf", () => {
  it("lets precision drop before recall goes on, so that the area is average precision", () => {
    const path = pathOf("precision-recall", drawn(TIED, "precision-recall"));
    const area = path.slice(1).reduce((sum, point, at) => sum + (point.x - path[at]!.x) * point.y, 0);
    expect(area).toBeCloseTo(TIED.evaluation.averagePrecision ?? NaN, 12);
    for (const [at, point] of path.entries()) if (at > 0 && point.x !== path[at - 1]!.x) expect(point.y).toBe(path[at - 1]!.y);
  });

  it("draws straight lines across what decimation left out", () => {
    const curve: Curve = { x: Float64Array.of(0, 0.5, 1), y: Float64Array.of(1, 0.8, 0.6), index: Int32Array.of(-1, 40, 90) };
    expect(pathOf("precision-recall", curve)).toEqual([{ x: 0, y: 1 }, { x: 0.5, y: 0.8 }, { x: 1, y: 0.6 }]);
  });

  it("has lift times x go straight within tied scores", () => {
    const path = pathOf("lift", drawn(TIED, "lift"));
    const gain = (x: number): number => {
      const at = path.find((point) => Math.abs(point.x - x) < 1e-12);
      return (at?.y ?? NaN) * x;
    };
    // From a share of 2/8 to 5/8 of the rows, all of one score.
    expect(gain(0.25 + 0.375 / 2)).toBeCloseTo((gain(0.25) + gain(0.625)) / 2, 12);
  });
});

describe("the stops of a curve", () => {
  const splits: Comparison = { train: TIED, validation: compared([3, 0, -1], [1, 0, 1]), test: NO_POSITIVE };

  it("go by x over all splits that have the curve, and stand for thresholds that cut just there", () => {
    const stops = curveStops("roc", splits);
    expect(stops.map(({ x }) => x)).toEqual(stops.map(({ x }) => x).sort((a, b) => a - b));
    expect(new Set(stops.map(({ split }) => split))).toEqual(new Set(["train", "validation"]));
    for (const stop of stops) {
      const own = readingsAtThreshold("roc", splits, thresholdAtStop(splits, stop)).find(({ key }) => key === stop.split);
      expect(own).toMatchObject({ x: stop.x, y: stop.y });
    }
  });

  it("read all splits at one threshold, one without a curve by its counts alone", () => {
    const readings = readingsAtThreshold("roc", splits, 0.5);
    expect(readings.map(({ value }) => value)).toEqual([
      `recall ${formatRate(2 / 3)} · TP 2 · FP 3 · TN 2 · FN 1`,
      "recall 0.5 · TP 1 · FP 0 · TN 1 · FN 1",
      "TP 0 · FP 3 · TN 0 · FN 0",
    ]);
    expect(readings[2]).not.toHaveProperty("y");
  });

  it("are the rows of the table, in its order", () => {
    const { rows } = curveTable("roc", splits);
    const stops = curveStops("roc", splits, ["train"]);
    stops.forEach((stop, at) => {
      const [split, threshold, x, y, tp, fp, tn, fn] = rows[at] as [string, number, number, number, number, number, number, number];
      expect([split, threshold, x, y]).toEqual(["Train", thresholdAtStop(splits, stop), stop.x, stop.y]);
      expect(readingsAtThreshold("roc", splits, threshold)[0]?.value).toContain(confusionText({ tp, fp, tn, fn }));
    });
  });

  it("are told of in a sentence, with what is missing", () => {
    expect(curveSummary("roc", splits)).toBe("ROC: recall over false-positive rate for every threshold. Test has none: The split has no positive row.");
  });
});

describe("curveIn", () => {
  it("takes the worker's curve, and makes one of a histogram once", () => {
    expect(curveIn(TIED, "roc")).toBe(TIED.curves?.roc);
    const near = approximateSplit(TIED.histogram, 0.5);
    if (near === null) throw new Error("The histogram is empty.");
    expect(curveIn(near, "roc")).toBe(curveIn(near, "roc"));
    expect(curveSummary("roc", perSplit(() => near))).toContain("approximately");
  });
});
