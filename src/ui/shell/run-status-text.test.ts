import { expect, test } from "vitest";
import type { EpochRecord } from "../../domain/history";
import { DEFAULT_CONFIG } from "../../domain/run-config";
import type { RunPhase, RunProgress } from "../../domain/trainer";
import { BLANK_RUN, type Run } from "../../state/run-slice";
import { runStatusText } from "./run-status-text";

const RUN: Run = { ...BLANK_RUN, id: 1, status: "running", config: { ...DEFAULT_CONFIG, epochs: 10, batchSize: 25 } };

const progress = (phase: RunPhase, epoch: number): RunProgress => ({
  type: "progress",
  runId: 1,
  phase,
  epoch,
  done: 0.1,
  secondsLeft: 4,
  rowsPerSecond: 1000,
});

const record = (epoch: number): EpochRecord => {
  const measured = { rows: 110, positives: 1, loss: 1, accuracy: 1, confusion: { tp: 1, fp: 0, tn: 109, fn: 0 } };
  return { epoch, train: measured, validation: measured, test: measured };
};

const text = (change: Partial<Run>): string => runStatusText({ ...RUN, ...change }, null);

test("before the first epoch it says what is being waited for", () => {
  expect(runStatusText(null, "Load the data.")).toBe("Load the data.");
  expect(text({ status: "starting" })).toBe("Preparing the matrices…");
  expect(text({ status: "starting", progress: progress("calibrating", 0) })).toBe("Measuring engines…");
  expect(text({ status: "starting", progress: progress("compiling", 0) })).toBe("Compiling…");
  expect(text({ progress: progress("evaluating", 0) })).toBe("Measuring the untrained net…");
});

test("an engine that is compiled anew in the middle of a run is told, too", () => {
  expect(text({ progress: progress("compiling", 3) })).toBe("Compiling…");
});

test("a run under way has time left", () => {
  expect(text({ progress: progress("training", 3) })).toBe("epoch 3 of 10 · 0:04 left");
});

test("a pause names epoch and batch, the smaller last one too", () => {
  const paused: Partial<Run> = { status: "paused", progress: progress("paused", 3), history: [record(0), record(1), record(2)] };
  expect(text({ ...paused, batchLosses: [{ at: 2 + 75 / 110, loss: 1 }] })).toBe("Paused in epoch 3, after batch 3.");
  expect(text({ ...paused, batchLosses: [{ at: 3, loss: 1 }] })).toBe("Paused in epoch 3, after batch 5.");
  expect(text({ ...paused, batchLosses: [{ at: 2, loss: 1 }] })).toBe("Paused in epoch 3 of 10.");
});

test("a pause at the end of an epoch is after it", () => {
  expect(text({ status: "paused", progress: progress("paused", 1), history: [record(0), record(1)] })).toBe("Paused after epoch 1 of 10.");
  expect(text({ status: "paused", progress: progress("paused", 0) })).toBe("Paused before the first epoch.");
});

test("an end says how far it came", () => {
  const history = [record(0), record(4)];
  expect(text({ status: "finished", history })).toBe("Finished: stopped early after 4 of 10 epochs.");
  expect(text({ status: "finished", history: [record(10)] })).toBe("Finished: 10 epochs.");
  expect(text({ status: "stopped", history })).toBe("Stopped after 4 of 10 epochs.");
  expect(text({ status: "diverged", history })).toBe("The loss blew up in epoch 5. See the Train stage.");
});
