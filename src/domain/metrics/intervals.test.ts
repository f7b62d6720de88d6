import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inOneGo } from "../inspect/stepwise";
import { BOOTSTRAP_METRICS, bootstrapIntervals } from "./bootstrap";
import { evaluateCounts } from "./evaluation";
import { joinedIntervals, wilsonIntervals, type MetricIntervals } from "./intervals";
import { anySplit, scoredRows, usefulSplit } from "./testing/splits";
import type { CumulativeCounts } from "./cumulative-counts";

function bootstrap(counts: CumulativeCounts, seed = 1, resamples = 100, threshold = 0.5): MetricIntervals {
  return inOneGo(bootstrapIntervals(counts, evaluateCounts(counts, threshold), { seed, resamples }));
}

describe("wilsonIntervals", () => {
  it("contain the metric, or say why there is none", () => {
    fc.assert(
      fc.property(anySplit, ({ counts }) => {
        const evaluation = evaluateCounts(counts, 0.5);
        const { intervals, reasons } = wilsonIntervals(evaluation.confusion);
        for (const metric of ["accuracy", "precision", "recall", "specificity"] as const) {
          const value = evaluation[metric];
          if (value === null) expect(reasons[metric]).toBe(evaluation.undefinedReasons[metric]);
          else {
            expect(intervals[metric]?.low).toBeLessThanOrEqual(value);
            expect(intervals[metric]?.high).toBeGreaterThanOrEqual(value);
          }
        }
      }),
    );
  });
});

describe("bootstrapIntervals", () => {
  it("contain the estimate; a metric has either an interval or a reason", () => {
    fc.assert(
      fc.property(anySplit, fc.nat(), ({ counts }, seed) => {
        const evaluation = evaluateCounts(counts, 0.5);
        const { intervals, reasons } = bootstrap(counts, seed, 40);
        for (const metric of BOOTSTRAP_METRICS) {
          const interval = intervals[metric];
          expect(interval === undefined).toBe(reasons[metric] !== undefined);
          if (interval === undefined) continue;
          expect(interval.low).toBeLessThanOrEqual(evaluation[metric] ?? NaN);
          expect(interval.high).toBeGreaterThanOrEqual(evaluation[metric] ?? NaN);
        }
      }),
    );
  });

  it.each([["tied", 40], ["distinct", 1e9]])("are those of drawing rows again and evaluating them from the start: scores %s", (_, distinct) => {
    const { scores, y, counts } = usefulSplit(600, distinct);
    const { intervals } = bootstrap(counts, 3, 600);
    const values = { f1: [] as number[], rocAuc: [] as number[], logLoss: [] as number[], averagePrecision: [] as number[] };
    let state = 7;
    for (let resample = 0; resample < 600; resample++) {
      const rows = Array.from(y, () => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return Math.floor((state / 2 ** 32) * y.length);
      });
      const drawn = evaluateCounts(scoredRows(rows.map((row) => [scores[row] ?? NaN, y[row] ?? 0] as const)).counts, 0.5);
      for (const metric of ["f1", "rocAuc", "logLoss", "averagePrecision"] as const) values[metric].push(drawn[metric] ?? NaN);
    }
    for (const metric of ["f1", "rocAuc", "logLoss", "averagePrecision"] as const) {
      const sorted = values[metric].toSorted((a, b) => a - b);
      const [low = NaN, high = NaN] = [sorted[15], sorted[584]];
      const width = high - low;
      expect(Math.abs((intervals[metric]?.low ?? NaN) - low), metric).toBeLessThan(0.15 * width);
      expect(Math.abs((intervals[metric]?.high ?? NaN) - high), metric).toBeLessThan(0.15 * width);
    }
  });

  it("have the width that is known for a plain mean, with few rows and with many, tied or not", () => {
    for (const [rows, distinct] of [[400, 1e9], [40_000, 1e9], [40_000, 20]] as const) {
      const { scores, y, counts } = usefulSplit(rows, distinct);
      const squares = scores.map((score, row) => (score - (y[row] ?? 0)) ** 2);
      const mean = squares.reduce((sum, square) => sum + square, 0) / rows;
      const variance = squares.reduce((sum, square) => sum + (square - mean) ** 2, 0) / rows;
      const { low, high } = bootstrap(counts, 5, 400).intervals.brier ?? { low: NaN, high: NaN };
      expect((high - low) / (2 * 1.96 * Math.sqrt(variance / rows))).toBeGreaterThan(0.85);
      expect((high - low) / (2 * 1.96 * Math.sqrt(variance / rows))).toBeLessThan(1.15);
    }
  });

  it("are the same for the same seed, and others for another", () => {
    const { counts } = usefulSplit(2000, 100);
    expect(bootstrap(counts, 11)).toEqual(bootstrap(counts, 11));
    expect(bootstrap(counts, 11)).not.toEqual(bootstrap(counts, 12));
  });

  it("say why there are none: undefined, one row, or too few rows of a kind", () => {
    expect(bootstrap(scoredRows([[0.7, 1]]).counts).reasons).toMatchObject({
      brier: "One row cannot be resampled.",
      rocAuc: "The split has no negative row.",
    });
    const rare = scoredRows(Array.from({ length: 50 }, (_, row) => [row / 50, row === 49 ? 1 : 0] as const)).counts;
    const { reasons, intervals } = bootstrap(rare);
    expect(reasons.rocAuc).toMatch(/^In \d\d\u202f% of the resamples it is undefined: too few rows of a kind/);
    expect(intervals.brier).toBeDefined();
  });

  it("come in steps that say how far they are", () => {
    const { counts } = usefulSplit(100, 10);
    const shares = [...bootstrapIntervals(counts, evaluateCounts(counts, 0.5), { seed: 1, resamples: 4 })];
    expect(shares).toHaveLength(5);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect([Math.min(...shares) > 0, shares.at(-1)]).toEqual([true, 1]);
  });
});

describe("joinedIntervals", () => {
  it("have all of a split's intervals", () => {
    const { counts } = usefulSplit(300, 30);
    const { intervals } = joinedIntervals(wilsonIntervals(evaluateCounts(counts, 0.5).confusion), bootstrap(counts));
    expect(Object.keys(intervals)).toHaveLength(13);
  });
});
