import { describe, expect, it } from "vitest";
import { reportSchema } from "../interop/report-schema";
import { events } from "./testing/fake-trainer";
import { downloadedReport, loadedPage, selectFeatures, settled, startRun, type Page } from "./testing/open-page";

async function trained(): Promise<Page> {
  const page = await loadedPage();
  const id = await startRun(page);
  page.trainer.emit([events.engine(id, "cpu"), events.epoch(id, 0)]);
  page.trainer.end("finished");
  await settled(page);
  return page;
}

describe("the report of a run that has ended", () => {
  it("has the intervals of what the run ended with, at its own threshold, and says how they were drawn", async () => {
    const page = await trained();
    const { config } = page.store.getState().run ?? {};
    expect(page.examiner.asked).toEqual([]);
    const report = reportSchema.parse(JSON.parse(await downloadedReport(page)));
    expect(page.examiner.asked.map(({ method }) => method)).toEqual(["intervals", "domain", "domain", "prior"]);
    expect(page.examiner.asked.slice(0, 1).map(({ method, question }) => [method, question])).toEqual([
      ["intervals", expect.objectContaining({ net: expect.objectContaining({ config, engine: "cpu" }) as object, threshold: 0.5, seed: 1, resamples: 200 })],
    ]);
    expect(report.bootstrap).toMatchObject({ resamples: 200, seed: 1 });
    expect(Object.keys(report.evaluation?.test.intervals ?? {})).toHaveLength(13);
    expect(report.evaluation?.test).toMatchObject({ kappa: 1, f2: 1, specificity: 1 });
    expect(report.evaluation?.test.thresholds.bestF1).toBeCloseTo(0.5, 1);
  });

  it("has the shift of the label and of the run's features, and none where the data is no longer the run's", async () => {
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
    expect(JSON.parse(await downloadedReport(page))).toMatchObject({ shift: null });
  });

  it("asks for them once", async () => {
    const page = await trained();
    const first = await downloadedReport(page);
    await page.store.getState().downloadReport();
    expect(page.examiner.asked).toHaveLength(4);
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
