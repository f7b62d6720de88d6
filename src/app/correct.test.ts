import { describe, expect, it } from "vitest";
import { USUAL_SHARES } from "../domain/carve";
import type { Finding } from "../domain/inspect/profile";
import { predictProbability } from "../domain/predict";
import type { EarlyStopSpec } from "../domain/run-config";
import { STRANGERS } from "../domain/shift/overfitting";
import { logitOffset } from "../domain/shift/prior-correction";
import { perSplit, SPLITS } from "../domain/split";
import { readModelFile } from "../interop/read-model-file";
import { acquaintanceOf } from "../state/acquaintance";
import { domainAnswerOf } from "../state/apart-answer";
import type { AppState } from "../state/app-state";
import { lossAt, runThresholdOf } from "../state/prior-question";
import { untold } from "./testing/fake-examiner";
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
    // Early stopping may go back to an epoch before the change.
    if (run.outcome === null) throw new Error("There is no outcome.");
    const backAt = (weightsEpoch: number | null) => lossAt({ ...run, changes, outcome: run.outcome && { ...run.outcome, weightsEpoch } }, "end");
    expect(backAt(1)).toEqual(run.config.loss);
    expect(backAt(2)).toMatchObject({ positiveWeight: 5 });
    expect(backAt(null)).toMatchObject({ positiveWeight: 5 });
    expect(lossAt({ ...run, config: { ...run.config, loss: { type: "focal", gamma: 2, alpha: 0.25 } }, changes }, "end")).toMatchObject({ type: "focal" });
    state(page).chooseThreshold(0.001, { kind: "prior", prior: 0.9 });
    expect(runThresholdOf(state(page))).toBe(0.5);
  });
});

describe("what a net may know of rows that it was not trained on", () => {
  const leak = (rows: number): Finding => ({ code: "duplicates-across", severity: "warning", sentence: "", columns: [], split: "validation", shared: { from: "train", rows } });
  const found = (findings: readonly Finding[]) => ({ status: "ready", question: "everything", answer: { question: "everything", value: findings }, portion: null, error: null }) as const;

  it("is taken from what the inspector found, and from early stopping", async () => {
    const page = await comparedPage();
    const { run, looks, compare } = state(page);
    const files = run?.data?.files;
    if (files === undefined || run === null) throw new Error("There is no run.");
    expect(acquaintanceOf({ run, looks: { ...looks, findings: found([]) }, compare })).toEqual(STRANGERS);
    const { rows } = files.validation;
    const repeats: Finding = { code: "duplicates-within", severity: "note", sentence: "", columns: [], split: "train" };
    const seen = { ...looks, findings: found([leak(rows / 4), repeats]) };
    expect(acquaintanceOf({ run, looks: seen, compare })).toEqual({ shared: { validation: 0.25, test: 0 }, repeats: true, chosenBy: null });
    // Rows that were dealt anew are not those of the files.
    const split = { from: "pool", of: SPLITS, shares: USUAL_SHARES, method: { type: "order", column: "time" } } as const;
    const dealt = { ...run, config: { ...run.config, split } };
    expect(acquaintanceOf({ run: dealt, looks: seen, compare })).toEqual(STRANGERS);

    const stopped = (earlyStop: EarlyStopSpec, reason: string | null) =>
      acquaintanceOf({ run: { ...run, config: { ...run.config, earlyStop }, outcome: run.outcome && { ...run.outcome, reason } }, looks, compare }).chosenBy;
    const byValidation = { metric: "validation.loss", patience: 2, restoreBest: true } as const;
    expect(stopped(byValidation, null)).toBe("validation");
    expect(stopped({ ...byValidation, restoreBest: false }, null)).toBeNull();
    expect(stopped({ ...byValidation, restoreBest: false }, "No better for 2 epochs.")).toBe("validation");
    expect(stopped({ ...byValidation, metric: "holdout.loss" }, null)).toBe("the hold-out");
    expect(stopped({ ...byValidation, metric: "train.loss" }, null)).toBeNull();
  });

  it("leaves evidence to a net that was asked about the data of this very run", async () => {
    const page = await comparedPage();
    const { run, apartLooks } = state(page);
    const data = run?.data ?? null;
    if (run === null || data === null) throw new Error("There is no run.");
    const value = untold({ against: "test", seed: 1, groups: [], engine: "auto" });
    const asked = (of: typeof data) => ({ ...apartLooks, test: { ...apartLooks.test, answer: { question: { data: of, seed: 1 }, value } } });
    expect(domainAnswerOf({ run, apartLooks }, "test")).toBeNull();
    expect(domainAnswerOf({ run, apartLooks: asked(data) }, "test")).toBe(value);
    expect(domainAnswerOf({ run, apartLooks: asked({ ...data }) }, "test")).toBe(value);
    const others = { ...data, rows: { ...data.rows, test: { rows: 1, positives: 1 } } };
    expect(domainAnswerOf({ run, apartLooks: asked(others) }, "test")).toBeNull();
    expect(domainAnswerOf({ run, apartLooks: asked(data) }, "validation")).toBeNull();
  });
});
