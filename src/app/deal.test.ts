import { describe, expect, it } from "vitest";
import type { PoolPlan } from "../domain/pool";
import { dealVerdict } from "../domain/shift/deal-words";
import { SPLITS } from "../domain/split";
import { beforeAndAfter, knownRuns } from "../state/deal-figures";
import type { AppState } from "../state/app-state";
import { memoryShelf } from "./testing/memory-shelf";
import { csv, loadedPage, openPage, runBeyond, settled, type Page } from "./testing/open-page";

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
    expect(state().refusals.map(({ message }) => message)).toEqual([expect.stringContaining('"nope"')]);
    expect(state().files.test?.carved).toContain("seed 1");
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
    expect(pair?.map(({ title }) => title)).toEqual(["As the files came", "Dealt at random, the same mix in all splits"]);
    if (pair === null) throw new Error("unreachable");
    expect(dealVerdict(...pair)[0]).toContain("With the same mix in all splits");
    // Back on the files, both stay in sight; of other files neither does.
    await state().dealBack();
    expect(knownRuns(state())).toHaveLength(2);
    await state().addFileAs("test", csv("test", 9));
    expect(knownRuns(state())).toEqual([]);
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
