import { expect, test } from "vitest";
import { DEFAULT_CONFIG, DEFAULT_FOCAL, type RunConfig } from "../../../domain/run-config";
import { midRunValues } from "./mid-run-values";

const of = (change: Partial<RunConfig>) => midRunValues({ config: { ...DEFAULT_CONFIG, ...change }, changes: [], history: [] });
const fields = (change: Partial<RunConfig>): string[] => of(change).map(({ field }) => field);

test("dropout is offered only where there are dropout layers", () => {
  expect(fields({})).not.toContain("model.dropout");
  const layers = [{ type: "linear", out: 4 }, { type: "dropout", p: 0.3 }, { type: "linear", out: 1 }, { type: "sigmoid" }] as const;
  expect(of({ model: { layers, init: "pytorch-default" } })).toContainEqual({ field: "model.dropout", value: 0.3 });
});

test("a positive weight is offered only where the loss has one", () => {
  expect(fields({})).toContain("loss.positiveWeight");
  expect(fields({ loss: DEFAULT_FOCAL })).not.toContain("loss.positiveWeight");
  expect(fields({ loss: { type: "cross-entropy-single-output" } })).not.toContain("loss.positiveWeight");
});

test("the learning rate is offered only where the schedule looks at it", () => {
  expect(fields({ schedule: { type: "cosine", tMax: 10, min: 0 } })).toContain("optimizer.lr");
  expect(fields({ schedule: { type: "one-cycle", max: 0.1 } })).not.toContain("optimizer.lr");
});

test("a balanced weight shows as the number it stands for on the rows measured", () => {
  const measured = { rows: 100, positives: 20, loss: 1, accuracy: 0.5, confusion: { tp: 0, fp: 0, tn: 0, fn: 0 } };
  const values = midRunValues({
    config: { ...DEFAULT_CONFIG, loss: { type: "bce", positiveWeight: "balanced" } },
    changes: [],
    history: [{ epoch: 0, train: measured, validation: measured, test: measured }],
  });
  expect(values).toContainEqual({ field: "loss.positiveWeight", value: 4 });
});

test("the latest change is how a value stands", () => {
  const changes = [
    { epoch: 2, step: 0, field: "optimizer.lr", from: 1e-3, to: 3e-4 },
    { epoch: 3, step: 5, field: "optimizer.lr", from: 3e-4, to: 1e-4 },
  ] as const;
  expect(midRunValues({ config: DEFAULT_CONFIG, changes, history: [] })).toContainEqual({ field: "optimizer.lr", value: 1e-4 });
});
