import { describe, expect, it } from "vitest";
import type { AppState } from "../state/app-state";
import { apartBlocker } from "../state/apart-slice";
import { RemoteError } from "../protocol/errors";
import type { AskedQuestion } from "./testing/fake-examiner";
import { csv, loadedPage, openPage, runBeyond, selectFeatures, settled, startRun, type Page } from "./testing/open-page";

const state = ({ store }: Page): AppState => store.getState();
/** Lets what was answered arrive. */
const arrived = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
const asked = (page: Page): AskedQuestion[] => page.examiner.asked.filter(({ method }) => method === "domain");
const isReady = (page: Page) => expect.poll(() => state(page).preparation.status).toBe("ready");

describe("telling splits apart", () => {
  it("needs matrices, but no run", async () => {
    const bare = openPage();
    expect(apartBlocker(state(bare))).toContain("Load a train");
    state(bare).askApart("test", 1);
    expect(asked(bare)).toEqual([]);
    const page = await loadedPage();
    await isReady(page);
    expect(apartBlocker(state(page))).toBeNull();
    state(page).askApart("test", 1);
    expect(asked(page)[0]?.question).toEqual({ against: "test", groups: [{ name: "a", columns: [0] }, { name: "b", columns: [1] }], seed: 1, engine: "auto" });
    asked(page)[0]?.tell(0.5);
    expect(state(page).apartLooks.test.portion).toEqual({ done: 0.5, total: 1 });
    asked(page)[0]?.answer("of test");
    await arrived();
    expect(state(page).apartLooks).toMatchObject({ test: { status: "ready", answer: { value: "of test" } }, validation: { status: "unseen" } });
    state(page).askApart("test", 1);
    expect(asked(page)).toHaveLength(1);
    state(page).askApart("test", 2);
    expect(asked(page)).toHaveLength(2);
  });

  it("can be given up, and asked again when it has failed", async () => {
    const page = await loadedPage();
    await isReady(page);
    state(page).askApart("validation", 1);
    state(page).stopApart("validation");
    expect(asked(page)[0]?.signal?.aborted).toBe(true);
    await arrived();
    expect(state(page).apartLooks.validation.status).toBe("unseen");
    state(page).askApart("validation", 1);
    asked(page)[1]?.fail(new Error("The GPU is gone."));
    await arrived();
    expect(state(page).apartLooks.validation).toMatchObject({ status: "failed", error: "The GPU is gone." });
    state(page).askApartAgain("validation");
    expect(asked(page)).toHaveLength(3);
  });

  it("gives way to a run, says so, and can be asked again after it", async () => {
    const page = await loadedPage();
    await isReady(page);
    state(page).askApart("test", 1);
    asked(page)[0]?.fail(new RemoteError({ code: "busy", name: "TrainerError", message: "A run is under way. Stop it first.", stack: "" }));
    await arrived();
    expect(state(page).apartLooks.test).toMatchObject({ status: "failed", error: "a run began, and the question gave way to it." });
    state(page).askApartAgain("test");
    asked(page)[1]?.answer("after all");
    await arrived();
    expect(state(page).apartLooks.test).toMatchObject({ status: "ready", answer: { value: "after all" } });
  });

  it("gives a trainer that was started anew its matrices first", async () => {
    const page = await loadedPage();
    await isReady(page);
    state(page).askApart("test", 1);
    asked(page)[0]?.fail(new RemoteError({ code: "no-data", name: "TrainerError", message: "No data.", stack: "" }));
    await expect.poll(() => asked(page).length).toBe(2);
    asked(page)[1]?.answer("after all");
    await expect.poll(() => state(page).apartLooks.test.status).toBe("ready");
  });

  it("stays from run to run, and goes with the data that it is of", async () => {
    const page = await loadedPage();
    await isReady(page);
    state(page).askApart("test", 1);
    asked(page)[0]?.answer("of these files");
    await arrived();
    await runBeyond(page, 2);
    expect(apartBlocker(state(page))).toContain("A run is under way");
    state(page).askApart("test", 2);
    expect(asked(page)).toHaveLength(1);
    page.trainer.end("finished", { weightsEpoch: 2 });
    await settled(page);
    await startRun(page);
    expect(state(page).apartLooks.test.answer?.value).toBe("of these files");
    page.trainer.end("finished", { weightsEpoch: 0 });
    selectFeatures(page.store, { include: ["a"] });
    await page.store.getState().prepared();
    await expect.poll(() => state(page).apartLooks.test.status).toBe("unseen");
  });

  it("is given up when other files come meanwhile", async () => {
    const page = await loadedPage();
    await isReady(page);
    state(page).askApart("test", 1);
    await state(page).addFiles([csv("test", 9)]);
    await expect.poll(() => asked(page)[0]?.signal?.aborted).toBe(true);
    expect(state(page).apartLooks.test.answer).toBeNull();
  });
});
