import { describe, expect, it } from "vitest";
import { inOneGo } from "../inspect/stepwise";
import { evaluateLogits } from "./evaluation";
import { finalFigures } from "./final-figures";
import { wilsonIntervals, type MetricIntervals } from "./intervals";
import { intervalsOfLogits } from "./logit-intervals";
import { blockReasons, reportBlock } from "./report-block";

const LOGITS = Float32Array.from({ length: 500 }, (_, i) => 2 * Math.sin(i) + (i % 9 === 0 ? 1.5 : -1));
const Y = Uint8Array.from(LOGITS, (_, i) => Number(i % 9 === 0));

function intervalsOf(logits: Float32Array, y: Uint8Array): MetricIntervals {
  const intervals = inOneGo(intervalsOfLogits(logits, y, 0.5, { seed: 1 }));
  if (intervals === null) throw new Error("A logit is not a number.");
  return intervals;
}

describe("finalFigures", () => {
  it("has the metrics of the evaluation, and the thresholds at which F1 and recall + specificity are largest", () => {
    const { evaluation, ofScores } = finalFigures(LOGITS, Y, 0.3);
    const { logLoss, brier, ...direct } = evaluateLogits(LOGITS, Y, 0.3);
    expect(evaluation).toMatchObject(direct);
    expect(evaluation.logLoss).toBeCloseTo(logLoss ?? NaN, 12);
    expect(evaluation.brier).toBeCloseTo(brier ?? NaN, 12);
    const best = evaluateLogits(LOGITS, Y, ofScores.bestF1 ?? NaN).f1 ?? NaN;
    const youden = evaluateLogits(LOGITS, Y, ofScores.youden ?? NaN).balancedAccuracy ?? NaN;
    for (let threshold = 0; threshold < 1; threshold += 0.01) {
      const at = evaluateLogits(LOGITS, Y, threshold);
      expect(at.f1).toBeLessThanOrEqual(best);
      expect(at.balancedAccuracy).toBeLessThanOrEqual(youden + 1e-15);
    }
    expect(ofScores.undefinedReasons).toEqual({});
  });

  it("has a threshold below 0 where even a score of 0 is called positive", () => {
    const { ofScores } = finalFigures(Float32Array.of(-Infinity, -Infinity), Uint8Array.of(1, 1), 0.5);
    expect(ofScores.bestF1).toBe(-1);
  });

  it("still counts what is called positive where logits are not numbers, and says why there is no more", () => {
    const { evaluation, ofScores } = finalFigures(Float32Array.of(NaN, 2), Uint8Array.of(1, 1), 0.5);
    expect(evaluation).toMatchObject({ recall: 0.5, logLoss: null });
    expect(ofScores).toMatchObject({ ece: null, mce: null, bestF1: null, youden: null });
    expect(Object.keys(ofScores.undefinedReasons)).toEqual(["ece", "mce", "bestF1", "youden"]);
  });
});

describe("reportBlock", () => {
  it("has the names of the report, as plain values, each interval around its metric", () => {
    const figures = finalFigures(LOGITS, Y, 0.5);
    const { evaluation, ofScores } = figures;
    const block = reportBlock(figures, intervalsOf(LOGITS, Y));
    expect(JSON.parse(JSON.stringify(block))).toEqual(block);
    expect(block).toMatchObject({ specificity: evaluation.specificity, f2: evaluation.f2, kappa: evaluation.cohenKappa, ece: ofScores.ece });
    const { kappa, ...others } = block.intervals;
    expect(Object.keys(others)).toHaveLength(12);
    expect(others).not.toHaveProperty("cohenKappa");
    const around: Record<string, unknown> = { ...others, cohenKappa: kappa };
    for (const [metric, interval] of Object.entries(around)) {
      const [low, high] = interval as [number, number];
      expect(low, metric).toBeLessThanOrEqual(evaluation[metric as "f1"] ?? NaN);
      expect(high, metric).toBeGreaterThanOrEqual(evaluation[metric as "f1"] ?? NaN);
    }
    expect(blockReasons(figures, intervalsOf(LOGITS, Y))).toEqual({ undefined: {}, noInterval: {} });
  });

  it("has null for what one class leaves undefined, with a reason by its own name", () => {
    const figures = finalFigures(Float32Array.of(-1, -2), Uint8Array.of(0, 0), 0.5);
    const intervals = wilsonIntervals(figures.evaluation.confusion);
    expect(reportBlock(figures, intervals)).toMatchObject({ f2: null, kappa: null, specificity: 1, thresholds: { bestF1: null, youden: null } });
    const { undefined: reasons, noInterval } = blockReasons(figures, intervals);
    for (const name of ["f2", "kappa", "cohenKappa", "thresholds.bestF1", "thresholds.youden"]) expect(reasons[name]).toBeDefined();
    expect(reasons["ece"]).toBeUndefined();
    expect(noInterval).toEqual({});
  });

  it("says why a metric that is defined has no interval", () => {
    const rare = Uint8Array.from({ length: 50 }, (_, row) => Number(row === 0));
    const logits = Float32Array.from(rare, (_, row) => Math.sin(row));
    const { noInterval } = blockReasons(finalFigures(logits, rare, 0.5), intervalsOf(logits, rare));
    expect(noInterval["rocAuc"]).toContain("of the resamples it is undefined");
    expect(noInterval["brier"]).toBeUndefined();
  });
});
