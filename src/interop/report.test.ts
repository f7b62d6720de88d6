import { describe, expect, it } from "vitest";
import { finalFigures } from "../domain/metrics/final-figures";
import { wilsonIntervals } from "../domain/metrics/intervals";
import { DEFAULT_CONFIG } from "../domain/run-config";
import { problem } from "../domain/problem";
import { perSplit } from "../domain/split";
import { buildReport, reportErrorOf, type ReportContent } from "./report";
import { reportSchema } from "./report-schema";
import { smallModel } from "./testing/model-fixture";

const NO_TIMES = { ingestMs: null, scaleMs: null, trainMs: null, evaluateMs: null, totalMs: 12, longestMainThreadTaskMs: 0 };

function finished(): ReportContent {
  const { history, fitted, config, ending, engine, changes } = smallModel();
  const onlyNegatives = finalFigures(Float32Array.of(-2, -1), Uint8Array.of(0, 0), 0.5);
  const both = finalFigures(Float32Array.of(-2, 1), Uint8Array.of(0, 1), 0.5);
  const figures = perSplit((split) => (split === "test" ? onlyNegatives : both));
  return {
    error: null,
    problems: [
      problem("warning", "constant-column", "Column returnValue is always 0 in train.", "It is kept, with scale 1.", { split: "train", column: "returnValue" }),
    ],
    engine,
    rowsPerSecond: 1000,
    data: {},
    positives: {},
    fitted,
    unseen: [{ column: "daemon", rows: { train: 0, validation: 0, test: 7 }, examples: ["sshd"] }],
    config,
    ending,
    history,
    changes,
    figures,
    intervals: {
      type: "resampled",
      bootstrap: { resamples: 200, seed: 1, ms: 5 },
      splits: perSplit((split) => {
        const { intervals, reasons } = wilsonIntervals(figures[split].evaluation.confusion);
        return { intervals: { ...intervals, cohenKappa: { low: 0.5, high: 1 } }, reasons: { ...reasons, brier: "Too few rows." } };
      }),
    },
    shift: null,
    timing: { ...NO_TIMES, ingestMs: 3 },
    peakHeapBytes: null,
    trainer: null,
    outboundRequests: 0,
  };
}

