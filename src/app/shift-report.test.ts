import { describe, expect, it } from "vitest";
import type { DomainQuestion } from "../domain/shift/domain-question";
import { UNSEEN } from "../state/look";
import { madePrior, untold, type AskedQuestion } from "./testing/fake-examiner";
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
    page.trainer.end("finished");
    await settled(page);
    page.store.getState().makeShiftReport();
    await tellsApart(page);
    expect(report(page).portion?.done).toBeGreaterThan(0.1);
    (await asked(page, 2)).answer(madePrior());
    await expect.poll(() => report(page).status).toBe("ready");
    const { gaps, prior } = report(page).answer?.value ?? {};
    expect([gaps?.type, prior?.type]).toEqual(["found", "found"]);
    expect(report(page).answer?.question.runId).toBe(id);
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
