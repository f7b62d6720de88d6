import { describe, expect, it } from "vitest";
import { evaluate } from "../domain/metrics/evaluation";
import { DEFAULT_CONFIG } from "../domain/run-config";
import { problem } from "../domain/problem";
import { perSplit } from "../domain/split";
import { buildReport, reportErrorOf, type ReportContent } from "./report";
import { reportSchema } from "./report-schema";
import { smallModel } from "./testing/model-fixture";

const NO_TIMES = { ingestMs: null, scaleMs: null, trainMs: null, evaluateMs: null, totalMs: 12, longestMainThreadTaskMs: 0 };

function finished(): ReportContent {
  const { history, fitted, config, ending, engine, changes } = smallModel();
  const onlyNegatives = evaluate(Float64Array.of(0.1, 0.2), Uint8Array.of(0, 0), 0.5);
  const both = evaluate(Float64Array.of(0.1, 0.7), Uint8Array.of(0, 1), 0.5);
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
    evaluation: perSplit((split) => (split === "test" ? onlyNegatives : both)),
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
      ...["balancedAccuracy", "precision", "recall", "f1", "f2", "mcc", "cohenKappa", "rocAuc", "averagePrecision"].map(
        (metric) => ["undefined-metric", "test", metric],
      ),
    ]);
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
      evaluation: null,
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
