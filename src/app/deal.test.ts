import { describe, expect, it } from "vitest";
import type { PoolPlan } from "../domain/pool";
import { DEFAULT_SGD } from "../domain/run-config";
import { dealVerdict } from "../domain/shift/deal-words";
import { SPLITS } from "../domain/split";
import { beforeAndAfter, knownRuns } from "../state/deal-figures";
import type { AppState } from "../state/app-state";
import { isOfOtherLabel, startedPlan } from "../state/deal-draft";
import { loadedDealText, otherRows } from "../state/rows-mark";
import { dealTrainBlocker } from "../state/deal-slice";
import { trainingBlocker } from "../state/selectors";
import { stageNote } from "../state/stage-status";
import { memoryShelf } from "./testing/memory-shelf";
import { csv, downloadedReport, loadedPage, openPage, runBeyond, settled, startRun, type Page } from "./testing/open-page";

const plan: PoolPlan = {
  from: "pool",
  of: SPLITS,
  shares: { train: 0.5, validation: 0.25, test: 0.25 },
  method: { type: "stratified", label: { column: "label", positive: ["1"] }, seed: 1 },
};
const rows = ({ files }: AppState): number[] => SPLITS.map((split) => files[split]?.rows ?? 0);

async function runs(page: Page): Promise<void> {
  await runBeyond(page, 4);
  page.trainer.end("finished", { weightsEpoch: 4 });
  await settled(page);
  await expect.poll(() => page.store.getState().run?.status).toBe("finished");
}

