import { describe, expect, it } from "vitest";
import { bestEpoch, evaluationDifference } from "./epoch-ranking";
import { evaluateCounts, type Evaluation } from "./evaluation";
import { scoredRows } from "./testing/splits";

function of(...rows: [score: number, label: number][]): Evaluation {
  return evaluateCounts(scoredRows(rows).counts, 0.5);
}

const POOR = of([0.4, 1], [0.6, 0], [0.2, 0]);
const GOOD = of([0.9, 1], [0.6, 0], [0.2, 0]);
const ONE_CLASS = of([0.4, 0]);

describe("bestEpoch", () => {
  it("is the highest of most metrics, the lowest of losses, and the earliest of equals", () => {
    const epochs = [POOR, GOOD, GOOD].map((evaluation, epoch) => ({ epoch, evaluation }));
    expect(bestEpoch(epochs, "rocAuc")).toEqual({ epoch: 1, value: 1 });
    expect(bestEpoch(epochs.toReversed(), "rocAuc")).toEqual({ epoch: 1, value: 1 });
    expect(bestEpoch(epochs, "logLoss")).toEqual({ epoch: 1, value: GOOD.logLoss });
  });

  it("passes over epochs in which the metric is undefined, and is null when it always is", () => {
    const epochs = [ONE_CLASS, POOR].map((evaluation, epoch) => ({ epoch, evaluation }));
    expect(bestEpoch(epochs, "rocAuc")?.epoch).toBe(1);
    expect(bestEpoch(epochs.slice(0, 1), "rocAuc")).toBeNull();
    expect(bestEpoch([], "accuracy")).toBeNull();
  });
});

describe("evaluationDifference", () => {
  it("tells better from worse by the metric, not by the sign", () => {
    const { rocAuc, logLoss, specificity } = evaluationDifference(POOR, GOOD);
    expect(rocAuc).toEqual({ change: 0.5, verdict: "better" });
    expect(logLoss.change).toBeLessThan(0);
    expect(logLoss.verdict).toBe("better");
    expect(specificity).toEqual({ change: 0, verdict: "same" });
    expect(evaluationDifference(GOOD, POOR).logLoss.verdict).toBe("worse");
  });

  it("has no answer where one of the two is undefined", () => {
    expect(evaluationDifference(ONE_CLASS, GOOD).rocAuc).toEqual({ change: null, verdict: null });
  });
});
