import { describe, expect, it } from "vitest";
import { SPLITS } from "../domain/split";
import { readModelFile } from "../interop/read-model-file";
import { reportSchema } from "../interop/report-schema";
import { events } from "./testing/fake-trainer";
import { downloadedReport, loadedPage, openPage, selectFeatures, settled, startRun, type Page } from "./testing/open-page";

async function trained(): Promise<Page> {
  return trains(await loadedPage());
}

async function trains(page: Page): Promise<Page> {
  const id = await startRun(page);
  page.trainer.emit([events.engine(id, "cpu"), events.epoch(id, 0)]);
  page.trainer.end("finished");
  await settled(page);
  return page;
}

describe("the report of a run that has ended", () => {
  it("tells of the run's own rows, whatever was dealt since", async () => {
    const page = await trained();
    const state = page.store.getState;
    const before = reportSchema.parse(JSON.parse(await downloadedReport(page)));
    const shares = { train: 0.5, validation: 0.25, test: 0.25 };
    expect(await state().deal({ from: "pool", of: SPLITS, shares, method: { type: "order", column: "a" } })).toBe(true);
    await state().prepared();
    const after = reportSchema.parse(JSON.parse(await downloadedReport(page)));
    expect(after.data).toEqual(before.data);
    expect(after.data.test).not.toHaveProperty("dealt");
    expect(after.shift?.label).toEqual(before.shift?.label);
  });

  it("says of dealt rows how they were dealt, as the model file does", async () => {
    const page = await loadedPage();
    const shares = { train: 0.5, validation: 0.25, test: 0.25 };
    await page.store.getState().deal({ from: "pool", of: SPLITS, shares, method: { type: "order", column: "a" } });
    await page.store.getState().prepared();
    await trains(page);
    const dealt = '25 % of the rows of all three files, the last in the order of "a".';
    expect(reportSchema.parse(JSON.parse(await downloadedReport(page))).data.test).toMatchObject({ rows: 6, dealt });
    await page.store.getState().downloadModel();
    expect(readModelFile(page.downloads.at(-1)?.text ?? "").data.test).toMatchObject({ rows: 6, dealt });
  });

  it("has the shift also where the same features were chosen anew", async () => {
    const page = await trained();
    const { run } = page.store.getState();
    if (run === null || run.data === null) throw new Error("unreachable");
    selectFeatures(page.store, { include: ["a"] });
    await page.store.getState().prepared();
    selectFeatures(page.store, { include: ["a", "b"] });
    expect(await page.store.getState().prepared()).not.toBe(run.data);
    const report = reportSchema.parse(JSON.parse(await downloadedReport(page)));
    expect(report.shift?.features).toHaveLength(4);
    expect(report.warnings.map(({ code }) => code)).not.toContain("no-shift");
  });

  it("tells how far it is, can be given up, and can be asked for again", async () => {
    const page = await trained();
    const state = page.store.getState;
    const downloading = state().downloadReport();
    await expect.poll(() => page.examiner.asked.length).toBe(1);
    expect(state().runReport).toMatchObject({ status: "making" });
    page.examiner.asked[0]?.tell(0.5);
    expect(state().runReport.portion).toEqual({ done: 0.125, total: 1 });
    state().stopReport();
    await downloading;
    expect(page.examiner.asked[0]?.signal?.aborted).toBe(true);
    expect([state().runReport.status, page.downloads]).toEqual(["idle", []]);
    expect(JSON.parse(await downloadedReport(page))).toMatchObject({ ok: true, bootstrap: { resamples: 200 } });
    expect(state().runReport.status).toBe("idle");
  });

  it("says why it could not be made, and is no longer under way", async () => {
    const page = openPage({
      download: () => {
        throw new Error("The disk is full.");
      },
    });
    await page.store.getState().downloadReport();
    expect(page.store.getState().runReport).toEqual({ status: "failed", portion: null, error: "The disk is full." });
  });

  it("has the intervals of what the run ended with, at its own threshold, and says how they were drawn", async () => {
    const page = await trained();
    const { config } = page.store.getState().run ?? {};
    expect(page.examiner.asked).toEqual([]);
    const report = reportSchema.parse(JSON.parse(await downloadedReport(page)));
    expect(page.examiner.asked.map(({ method }) => method)).toEqual(["intervals", "domain", "domain", "prior", "corrected", "corrected"]);
    expect(page.examiner.asked.slice(0, 1).map(({ method, question }) => [method, question])).toEqual([
      ["intervals", expect.objectContaining({ net: expect.objectContaining({ config, engine: "cpu" }) as object, threshold: 0.5, seed: 1, resamples: 200 })],
    ]);
    expect(report.bootstrap).toMatchObject({ resamples: 200, seed: 1 });
    expect(Object.keys(report.evaluation?.test.intervals ?? {})).toHaveLength(13);
    expect(report.evaluation?.test).toMatchObject({ kappa: 1, f2: 1, specificity: 1 });
    expect(report.evaluation?.test.thresholds.bestF1).toBeCloseTo(0.5, 1);
  });

  it("has the shift of the label and of the run's features, and what was counted where the data is no longer the run's", async () => {
    const page = await trained();
    const { rows } = page.store.getState().run?.data ?? {};
    const { shift } = reportSchema.parse(JSON.parse(await downloadedReport(page)));
    expect(shift?.label.train.prevalence).toBe((rows?.train.positives ?? NaN) / (rows?.train.rows ?? NaN));
    expect(shift?.label.test.ratio).toBe((shift?.label.test.prevalence ?? NaN) / (shift?.label.train.prevalence ?? NaN));
    const features = shift?.features ?? [];
    expect(features.length).toBe(2 * (page.store.getState().run?.data?.fitted.columns.length ?? 0));
    expect(features.map(({ against }) => against)).toEqual(features.map((_, index) => (index < features.length / 2 ? "validation" : "test")));
    for (const { all, ...of } of features.map((each) => ({ ...each, all: each.referenceRows }))) {
      expect(all).toBe(rows?.train.rows);
      expect(of.ks).toBeGreaterThanOrEqual(0);
    }
    const { gap, prior } = shift ?? {};
    expect((gap?.test?.labelMix ?? NaN) + (gap?.test?.tpr ?? NaN) + (gap?.test?.tnr ?? NaN)).toBeCloseTo(gap?.test?.total ?? NaN, 12);
    expect(prior?.test).toEqual({ em: 0.3, emInterval: [0.1, 0.6], bbse: null, bbseInterval: null, true: 2 / 6 });
    selectFeatures(page.store, { include: ["a"] });
    await page.store.getState().prepared();
    const after = reportSchema.parse(JSON.parse(await downloadedReport(page)));
    const gone = "The data, the label or the features are no longer those of this run. Train anew to compare.";
    expect(after.warnings).toContainEqual(expect.objectContaining({ code: "no-shift", message: gone }));
    expect([after.shift?.label, after.shift?.gap]).toEqual([shift?.label, gap]);
    expect(after.shift).toMatchObject({ features: null, domainAuc: { validation: null, test: null }, prior: { test: null }, correction: { test: null } });
  });

  it("asks for them once", async () => {
    const page = await trained();
    const first = await downloadedReport(page);
    await page.store.getState().downloadReport();
    expect(page.examiner.asked).toHaveLength(6);
    expect(page.downloads[1]?.text).toBe(first);
  });

  it("says why it has no more than those of shares, and asks again the next time", async () => {
    const page = await trained();
    const downloading = page.store.getState().downloadReport();
    await expect.poll(() => page.examiner.asked.length).toBe(1);
    page.examiner.asked[0]?.fail(new Error("The engine is lost."));
    for (const index of [1, 2, 3]) {
      await expect.poll(() => page.examiner.asked.length).toBe(index + 1);
      page.examiner.asked[index]?.fail(new Error("The engine is lost."));
    }
    await downloading;
    const report = reportSchema.parse(JSON.parse(page.downloads[0]?.text ?? ""));
    expect(report).toMatchObject({ ok: true, bootstrap: null });
    expect(report.warnings).toContainEqual(expect.objectContaining({ code: "no-bootstrap", message: "Only shares of rows have intervals. The engine is lost." }));
    expect(report.warnings).toContainEqual(expect.objectContaining({ code: "no-shift", message: "The engine is lost." }));
    expect(report.shift).toMatchObject({ domainAuc: { test: null }, prior: { test: null }, gap: { test: { from: "train", to: "test" } } });
    expect(Object.keys(report.evaluation?.train.intervals ?? {})).toEqual(["accuracy", "precision", "recall", "specificity"]);
    expect(JSON.parse(await downloadedReport(page))).toMatchObject({ bootstrap: { resamples: 200 } });
  });

  it("asks for none where the data is no longer the run's", async () => {
    const page = await trained();
    selectFeatures(page.store, { include: ["a"] });
    await page.store.getState().prepared();
    await page.store.getState().downloadReport();
    expect(page.examiner.asked).toEqual([]);
    const { warnings } = reportSchema.parse(JSON.parse(page.downloads[0]?.text ?? ""));
    expect(warnings.find(({ code }) => code === "no-bootstrap")?.message).toContain("Train anew to compare.");
  });

  it("is of the run that it was asked for, also when another one begins meanwhile", async () => {
    const page = await trained();
    const downloading = page.store.getState().downloadReport();
    await expect.poll(() => page.examiner.asked.length).toBe(1);
    await startRun(page);
    page.examiner.asked[0]?.fail(new Error("Stop it first."));
    await downloading;
    expect(JSON.parse(page.downloads[0]?.text ?? "")).toMatchObject({ ok: true, evaluation: { test: { rows: 2 } } });
    expect(page.store.getState().run?.results).toBeNull();
  });
});
