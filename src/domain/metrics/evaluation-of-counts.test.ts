import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cumulativeCounts, ksStatistic } from "./cumulative-counts";
import { atThreshold, evaluate, evaluateCounts } from "./evaluation";
import { scoresOf } from "./logistic";
import { measureSplit } from "./measure";
import { METRIC_NAMES, METRICS } from "./metric-list";
import { countsOfCase, metricsParity } from "./testing/parity-metrics";
import { anySplit, scoredRows } from "./testing/splits";

const { agrees, cases } = metricsParity(readFileSync(join(process.env["PARITY_DIR"] ?? "", "metrics.json"), "utf8"));

describe("evaluateCounts", () => {
  for (const item of cases) {
    it(`agrees with scikit-learn on ${item.name}`, () => {
      const counts = countsOfCase(item);
      const result = evaluateCounts(counts, 0.5);
      for (const metric of ["rocAuc", "averagePrecision", "logLoss", "brier"] as const) {
        expect(agrees(result[metric], item[metric]), metric).toBe(true);
      }
      expect(agrees(ksStatistic(counts), item.ksStatistic)).toBe(true);
    });
  }

  it("says the same as going over the rows, reasons included, and moves to another threshold as if evaluated there", () => {
    fc.assert(
      fc.property(anySplit, fc.double({ min: 0, max: 1, noNaN: true }), ({ scores, y, counts }, threshold) => {
        const rows = evaluate(scores, y, threshold);
        const result = evaluateCounts(counts, threshold);
        expect(result.confusion).toEqual(rows.confusion);
        expect(result.undefinedReasons).toEqual(rows.undefinedReasons);
        for (const metric of METRIC_NAMES) {
          if (rows[metric] === null) expect(result[metric]).toBeNull();
          else expect(result[metric]).toBeCloseTo(rows[metric], 12);
        }
        expect(atThreshold(evaluateCounts(counts, 0.5), counts, threshold)).toEqual(result);
      }),
    );
  });

  it("calls logits positive at one half exactly as the measurement of an epoch does, the smallest ones too", () => {
    const logits = Float32Array.of(1.401298464324817e-45, 1e-17, 0, -0, -1e-17, 1e-16, 3);
    const y = Uint8Array.of(1, 0, 1, 1, 0, 1, 1);
    const counts = cumulativeCounts(scoresOf(logits), y);
    for (const threshold of [0.5, 0.5 - 2 ** -54, 0.5 + 2 ** -53]) {
      const meter = measureSplit({ type: "bce", positiveWeight: 1 }, threshold);
      meter.add(logits, y, 0);
      expect(evaluateCounts(counts, threshold).confusion).toEqual(meter.result().confusion);
    }
  });

  it("refuses a split without rows", () => {
    expect(() => evaluateCounts(scoredRows([]).counts, 0.5)).toThrow(RangeError);
  });
});

describe("ksStatistic", () => {
  it("is the largest distance between recall and false-positive rate, the same under any increasing map of the scores", () => {
    fc.assert(
      fc.property(anySplit, ({ scores, y, counts }) => {
        const distances = [...counts.scores].map((_, i) => {
          const { positives, negatives, truePositives, falsePositives } = counts;
          return Math.abs((truePositives[i] ?? 0) / positives - (falsePositives[i] ?? 0) / negatives);
        });
        const expected = counts.positives * counts.negatives === 0 ? null : Math.max(...distances);
        if (expected === null) expect(ksStatistic(counts)).toBeNull();
        else expect(ksStatistic(counts)).toBeCloseTo(expected, 12);
        const mapped = scoredRows([...scores].map((score, row) => [Math.exp(2 * score), y[row] ?? 0] as const));
        // The map may round two neighbouring scores to one.
        if (mapped.counts.scores.length === counts.scores.length) expect(ksStatistic(mapped.counts)).toBe(ksStatistic(counts));
      }),
    );
  });
});

describe("the list of metrics", () => {
  it("has a title for each, and knows which are better when small", () => {
    expect(METRIC_NAMES).toHaveLength(13);
    expect(METRIC_NAMES.filter((metric) => METRICS[metric].better === "low")).toEqual(["logLoss", "brier"]);
  });
});
