import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calibrationOf } from "./calibration";
import { countsOfCase, metricsParity } from "./testing/parity-metrics";
import { anySplit, scoredRows } from "./testing/splits";

const { agrees, agreeAll, cases } = metricsParity(readFileSync(join(process.env["PARITY_DIR"] ?? "", "metrics.json"), "utf8"));

describe("parity of calibration with scikit-learn", () => {
  for (const item of cases) {
    for (const strategy of ["uniform", "quantile"] as const) {
      it(`${item.name}, ${strategy} bins`, () => {
        const expected = item.calibration[strategy];
        const actual = calibrationOf(countsOfCase(item), strategy);
        expect(agreeAll(actual?.edges ?? null, expected.edges)).toBe(true);
        expect(actual?.bins.map(({ count }) => count)).toEqual(expected.bins.map(({ count }) => count));
        expected.bins.forEach((bin, at) => {
          expect(agrees(actual?.bins[at]?.meanScore ?? null, bin.meanScore)).toBe(true);
          expect(agrees(actual?.bins[at]?.fractionPositive ?? null, bin.fractionPositive)).toBe(true);
        });
        expect(agrees(actual?.ece ?? null, expected.ece)).toBe(true);
        expect(agrees(actual?.mce ?? null, expected.mce)).toBe(true);
      });
    }
  }
});

describe("calibrationOf", () => {
  it("puts every row into one bin, with its score within the bin's edges", () => {
    fc.assert(
      fc.property(anySplit, fc.constantFrom("uniform", "quantile"), fc.integer({ min: 1, max: 20 }), ({ counts, y }, strategy, bins) => {
        const result = calibrationOf(counts, strategy, bins);
        expect(result?.bins).toHaveLength(bins);
        expect(result?.bins.reduce((sum, { count }) => sum + count, 0)).toBe(y.length);
        expect(result?.bins.reduce((sum, { positives }) => sum + positives, 0)).toBe(counts.positives);
        result?.bins.forEach(({ meanScore, fractionPositive, interval }, bin) => {
          if (meanScore === null || fractionPositive === null) return;
          expect(meanScore).toBeGreaterThanOrEqual((result.edges[bin] ?? NaN) - 1e-12);
          expect(meanScore).toBeLessThanOrEqual((result.edges[bin + 1] ?? NaN) + 1e-12);
          expect(interval?.low).toBeLessThanOrEqual(fractionPositive);
          expect(interval?.high).toBeGreaterThanOrEqual(fractionPositive);
        });
        expect(result?.ece).toBeLessThanOrEqual((result?.mce ?? NaN) + 1e-12);
      }),
    );
  });

  it("is undefined without rows", () => expect(calibrationOf(scoredRows([]).counts, "quantile")).toBeNull());
});