describe("report", () => {
  it("of a finished run passes its own schema, also after it was printed", () => {
    const report = buildReport(finished());
    expect(reportSchema.parse(JSON.parse(JSON.stringify(report)))).toMatchObject({
      ok: true,
      error: null,
      model: { parameters: 3 * 5 + 5 + 5 * 4 + 4 + 4 + 1, text: expect.stringContaining("Sequential(") as unknown },
      initial: { epoch: 0 },
      history: [{ epoch: 1 }],
      engine: { name: "cpu", rowsPerSecond: 1000 },
      preprocessing: { scaler: "standard", fittedOn: "train", features: [{ name: "processId", kind: "numeric", mean: 6814.763308 }, {}, {}] },
      unseen: [{ column: "daemon", rows: { test: 7 } }],
    });
  });

  it("gives null for an undefined metric and its reason among the warnings", () => {
    const report = buildReport(finished());
    expect(report.evaluation?.test).toMatchObject({ recall: null, rocAuc: null, accuracy: 1, baselineAccuracy: 1 });
    expect(report.evaluation?.train).toMatchObject({ recall: 1, rocAuc: 1 });
    expect(report.warnings.map(({ code, split, metric, column }) => [code, split, metric ?? column])).toEqual([
      ["constant-column", "train", "returnValue"],
      ["no-interval", "train", "brier"],
      ["no-interval", "validation", "brier"],
      ...["balancedAccuracy", "precision", "recall", "f1", "f2", "mcc", "cohenKappa", "rocAuc", "averagePrecision", "kappa", "thresholds.bestF1", "thresholds.youden"].map(
        (metric) => ["undefined-metric", "test", metric],
      ),
      ["no-interval", "test", "brier"],
    ]);
  });

  it("has the whole block of each split, with how intervals were resampled", () => {
    const report = buildReport(finished());
    expect(report.evaluation?.train).toMatchObject({
      ...{ specificity: 1, f2: 1, kappa: 1, cohenKappa: 1, accuracy: 1 },
      ...{ ece: expect.closeTo((0.1192 + 0.2689) / 2, 4) as number, mce: expect.closeTo(0.2689, 4) as number },
      intervals: { accuracy: [expect.closeTo(0.3424, 4), 1], kappa: [0.5, 1] },
      thresholds: { bestF1: expect.any(Number) as number, youden: expect.any(Number) as number },
    });
    expect(report.evaluation?.test).toMatchObject({ kappa: null, f2: null, specificity: 1, thresholds: { bestF1: null, youden: null } });
    expect(report.bootstrap).toEqual({ resamples: 200, seed: 1, ms: 5 });
  });

  it("takes a threshold below 0", () => {
    const report = buildReport({ ...finished(), figures: perSplit(() => finalFigures(Float32Array.of(-Infinity), Uint8Array.of(1), 0.5)) });
    expect(reportSchema.parse(report).evaluation?.train.thresholds.bestF1).toBe(-1);
  });

  it("of a run that diverged has nulls with reasons, and the intervals that can be had", () => {
    const figures = perSplit(() => finalFigures(Float32Array.of(NaN, 1, -1), Uint8Array.of(1, 1, 0), 0.5));
    const report = buildReport({ ...finished(), figures, intervals: { type: "shares", reason: "The outputs are not numbers." } });
    const { train } = reportSchema.parse(JSON.parse(JSON.stringify(report))).evaluation ?? {};
    expect(train).toMatchObject({ recall: 0.5, rocAuc: null, ece: null, mce: null, thresholds: { bestF1: null, youden: null } });
    expect(Object.keys(train?.intervals ?? {})).toEqual(["accuracy", "precision", "recall", "specificity"]);
    expect(report.bootstrap).toBeNull();
    expect(report.warnings).toContainEqual({
      ...{ code: "no-bootstrap", message: "Only shares of rows have intervals. The outputs are not numbers." },
      ...{ split: null, column: null, line: null },
    });
    const missing = report.warnings.filter(({ code, split }) => code === "undefined-metric" && split === "train").map(({ metric }) => metric);
    expect(missing).toEqual(["rocAuc", "averagePrecision", "logLoss", "brier", "ece", "mce", "thresholds.bestF1", "thresholds.youden"]);
  });

  it("tells the settings at the start and at the end, and why the run ended early", () => {
    const content = finished();
    const reason = "Validation loss was best after epoch 1.";
    const ending = { status: "finished", reason, weightsEpoch: 1, config: { ...DEFAULT_CONFIG, threshold: 0.2 } } as const;
    const report = buildReport({ ...content, ending });
    expect(report).toMatchObject({ config: { threshold: 0.5 }, finalConfig: { threshold: 0.2 }, weightsEpoch: 1, changes: [{ field: "optimizer.lr", to: 3e-4 }] });
    expect(report.warnings).toContainEqual({ code: "early-stop", message: reason, split: null, column: null, line: null });
    const diverged = buildReport({ ...content, ending: { ...ending, status: "diverged" } });
    expect(diverged.warnings.map(({ code }) => code)).toContain("diverged");
  });

  it("has the hold-out rows in the epochs that measured them", () => {
    const content = finished();
    const [first, ...rest] = content.history;
    if (first === undefined) throw new Error("the fixture has no history");
    const report = buildReport({ ...content, history: [{ ...first, holdout: { ...first.train, rows: 2 } }, ...rest] });
    expect(reportSchema.parse(report)).toMatchObject({ initial: { holdout: { rows: 2 } } });
    expect(report.history[0]).not.toHaveProperty("holdout");
  });

  it("of a refused file says what, where and what to do, and leaves the rest empty", () => {
    const fault = problem("error", "not-a-number", 'Line 7 of train.csv: userId is "abc".', "Correct the cell.", {
      split: "train",
      line: 7,
      column: "userId",
    });
    const report = buildReport({
      ...finished(),
      error: reportErrorOf(fault),
      problems: [fault],
      engine: null,
      fitted: null,
      unseen: [],
      config: null,
      ending: null,
      history: [],
      changes: [],
      figures: null,
      timing: NO_TIMES,
    });
    expect(reportSchema.parse(report)).toMatchObject({
      ok: false,
      error: { code: "not-a-number", message: 'Line 7 of train.csv: userId is "abc". Correct the cell.', split: "train", line: 7, column: "userId" },
      warnings: [],
      engine: null,
      model: null,
      initial: null,
      history: [],
      evaluation: null,
    });
  });
});
