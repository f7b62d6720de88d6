import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cumulativeCounts } from "./cumulative-counts";
import { evaluate } from "./evaluation";
import { confusionAt, lastAbove, operatingPoint } from "./operating-point";
import { countsOfCase, metricsParity } from "./testing/parity-metrics";
import { anySplit, scoredRows, type ScoredRows } from "./testing/splits";
import { chooseThreshold, type ThresholdChoice, type ThresholdRule } from "./thresholds";

const { agrees, cases } = metricsParity(readFileSync(join(process.env["PARITY_DIR"] ?? "", "metrics.json"), "utf8"));

const RULES: readonly ThresholdRule[] = [
  { type: "fixed", threshold: 0.5 },
  { type: "best-f1" },
  { type: "youden" },
  { type: "recall", atLeast: 0.7 },
  { type: "precision", atLeast: 0.6 },
  { type: "alerts", atMost: 40, eventsPerDay: 100 },
  { type: "cost", missed: 10, falseAlarm: 3 },
];

describe("parity of thresholds with scikit-learn", () => {
  for (const item of cases) {
    const counts = countsOfCase(item);
    it(`${item.name}: counts at the thresholds of the file`, () => {
      for (const { threshold, confusion } of item.atThreshold) expect(confusionAt(counts, threshold)).toEqual(confusion);
    });
    for (const [type, expected] of [["best-f1", item.bestF1], ["youden", item.youden]] as const) {
      it(`${item.name}: ${type}`, () => {
        const chosen = chooseThreshold({ type }, counts);
        if (expected === null || chosen.threshold === null) {
          expect(expected).toBeNull();
          expect(chosen).toMatchObject({ threshold: null, reason: expect.stringContaining("has no") as string });
          return;
        }
        const { fromIncluded, toExcluded } = expected.sameAsGreaterThan;
        expect(agrees(chosen.value, expected.value)).toBe(true);
        expect(counts.scores[chosen.index]).toBe(expected.threshold);
        expect(expected.threshold).toBe(Math.max(...expected.tiedThresholds));
        expect(chosen.threshold).toBeGreaterThanOrEqual(fromIncluded ?? -Infinity);
        expect(chosen.threshold).toBeLessThan(toExcluded);
        expect(chosen.confusion).toEqual(expected.confusion);
      });
    }
  }
});

/** What a rule is after, smaller being better, worked out row by row; null where a threshold does not meet it. */
function wanted(rule: ThresholdRule, { scores, y }: ScoredRows, threshold: number): number | null {
  const { confusion: { tp, fp, tn, fn }, f1, recall, specificity, precision, rows } = evaluate(scores, y, threshold);
  switch (rule.type) {
    case "fixed":
      return threshold === rule.threshold ? 0 : null;
    case "best-f1":
      return tp + fn === 0 ? null : -(f1 ?? 0);
    case "youden":
      return recall === null || specificity === null ? null : -(tp * (fp + tn) - fp * (tp + fn));
    case "recall":
      return recall !== null && recall >= rule.atLeast ? -threshold : null;
    case "precision":
      return precision !== null && tp + fn > 0 && precision >= rule.atLeast ? -tp : null;
    case "alerts":
      return ((tp + fp) / rows) * rule.eventsPerDay <= rule.atMost ? threshold : null;
    case "cost":
      return rule.missed * fn + rule.falseAlarm * fp;
  }
}

