import { describe, expect, it } from "vitest";
import { inOneGo } from "../domain/inspect/stepwise";
import { countsOfLogits } from "../domain/metrics/logit-counts";
import type { DomainQuestion } from "../domain/shift/domain-question";
import { SPLITS } from "../domain/split";
import { aboutReport } from "../state/about-report";
import { UNSEEN } from "../state/look";
import { shiftReportJson } from "../state/shift-report-json";
import { isReportOutdated } from "../state/shift-report-slice";
import { madeCorrected, madePrior, untold, type AskedQuestion } from "./testing/fake-examiner";
import { events } from "./testing/fake-trainer";
import { loadedPage, selectFeatures, settled, startRun, type Page } from "./testing/open-page";

const report = (page: Page) => page.store.getState().shiftReport;

async function asked(page: Page, index: number): Promise<AskedQuestion> {
  await expect.poll(() => page.examiner.asked.length).toBeGreaterThan(index);
  const question = page.examiner.asked[index];
  if (question === undefined) throw new Error("Nothing was asked.");
  return question;
}

async function tellsApart(page: Page): Promise<void> {
  for (const index of [0, 1]) {
    const { answer, question } = await asked(page, index);
    answer(untold(question as DomainQuestion));
  }
}

describe("the shift report of the page", () => {
  it("needs no run: what a net would cost is missing, and says so", async () => {
    const page = await loadedPage();
    page.store.getState().makeShiftReport();
    await tellsApart(page);
    await expect.poll(() => report(page).status).toBe("ready");
    const { gaps, prior, drift } = report(page).answer?.value ?? {};
    expect([gaps?.type, prior?.type, drift?.type]).toEqual(["missing", "missing", "found"]);
    expect(page.examiner.asked.map(({ method }) => method)).toEqual(["domain", "domain"]);
  });

  it("tells how far it is, and of the net of the run that has ended", async () => {
    const page = await loadedPage();
    const id = await startRun(page);
    page.trainer.emit([events.engine(id, "cpu"), events.epoch(id, 0)]);
    page.trainer.end("finished", { weightsEpoch: 0 });
    await settled(page);
    page.store.getState().makeShiftReport();
    await tellsApart(page);
    expect(report(page).portion?.done).toBeGreaterThan(0.1);
    const before = report(page).portion?.done ?? NaN;
    (await asked(page, 2)).tell(0.5);
    expect(report(page).portion?.done).toBeGreaterThan(before);
    (await asked(page, 2)).answer(madePrior());
    for (const index of [3, 4]) (await asked(page, index)).answer(madeCorrected());
    await expect.poll(() => report(page).status).toBe("ready");
    const { gaps, prior } = report(page).answer?.value ?? {};
    expect([gaps?.type, prior?.type]).toEqual(["found", "found"]);
    expect(report(page).answer?.question.net).toEqual({ runId: id, epoch: 0, seed: expect.any(Number) as number, threshold: 0.5 });
    const { corrected, overfitting } = report(page).answer?.value ?? {};
    expect(corrected?.test).toMatchObject({ type: "found", value: { type: "corrected", method: "em", trainPrior: 0.25, prior: 0.3, before: { accuracy: 0.75 }, after: { accuracy: 0.75 } } });
    expect(page.examiner.asked.at(-1)?.question).toMatchObject({ offset: expect.closeTo(Math.log(0.3 / 0.7) - Math.log(1 / 3), 12) as number, threshold: 0.5 });
    expect(overfitting).toEqual({ type: "found", value: null });
  });

  it("has overfitting measured on what the run held out, at the threshold that it ended with", async () => {
    const page = await loadedPage();
    page.store.getState().configure({ holdout: 0.25 });
    const id = await startRun(page);
    const { config } = page.store.getState().run ?? {};
    if (config === undefined) throw new Error("unreachable");
    page.trainer.emit([events.engine(id, "cpu"), events.epoch(id, 0)]);
    page.trainer.end("finished", { config: { ...config, threshold: 0.25 } });
    await settled(page);
    page.store.getState().makeShiftReport();
    await tellsApart(page);
    (await asked(page, 2)).answer(madePrior());
    const { method, answer } = await asked(page, 3);
    expect(method).toBe("heldOut");
    answer(inOneGo(countsOfLogits(Float32Array.of(-3, -2, -0.5), Uint8Array.of(0, 0, 1))));
    for (const index of [4, 5]) (await asked(page, index)).answer(madeCorrected());
    await expect.poll(() => report(page).status).toBe("ready");
    expect(report(page).answer?.question.net?.threshold).toBe(0.25);
    const { overfitting } = report(page).answer?.value ?? {};
    // The logit -0.5 is a score of 0.38: above 0.25, not above one half.
    expect(overfitting).toMatchObject({ type: "found", value: { noisyLabels: false, byHoldout: { test: { overfitting: { second: { rows: 3, accuracy: 1 } } } } } });
    expect(aboutReport(page.store.getState()).at(-1)).toContain("at threshold 0.25");
  });

  it("stops when a run begins, says so, and can be asked for when it has ended", async () => {
    const page = await loadedPage();
    const { makeShiftReport } = page.store.getState();
    makeShiftReport();
    const { signal } = await asked(page, 0);
    const id = await startRun(page);
    expect(signal?.aborted).toBe(true);
    expect(report(page)).toMatchObject({ status: "failed", error: expect.stringContaining("a run has begun") as string, answer: null });
    makeShiftReport();
    expect(report(page).status).toBe("failed");
    page.trainer.emit([events.engine(id, "cpu"), events.epoch(id, 0)]);
    page.trainer.end("finished");
    await settled(page);
    await expect.poll(() => page.store.getState().preparation.status).toBe("ready");
    makeShiftReport();
    expect(report(page).status).toBe("looking");
  });

  it("is outdated by a net that was measured, not by a run that has only begun", async () => {
    const page = await loadedPage();
    page.store.getState().makeShiftReport();
    await tellsApart(page);
    await expect.poll(() => report(page).status).toBe("ready");
    const id = await startRun(page);
    expect(isReportOutdated(page.store.getState())).toBe(false);
    page.trainer.emit([events.engine(id, "cpu"), events.epoch(id, 0)]);
    page.trainer.end("finished");
    await settled(page);
    expect(isReportOutdated(page.store.getState())).toBe(true);
    expect(aboutReport(page.store.getState()).at(-1)).toBe("No net was trained.");
  });

  it("says of dealt rows how they were dealt, and of leaking features that they leak", async () => {
    const page = await loadedPage();
    const state = page.store.getState;
    await state().deal({ from: "pool", of: SPLITS, shares: { train: 0.5, validation: 0.25, test: 0.25 }, method: { type: "order", column: "a" } });
    state().changeFeatures({ ...state().featureWish, fitOn: "everything" });
    await state().prepared();
    await expect.poll(() => state().preparation.status).toBe("ready");
    state().makeShiftReport();
    await tellsApart(page);
    await expect.poll(() => report(page).status).toBe("ready");
    const lines = aboutReport(state());
    expect(lines).toContain('Test: 6 rows. 25 % of the rows of all three files, the last in the order of "a".');
    expect(lines.at(-1)).toContain("Leakage: The features are fitted on all three splits");
    expect(JSON.parse(shiftReportJson(state()))).toMatchObject({
      ...{ format: "triptych.shift", fittedOn: "everything", net: null },
      data: { test: { fileName: "test.csv", rows: 6, dealt: expect.stringContaining("all three files") as string } },
      shift: { gap: { test: null }, overfitting: null, correction: { test: null }, assumption: { test: null } },
    });
  });

  it("can be given up, and goes with its data", async () => {
    const page = await loadedPage();
    const { makeShiftReport, stopShiftReport } = page.store.getState();
    makeShiftReport();
    const { signal } = await asked(page, 0);
    stopShiftReport();
    expect(signal?.aborted).toBe(true);
    expect(report(page)).toBe(UNSEEN);
    makeShiftReport();
    await asked(page, 1);
    selectFeatures(page.store, { include: ["a"] });
    await page.store.getState().prepared();
    expect(report(page).status).toBe("unseen");
  });
});
