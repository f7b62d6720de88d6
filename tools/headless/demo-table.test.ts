import { describe, expect, it } from "vitest";
import type { Report } from "../../src/interop/report-schema";
import { demoSentence, demoTable, type DemoRun } from "./demo-table";
import { errorOf, failureReport } from "./failure";

type Counts = readonly [tp: number, fp: number, tn: number, fn: number];

const NO_BLOCK = { specificity: null, f2: null, kappa: null, ece: null, mce: null, intervals: {}, thresholds: { bestF1: null, youden: null } };

function report(train: Counts, validation: Counts, test: Counts): Report {
  const split = ([tp, fp, tn, fn]: Counts) => {
    const rows = tp + fp + tn + fn;
    const baselineAccuracy = Math.max(tp + fn, fp + tn) / rows;
    return { ...NO_BLOCK, rows, accuracy: (tp + tn) / rows, baselineAccuracy, recall: tp / (tp + fn), confusion: { tp, fp, tn, fn } };
  };
  return { ...failureReport(errorOf("")), evaluation: { train: split(train), validation: split(validation), test: split(test) } };
}

const run = (of: Report, loss: DemoRun["loss"] = { type: "bce" }): DemoRun => ({ title: "Trains", loss, report: of });

const ALWAYS_0 = report([0, 0, 99, 1], [0, 0, 98, 2], [0, 0, 10, 90]);
const LEARNED = report([1, 0, 99, 0], [2, 0, 98, 0], [81, 0, 10, 9]);

describe("the demonstration", () => {
  it("puts the best constant answer beside each accuracy", () => {
    const lines = demoTable([run(ALWAYS_0), { ...run(LEARNED), title: "Another preset" }]).replaceAll("\u202F", " ").split("\n");
    expect(lines[0]).toMatch(/Train +Validation +Test$/);
    expect(lines[2]).toMatch(/^Trains +99\.00 % \(99\.00 %\) +98\.00 % \(98\.00 %\) +10\.00 % \(90\.00 %\)$/);
    expect(lines[3]).toMatch(/^Another preset .*91\.00 % \(90\.00 %\)$/);
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
  });

  it.each([
    [run(LEARNED, { type: "cross-entropy-single-output" }), "Nothing was learned"],
    [run(ALWAYS_0), "It answers 0 for every row of all three splits"],
    [run(report([1, 99, 0, 0], [2, 98, 0, 0], [90, 10, 0, 0])), "It answers 1 for every row"],
    [run(LEARNED), "All three splits are above their best constant answers, and it finds 90.0"],
    [run(report([0, 1, 98, 1], [0, 0, 98, 2], [81, 0, 10, 9])), "Of the three splits only Test is above its best constant answer"],
    [run(report([0, 1, 98, 1], [0, 0, 98, 2], [1, 0, 10, 89])), "No split is above its best constant answer, and it finds 1.1"],
    [run(failureReport(errorOf(""))), "It did not train."],
  ])("says what the figures come to", (subject, sentence) => {
    expect(demoSentence(subject)).toContain(sentence);
  });
});