describe("chooseThreshold", () => {
  it("gives with score > threshold the counts that it says, for every rule and split", () => {
    fc.assert(
      fc.property(anySplit, fc.constantFrom(...RULES), ({ scores, y, counts }, rule) => {
        const chosen = chooseThreshold(rule, counts);
        if (chosen.threshold === null) {
          expect(chosen.reason).not.toBe("");
          return;
        }
        expect(evaluate(scores, y, chosen.threshold).confusion).toEqual(chosen.confusion);
        expect(lastAbove(counts, chosen.threshold)).toBe(chosen.index);
      }),
    );
  });

  it("finds what trying every score finds, the highest of equally good ones", () => {
    const searched = RULES.filter(({ type }) => type !== "fixed");
    fc.assert(
      fc.property(anySplit, fc.constantFrom(...searched), (split, rule) => {
        const { counts } = split;
        const first = rule.type === "cost" ? -1 : 0;
        let best: number | null = null;
        let least = Infinity;
        for (let index = first; index < counts.scores.length; index++) {
          const value = wanted(rule, split, operatingPoint(counts, index).threshold);
          if (value !== null && value < least) {
            best = index;
            least = value;
          }
        }
        const chosen = chooseThreshold(rule, counts);
        expect(chosen.threshold === null ? null : chosen.index).toBe(best);
      }),
    );
  });

  it("says in words why nothing meets a rule", () => {
    const { counts } = scoredRows([[0.9, 0], [0.9, 0], [0.4, 1], [0.2, 0]]);
    expect(chooseThreshold({ type: "precision", atLeast: 0.9 }, counts)).toEqual({
      threshold: null,
      reason: "No threshold has a precision of 90.0\u202f%: the best of them has 33.3\u202f%.",
    });
    expect(chooseThreshold({ type: "alerts", atMost: 10, eventsPerDay: 100 }, counts)).toEqual({
      threshold: null,
      reason: "The rows of the highest score alone would give 50 alerts a day, more than 10.",
    });
    const negative = scoredRows([[0.1, 0]]).counts;
    for (const rule of RULES.slice(1, 5)) {
      expect(chooseThreshold(rule, negative)).toEqual({ threshold: null, reason: "The split has no positive row." });
    }
    expect(chooseThreshold({ type: "youden" }, scoredRows([[0.1, 1]]).counts)).toMatchObject({ reason: "The split has no negative row." });
    expect(chooseThreshold({ type: "best-f1" }, scoredRows([]).counts)).toMatchObject({ reason: "The split has no rows." });
    expect(chooseThreshold({ type: "recall", atLeast: 1.2 }, counts)).toMatchObject({ reason: "Recall cannot be above 100 %." });
  });

  it("calls no row positive where every false alarm costs more than all misses", () => {
    const { counts } = scoredRows([[0.9, 0], [0.4, 1]]);
    expect(chooseThreshold({ type: "cost", missed: 1, falseAlarm: 5 }, counts)).toEqual({
      index: -1, threshold: 0.95, value: 1, confusion: { tp: 0, fp: 0, tn: 1, fn: 1 },
    });
  });

  it("is exact at the size of the reference data with heavy ties, where sums of products are large", () => {
    const n = 763_144;
    const scores = Float64Array.from({ length: n }, (_, row) => ((row * 37) % 64) / 64);
    const y = Uint8Array.from(scores, (score, row) => (row % 97 < 60 * score * score ? 1 : 0));
    const counts = cumulativeCounts(scores, y);
    const tries = [...counts.scores].map((_, index) => confusionAt(counts, operatingPoint(counts, index).threshold));
    const j = tries.map(({ tp, fp, tn, fn }) => BigInt(tp) * BigInt(fp + tn) - BigInt(fp) * BigInt(tp + fn));
    const most = j.reduce((best, value) => (value > best ? value : best));
    expect(chooseThreshold({ type: "youden" }, counts)).toMatchObject({ index: j.indexOf(most) });
    const f1 = tries.map(({ tp, fp, fn }) => (2 * tp) / (2 * tp + fp + fn));
    expect(chooseThreshold({ type: "best-f1" }, counts)).toMatchObject({ index: f1.indexOf(Math.max(...f1)), value: Math.max(...f1) });
    for (const index of [0, 20, 63]) {
      const called = scores.reduce((sum, score) => sum + (score >= (counts.scores[index] ?? NaN) ? 1 : 0), 0);
      expect((tries[index]?.tp ?? NaN) + (tries[index]?.fp ?? NaN)).toBe(called);
    }
  });

  it("refuses numbers that make no sense", () => {
    const { counts } = scoredRows([[0.9, 1]]);
    expect(() => chooseThreshold({ type: "recall", atLeast: NaN }, counts)).toThrow(RangeError);
    expect(() => chooseThreshold({ type: "cost", missed: -1, falseAlarm: 1 }, counts)).toThrow("not negative");
  });
});

describe("operatingPoint", () => {
  it("has thresholds of few digits between far scores, and right ones between neighbouring numbers", () => {
    expect(operatingPoint(scoredRows([[0.3843887448310852, 1], [0.3793796896934509, 0]]).counts, 0).threshold).toBe(0.38);
    const above = 0.5 + 2 ** -53;
    expect(operatingPoint(scoredRows([[above, 1], [0.5, 0]]).counts, 0).threshold).toBe(0.5);
    expect(operatingPoint(scoredRows([[0, 1]]).counts, 0).threshold).toBe(-1);
    expect(operatingPoint(scoredRows([[5e-324, 1]]).counts, 0).threshold).toBe(0);
    expect(operatingPoint(scoredRows([[1, 1]]).counts, -1).threshold).toBe(1);
  });

  it("moves every count one way as the threshold rises", () => {
    const pair = fc.tuple(fc.double({ min: -1, max: 2, noNaN: true }), fc.double({ min: -1, max: 2, noNaN: true }));
    fc.assert(
      fc.property(anySplit, pair, ({ counts }, [a, b]) => {
        const low = confusionAt(counts, Math.min(a, b));
        const high = confusionAt(counts, Math.max(a, b));
        expect(high.tp).toBeLessThanOrEqual(low.tp);
        expect(high.fp).toBeLessThanOrEqual(low.fp);
        expect(high.tn).toBeGreaterThanOrEqual(low.tn);
        expect(high.fn).toBeGreaterThanOrEqual(low.fn);
      }),
    );
  });

  it("asks for less as recall, precision and budget ask for less", () => {
    const index = (rule: ThresholdRule, { counts }: ScoredRows): number => {
      const chosen = chooseThreshold(rule, counts);
      return chosen.threshold === null ? NaN : (chosen satisfies ThresholdChoice).index;
    };
    fc.assert(
      fc.property(anySplit, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (split, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        const at = (make: (share: number) => ThresholdRule): boolean => index(make(less), split) > index(make(more), split);
        expect(at((atLeast) => ({ type: "recall", atLeast }))).toBe(false);
        expect(at((share) => ({ type: "alerts", atMost: 100 * share, eventsPerDay: 100 }))).toBe(false);
        expect(index({ type: "precision", atLeast: less }, split) < index({ type: "precision", atLeast: more }, split)).toBe(false);
      }),
    );
  });
});
