import { describe, expect, it } from "vitest";
import { inOneGo } from "../../../../domain/inspect/stepwise";
import { compareSplit, type SplitComparison } from "../../../../domain/metrics/compare-split";
import { perSplit } from "../../../../domain/split";
import { figuresCsv } from "./figure-csv";
import { FIGURES, figureRows, undefinedOf, type FigureName, type FigureRow, type FigureSources, type Measured } from "./figure-rows";

function measured(logits: readonly number[], labels: readonly number[]): Measured {
  const comparison: SplitComparison | null = inOneGo(compareSplit(Float32Array.from(logits), Uint8Array.from(labels), 0.5));
  if (comparison === null) throw new Error("A logit is not a number.");
  return { splits: perSplit(() => comparison), figures: perSplit(() => comparison.evaluation) };
}

/** 3 true positives, 1 false alarm, 5 true negatives, 1 miss. */
const NET = measured([2, 2, 2, 1, -1, -1, -1, -1, -1, -2], [1, 1, 1, 0, 0, 0, 0, 0, 0, 1]);
const WORSE = measured([2, 2, -2, 1, -1, -1, -1, -1, -1, -2], [1, 1, 1, 0, 0, 0, 0, 0, 0, 1]);
const ALONE: FigureSources = { shown: NET, second: null, baseline: null, baselineFigures: null, intervals: null };

function rowOf(rows: readonly FigureRow[], name: FigureName): FigureRow["cells"]["train"] {
  const row = rows.find(({ traits }) => traits.name === name);
  if (row === undefined) throw new Error(`No row ${name}.`);
  return row.cells.train;
}

describe("the table of figures", () => {
  it("has the fifteen figures, of the model and of the constant answers", () => {
    const rows = figureRows(ALONE);
    expect(rows.map(({ traits }) => traits.title)).toEqual([
      "Accuracy", "Balanced accuracy", "Precision", "Recall", "Specificity", "F1", "F2", "MCC", "Kappa", "Log loss", "Brier score", "ROC AUC",
      "Average precision", "KS", "ECE",
    ]);
    expect(rowOf(rows, "accuracy")).toMatchObject({ model: { value: 0.8 }, zero: { value: 0.6 }, one: { value: 0.4 }, logistic: null, difference: null });
    expect(rowOf(rows, "precision")).toMatchObject({ model: { value: 0.75 }, zero: { value: null, reason: "No row is predicted positive at this threshold." } });
    expect(rowOf(rows, "rocAuc").zero.value).toBe(0.5);
  });

  it("says what is undefined and why, each reason once", () => {
    const rows = figureRows({ ...ALONE, shown: measured([2, -1, -1], [0, 0, 0]) });
    expect(rowOf(rows, "ks").model).toEqual({ value: null, reason: "The split has no positive row." });
    expect(undefinedOf(rows, "train")).toEqual([
      { reason: "The split has no positive row.", titles: ["Balanced accuracy", "Recall", "MCC", "ROC AUC", "Average precision", "KS"] },
    ]);
    expect(undefinedOf(figureRows(ALONE), "test")).toEqual([]);
  });

  it("takes intervals of another threshold only for what needs no threshold", () => {
    const interval = { low: 0.1, high: 0.9 };
    const splits = perSplit(() => ({ intervals: { recall: interval, rocAuc: interval }, reasons: { f1: "Too few rows." } }));
    const at = (threshold: number): FigureRow[] => figureRows({ ...ALONE, intervals: { threshold, splits } });
    expect([rowOf(at(0.5), "recall").interval, rowOf(at(0.5), "f1").intervalReason]).toEqual([interval, "Too few rows."]);
    expect([rowOf(at(0.4), "recall").interval, rowOf(at(0.4), "f1").intervalReason]).toEqual([null, null]);
    expect(rowOf(at(0.4), "rocAuc").interval).toEqual(interval);
    expect(FIGURES.filter(({ interval: kind }) => kind === "wilson").map(({ name }) => name)).toEqual(["accuracy", "precision", "recall", "specificity"]);
  });

  it("says what changed, and whether that is better", () => {
    const rows = figureRows({ ...ALONE, second: WORSE });
    expect(rowOf(rows, "recall").difference).toMatchObject({ change: 0.25, verdict: "better", from: { value: 0.5 } });
    expect(rowOf(rows, "brier").difference?.verdict).toBe("better");
    expect(rowOf(rows, "brier").difference?.change).toBeLessThan(0);
    expect(rowOf(figureRows({ ...ALONE, second: NET }), "ece").difference).toMatchObject({ change: 0, verdict: "same" });
    const undefinedOnce = figureRows({ ...ALONE, second: measured([-1, -1], [0, 1]) });
    expect(rowOf(undefinedOnce, "precision").difference).toMatchObject({ change: null, verdict: null });
  });
});

describe("the figures as a file", () => {
  it("has a line for each figure of each split, numbers in full and reasons in words", () => {
    const rows = figureRows({ ...ALONE, second: WORSE });
    const lines = figuresCsv(rows, { epoch: 3, exact: true, threshold: 0.5, second: { epoch: 1, exact: false } }).trimEnd().split("\n");
    expect(lines).toHaveLength(1 + 15 * 3);
    expect(lines[0]).toBe(
      "figure,split,epoch,exact,threshold,value,low,high,interval,always 0,always 1,logistic regression,held against epoch,held against exact,held against value,difference,why undefined",
    );
    expect(lines[10]).toBe("Recall,train,3,true,0.5,0.75,,,,0,1,,1,false,0.5,0.25,");
    const alone = figuresCsv(figureRows({ ...ALONE, shown: measured([-1, -2], [0, 1]) }), { epoch: null, exact: false, threshold: 0.5, second: null });
    expect(alone.split("\n")[7]).toBe("Precision,train,,false,0.5,,,,,,0.5,,No row is predicted positive at this threshold.");
  });
});
