import { describe, expect, it } from "vitest";
import { predictProbability } from "../domain/predict";
import { logitOffset } from "../domain/shift/prior-correction";
import { perSplit } from "../domain/split";
import { readModelFile } from "../interop/read-model-file";
import type { AppState } from "../state/app-state";
import { lossAt, runThresholdOf } from "../state/prior-question";
import { comparedPage, nextRequest, type Page } from "./testing/open-page";

const state = ({ store }: Page): AppState => store.getState();

function keep(page: Page): number {
  const offset = logitOffset(0.02, 0.9) ?? NaN;
  const figures = state(page).run?.results?.figures;
  if (figures === undefined) throw new Error("There are no results.");
  const evaluation = perSplit((split) => ({ ...figures[split].evaluation, accuracy: 0.25 }));
  state(page).keepCorrection({ correction: { trainPrior: 0.02, targetPrior: 0.9, method: "em", target: "test", logitOffset: offset }, evaluation });
  return offset;
}

describe("a correction that is kept", () => {
  it("goes into the model file: its last bias, golden rows, figures and threshold", async () => {
    const page = await comparedPage();
    await state(page).downloadModel();
    const offset = keep(page);
    await state(page).downloadModel();
    state(page).keepCorrection(null);
    await state(page).downloadModel();
    const [before, after, again] = page.downloads.map(({ text }) => readModelFile(text));
    if (before === undefined || after === undefined) throw new Error("Nothing was downloaded.");
    expect(before.correction).toBeNull();
    expect(again).toEqual(before);
    expect(after).toMatchObject({ correction: { method: "em", target: "test", logitOffset: offset }, threshold: 0.5, evaluation: { test: { accuracy: 0.25 } } });
    const last = after.weights.length - 1;
    expect(after.weights[last]?.bias[0]).toBe(Math.fround((before.weights[last]?.bias[0] ?? NaN) + offset));
    expect(after.golden.rows.length).toBeGreaterThan(0);
    after.golden.rows.forEach((row, index) => {
      expect(after.golden.probabilities[index]).toBeCloseTo(predictProbability({ features: after.fitted.columns, blocks: after.blocks, weights: after.weights }, row), 12);
    });

    await state(page).openFile(new File([page.downloads[1]?.text ?? ""], "corrected.json"));
    expect(state(page).opened?.message?.replaceAll("\u202f", " ")).toContain("Its scores are corrected from 2.00 % to 90.0 % positives, in the last bias. Its golden rows come out");
  });

  it("is dropped with the net that it is of", async () => {
    const page = await comparedPage();
    keep(page);
    expect(state(page).keptCorrection).not.toBeNull();
    await nextRequest(page, state(page).transport.train);
    expect(state(page).keptCorrection).toBeNull();
  });
});

describe("what is asked about priors", () => {
  it("goes by the weight that was in force at an epoch, and by the run's own threshold", async () => {
    const page = await comparedPage();
    const { run } = state(page);
    if (run === null) throw new Error("There is no run.");
    const changes = [{ epoch: 2, step: 0, field: "loss.positiveWeight", from: 1, to: 5 }] as const;
    expect(lossAt({ ...run, changes }, 1)).toEqual(run.config.loss);
    expect(lossAt({ ...run, changes }, 2)).toMatchObject({ type: "bce", positiveWeight: 5 });
    expect(lossAt({ ...run, changes }, "end")).toMatchObject({ type: "bce", positiveWeight: 5 });
    expect(lossAt({ ...run, config: { ...run.config, loss: { type: "focal", gamma: 2, alpha: 0.25 } }, changes }, "end")).toMatchObject({ type: "focal" });
    state(page).chooseThreshold(0.001, { kind: "prior", prior: 0.9 });
    expect(runThresholdOf(state(page))).toBe(0.5);
  });
});
