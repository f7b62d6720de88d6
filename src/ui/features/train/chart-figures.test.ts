import { expect, test } from "vitest";
import type { EpochRecord, SplitMeasurement } from "../../../domain/history";
import { holdoutOf, markersOf, summarise, tableOf } from "./chart-figures";

const measured = (loss: number): SplitMeasurement => ({
  rows: 100,
  positives: 10,
  loss,
  accuracy: 0.9,
  confusion: { tp: 0, fp: 0, tn: 90, fn: 10 },
});

const record = (epoch: number, loss: number, holdout?: number): EpochRecord => ({
  epoch,
  train: measured(loss),
  validation: measured(loss),
  test: measured(loss),
  ...(holdout === undefined ? {} : { holdout: measured(holdout) }),
});

test("a change lies where its step does, between the epochs", () => {
  const change = { epoch: 7, step: 2, field: "optimizer.lr", from: 1e-3, to: 3e-4 } as const;
  expect(markersOf([change], { batchSize: 25 }, 100)).toEqual([{ x: 6.5, label: "epoch 7, step 2: learning rate 1e-3 → 3e-4" }]);
  expect(markersOf([{ ...change, step: 0 }], { batchSize: "full" }, 100)[0]?.x).toBe(6);
});

test("changes of one step share a marker", () => {
  const at = { epoch: 3, step: 0 };
  const markers = markersOf(
    [
      { ...at, field: "optimizer.lr", from: 0.1, to: 0.05 },
      { ...at, field: "threshold", from: 0.5, to: 0.9 },
    ],
    { batchSize: "full" },
    100,
  );
  expect(markers).toEqual([{ x: 2, label: "epoch 3, step 0: learning rate 0.1 → 0.05; threshold 0.5 → 0.9" }]);
});

test("the summary names the hold-out rows and the changes", () => {
  const history = [record(0, 1, 1), record(1, 0.5, 0.75)];
  const axis = { title: "Loss", figure: "loss", format: String } as const;
  expect(summarise(axis, history, [{ x: 0, label: "epoch 1, step 0: threshold 0.5 → 0.9" }])).toBe(
    "Loss from epoch 0 to 1: Train from 1 to 0.5, Hold-out from 1 to 0.75, Validation from 1 to 0.5, Test from 1 to 0.5. " +
      "Changed in epoch 1, step 0: threshold 0.5 → 0.9.",
  );
  expect(holdoutOf([record(0, 1)], "loss")).toEqual([]);
});

test("the table has an epoch a row, and smoothed columns only when something is smoothed", () => {
  const history = [record(0, 1, 3), record(1, 0.5, 2)];
  const axis = { figure: "loss", format: String } as const;
  expect(tableOf(axis, history, 0)).toMatchObject({
    columns: ["epoch", "Train", "Hold-out", "Validation", "Test"],
    rows: [
      [0, 1, 3, 1, 1],
      [1, 0.5, 2, 0.5, 0.5],
    ],
  });
  const smooth = tableOf(axis, [record(0, 1), record(1, 0.5)], 1);
  expect(smooth.columns).toEqual(["epoch", "Train", "Validation", "Test", "Train, smoothed", "Validation, smoothed", "Test, smoothed"]);
  expect(smooth.rows[1]).toEqual([1, 0.5, 0.5, 0.5, 0.75, 0.75, 0.75]);
});