describe("dealing the rows of all files again", () => {
  it("deals, says so on the splits, and gives the files back", async () => {
    const page = await loadedPage();
    const state = page.store.getState;
    expect(await state().deal(plan)).toBe(true);
    expect(rows(state())).toEqual([12, 6, 6]);
    expect(state().files.test?.carved).toContain("25 % of the rows of all three files");
    expect((await state().prepared()).rows.test).toEqual({ rows: 6, positives: 2 });
    await state().dealBack();
    expect(rows(state())).toEqual([12, 6, 6]);
    expect([state().poolPlan, state().files.test?.carved]).toEqual([null, null]);
  });

  it("stays on the deal before where a new one is refused, and says why", async () => {
    const page = await loadedPage();
    const state = page.store.getState;
    await state().deal(plan);
    expect(await state().deal({ ...plan, method: { type: "order", column: "nope" } })).toBe(false);
    expect(state().poolPlan).toBe(plan);
    expect(state().dealRefusal?.message).toContain('"nope"');
    expect(trainingBlocker(state())).toBeNull();
    expect(state().files.test?.carved).toContain("seed 1");
  });

  it("says nothing of a refusal in the Data stage, and takes none from there", async () => {
    const page = await loadedPage();
    const state = page.store.getState;
    await state().addFiles([new File(["a note"], "notes.txt")]);
    const refused = state().refusals;
    expect(refused).not.toEqual([]);
    await state().deal({ ...plan, method: { type: "order", column: "nope" } });
    await state().deal(plan);
    expect(state().refusals).toBe(refused);
    expect(state().dealRefusal).toBeNull();
  });

  it("leaves the deal that was where it is cancelled", async () => {
    const page = openPage();
    const state = page.store.getState;
    await state().addFiles([csv("train"), csv("validation", 6), csv("test", 6)]);
    await state().deal(plan);
    const { files } = state();
    const { carve } = page.dataSource;
    page.dataSource.carve = (asked, watching) =>
      new Promise((resolve, reject) => {
        watching?.onEvent?.({ done: 1, total: 2 });
        if (asked === null) void carve(asked, watching).then(resolve, reject);
        watching?.signal?.addEventListener("abort", () => {
          reject(new DOMException("Cancelled.", "AbortError"));
        });
      });
    const dealing = state().deal({ ...plan, shares: { train: 0.8, validation: 0.1, test: 0.1 } });
    expect([state().carving, state().carvePortion, state().poolPlan]).toEqual([true, { done: 1, total: 2 }, plan]);
    expect(stageNote(state(), "data")).toBe("dealing rows…");
    state().stopDealing();
    expect(await dealing).toBe(false);
    expect([state().carving, state().carvePortion, state().poolPlan, state().dealRefusal]).toEqual([false, null, plan, null]);
    expect(state().files).toBe(files);
    // Of new files nothing stands that a plan would leave: they are the splits.
    const coming = state().changeRules(["test"], { header: true });
    await expect.poll(() => state().carving).toBe(true);
    state().stopDealing();
    await coming;
    expect([state().poolPlan, rows(state())]).toEqual([null, [12, 6, 6]]);
  });

  it("ends with other files, and says so; not with the same ones read otherwise", async () => {
    const page = await loadedPage();
    const state = page.store.getState;
    await state().deal(plan);
    await state().changeRules(["train"], { decimal: "," });
    expect([state().poolPlan, state().dealNews]).toEqual([plan, null]);
    await state().addFileAs("train", csv("train"));
    expect([state().poolPlan, state().dealNews]).toEqual([plan, null]);
    await state().addFiles([csv("train", 30), csv("validation", 8), csv("test", 8)]);
    expect([state().poolPlan, rows(state())]).toEqual([null, [30, 8, 8]]);
    expect(state().files.test?.carved).toBeNull();
    expect(state().dealNews).toContain("The deal was of the files before");
    state().dismissDealNews();
    expect(state().dealNews).toBeNull();
  });

  it("takes the deal back with one of its files", async () => {
    const page = await loadedPage();
    await page.store.getState().deal(plan);
    await page.store.getState().removeFile("test");
    expect([page.store.getState().poolPlan, rows(page.store.getState())]).toEqual([null, [12, 6, 0]]);
  });

  it("foresees what a deal comes to", async () => {
    const page = await loadedPage();
    page.store.getState().foresee(plan);
    await expect.poll(() => page.store.getState().forecast.answer?.value).toMatchObject({ status: "foreseen", forecast: { leftOut: 0, splits: { train: { rows: 12, positives: 4 } } } });
  });

  it("trains on the deal, tells it in the run, and holds the run before against it", async () => {
    const page = await loadedPage();
    const state = page.store.getState;
    await runs(page);
    expect(beforeAndAfter(knownRuns(state()))).toBeNull();
    const asked = page.trainer.requests.length;
    await state().dealAndTrain(plan);
    await expect.poll(() => page.trainer.requests.length).toBe(asked + 1);
    expect(state().run?.config.split).toEqual(plan);
    page.trainer.end("finished", { weightsEpoch: 4 });
    await settled(page);
    const pair = beforeAndAfter(knownRuns(state()));
    expect(pair?.map(({ title }) => title)).toEqual(["As the files came", "Dealt at random, the same mix in all splits (50 / 25 / 25 %, seed 1)"]);
    if (pair === null) throw new Error("unreachable");
    expect(dealVerdict(...pair)[0]).toContain("With the same mix in all splits");
    // Back on the files, both stay in sight; of other files neither does.
    await state().dealBack();
    expect(knownRuns(state())).toHaveLength(2);
    await state().addFileAs("test", csv("test", 9));
    expect(knownRuns(state())).toEqual([]);
  });

  it("is told of the splits that are loaded, and of a run on another deal", async () => {
    const page = await loadedPage();
    const state = page.store.getState;
    expect([loadedDealText(state()), otherRows(state())]).toEqual([null, null]);
    await runs(page);
    expect(otherRows(state())).toBeNull();
    await state().deal(plan);
    expect(loadedDealText(state())).toContain("Dealt again: the splits are not the files as they came. The rows of all three files: 50 % train");
    expect(otherRows(state())).toMatchObject({ word: "files as they came" });
    await runs(page);
    expect(otherRows(state())).toBeNull();
    await state().dealBack();
    expect(loadedDealText(state())).toBeNull();
    expect(otherRows(state())).toMatchObject({ word: "dealt again", text: expect.stringContaining("what is loaded now is the files as they came") as string });
    expect(otherRows(state())?.text).toContain("(seed 1)");
  });

  it("marks the figures of a run whose files are no longer loaded", async () => {
    const page = await loadedPage();
    const state = page.store.getState;
    await runs(page);
    await state().addFileAs("test", csv("test", 9));
    await settled(page);
    expect(otherRows(state())).toMatchObject({ word: "earlier files" });
    await runs(page);
    expect(otherRows(state())).toBeNull();
    await state().removeFile("validation");
    expect(otherRows(state())).toMatchObject({ word: "earlier files", text: expect.stringContaining("no longer loaded") as string });
  });

  it("keeps the last figures of a deal until there are newer ones, and nothing but figures", async () => {
    const page = await loadedPage();
    const state = page.store.getState;
    await runs(page);
    const known = knownRuns(state());
    await startRun(page);
    expect(knownRuns(state())).toEqual(known);
    page.trainer.fail(new Error("lost"));
    await settled(page);
    expect(knownRuns(state())).toEqual(known);
    expect(JSON.stringify(state().formerRuns)).not.toContain("weights");
    expect(JSON.stringify(state().formerRuns).length).toBeLessThan(4000);
    await runs(page);
    expect(knownRuns(state()).map(({ id }) => id)).toEqual([3]);
  });

  it("calls deals by what tells them apart", async () => {
    const page = await loadedPage();
    const state = page.store.getState;
    for (const seed of [0, 1]) {
      await state().deal({ ...plan, method: { type: "stratified", label: { column: "label", positive: ["1"] }, seed } });
      await runs(page);
    }
    expect(knownRuns(state()).map(({ title }) => title)).toEqual([
      "Dealt at random, the same mix in all splits (50 / 25 / 25 %, seed 0)",
      "Dealt at random, the same mix in all splits (50 / 25 / 25 %, seed 1)",
    ]);
    const one = openPage();
    await one.store.getState().splitFile(csv("train", 40));
    await runs(one);
    expect(knownRuns(one.store.getState()).map(({ title }) => title)).toEqual([expect.stringContaining("Divided from one file: 60 % train, 20 % validation, 20 % test")]);
  });

  it("is part of a configuration: without one the files are the splits, and what is dealt is said", async () => {
    const page = await loadedPage();
    const state = page.store.getState;
    const open = (split: object | null): Promise<void> =>
      state().openFile(new File([JSON.stringify({ format: "triptych.run-config", version: 1, ...(split === null ? {} : { split }) })], "run.json"));
    await open(plan);
    expect([state().poolPlan, rows(state())]).toEqual([plan, [12, 6, 6]]);
    expect(state().files.test?.carved).toContain("all three files");
    expect(state().opened?.message).toContain("It deals the rows of the loaded files again (The rows of all three files: 50 % train");
    await open(null);
    expect([state().poolPlan, state().files.test?.carved]).toEqual([null, null]);
    expect(state().opened?.message).toContain("the splits are the files as they came");
    await open(null);
    expect(state().opened?.message).not.toContain("files as they came");
    await open({ ...plan, of: ["train"] });
    expect(state().opened?.message).toContain("once they are loaded");
    expect(trainingBlocker(state())).toContain("but the validation split has a file of its own");
    await open({ ...plan, method: { type: "order", column: "nope" } });
    expect(state().opened?.message).toContain('cannot be dealt as it says: Not all of the pooled files have a column "nope"');
    expect(trainingBlocker(state())).toContain('"nope"');
    await state().dealBack();
    expect(trainingBlocker(state())).toBeNull();
  });

  it("is refused in the report where the files of a configuration cannot be dealt as it says", async () => {
    const page = openPage();
    const state = page.store.getState;
    await state().openFile(new File([JSON.stringify({ format: "triptych.run-config", version: 1, split: { ...plan, method: { type: "order", column: "nope" } } })], "run.json"));
    await state().addFiles([csv("train"), csv("validation", 6), csv("test", 6)]);
    expect(rows(state())).toEqual([12, 6, 6]);
    expect(trainingBlocker(state())).toContain('"nope"');
    expect(JSON.parse(await downloadedReport(page))).toMatchObject({ ok: false, error: { code: "column-missing", message: expect.stringContaining('"nope"') as string } });
  });

  it("keeps the plan on its way for its files, by the label of now", async () => {
    const page = await loadedPage();
    const state = page.store.getState;
    expect(startedPlan(state())).toBeNull();
    await state().deal(plan);
    expect(startedPlan(state())).toEqual(plan);
    state().choosePositives(["0"]);
    const label = { column: "label", positive: ["0"] };
    expect(startedPlan(state())).toEqual({ ...plan, method: { ...plan.method, label } });
    expect(isOfOtherLabel(state().poolDue() ?? plan, state().label)).toBe(true);
    const draft: PoolPlan = { ...plan, method: { type: "column", column: "b", values: { validation: ["1"], test: ["2"] } } };
    state().draftDeal(draft);
    expect(startedPlan(state())).toEqual(draft);
    await state().addFileAs("test", csv("test", 9));
    expect(startedPlan(state())).toBeNull();
  });

  it("says why nothing could be trained on a deal", async () => {
    const page = await loadedPage();
    const state = page.store.getState;
    expect(dealTrainBlocker(state())).toBeNull();
    state().configure({ optimizer: { ...DEFAULT_SGD, nesterov: true } });
    expect(dealTrainBlocker(state())).toContain("Nesterov");
    expect([dealTrainBlocker({ ...state(), label: null }), dealTrainBlocker({ ...state(), features: [] })]).toEqual([expect.stringContaining("no label"), expect.stringContaining("no features")]);
  });

  it("waits for the files of a configuration, and is loaded again in another visit", async () => {
    const shelf = memoryShelf();
    const page = openPage({ shelf });
    const state = page.store.getState;
    await state().adoptPlan(plan);
    await state().addFiles([csv("train"), csv("validation", 6)]);
    expect(state().poolDue()).toBeNull();
    await state().addFileAs("test", csv("test", 6));
    expect(state().files.test?.carved).toContain("all three files");
    await expect.poll(() => shelf.kept?.pool, { timeout: 3000 }).toEqual(plan);
    const again = openPage({ shelf });
    await again.store.getState().restore();
    expect(again.store.getState().files.test?.carved).toContain("all three files");
  });
});
