import { describe, expect, it } from "vitest";
import { inOneGo } from "../inspect/stepwise";
import { bootstrapIntervals } from "./bootstrap";
import { calibrationOf } from "./calibration";
import { evaluate, evaluateCounts } from "./evaluation";
import { joinedIntervals, wilsonIntervals } from "./intervals";
import { reportBlock } from "./report-block";
import { scoredRows, usefulSplit } from "./testing/splits";

describe("reportBlock", () => {
  it("has the names of the report, as plain values", () => {
    const { scores, y, counts } = usefulSplit(500, 50);
    const evaluation = evaluateCounts(counts, 0.5);
    const intervals = joinedIntervals(wilsonIntervals(evaluation.confusion), inOneGo(bootstrapIntervals(counts, evaluation, { seed: 1 })));
    const block = reportBlock(evaluation, counts, intervals);
    expect(JSON.parse(JSON.stringify(block))).toEqual(block);
    expect(block).toMatchObject({ specificity: evaluation.specificity, f2: evaluation.f2, kappa: evaluation.cohenKappa });
    expect(block.ece).toBe(calibrationOf(counts, "uniform")?.ece);
    expect(Object.keys(block.intervals)).toContain("kappa");
    expect(Object.keys(block.intervals)).not.toContain("cohenKappa");
    const [low, high] = block.intervals.accuracy ?? [NaN, NaN];
    expect(low).toBeLessThan(evaluation.accuracy);
    expect(high).toBeGreaterThan(evaluation.accuracy);
    const best = evaluate(scores, y, block.thresholds.bestF1 ?? NaN).f1 ?? NaN;
    for (const score of counts.scores) expect(evaluate(scores, y, score).f1 ?? 0).toBeLessThanOrEqual(best);
  });

  it("has null for what one class, or scores that are no numbers, leave undefined", () => {
    const { counts } = scoredRows([[0.3, 0], [0.2, 0]]);
    const evaluation = evaluateCounts(counts, 0.5);
    expect(reportBlock(evaluation, counts, wilsonIntervals(evaluation.confusion))).toMatchObject({
      f2: null, kappa: null, ece: 0.25, thresholds: { bestF1: null, youden: null },
    });
    const diverged = evaluate(Float64Array.of(NaN, 0.2), Uint8Array.of(1, 0), 0.5);
    expect(reportBlock(diverged, null, { intervals: {}, reasons: {} })).toMatchObject({ ece: null, mce: null, thresholds: { bestF1: null } });
  });
});
