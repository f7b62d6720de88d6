import { describe, expect, it } from "vitest";
import type { DriftAnswer } from "../domain/shift/drift";
import type { AppState } from "../state/app-state";
import type { Watching } from "../state/data-source";
import { csv, loadedPage, openPage, selectFeatures, startRun, type Page } from "./testing/open-page";

interface Asked {
  readonly signal: AbortSignal | undefined;
  tell(done: number): void;
  answer(value: DriftAnswer): void;
  fail(message: string): void;
}

const state = ({ store }: Page): AppState => store.getState();
/** Lets what was answered arrive. */
const arrived = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

/** A page with data whose drift is told when the test says so. */
async function page(): Promise<{ readonly page: Page; readonly asked: readonly Asked[] }> {
  const asked: Asked[] = [];
  const drift = ({ signal, onEvent }: Watching = {}): Promise<DriftAnswer> =>
    new Promise((resolve, reject) => {
      signal?.addEventListener("abort", () => { reject(new Error("aborted")); });
      asked.push({ signal, tell: (done) => { onEvent?.({ done, total: 1 }); }, answer: resolve, fail: (message) => { reject(new Error(message)); } });
    });
  const opened = openPage({ dataSource: { ...openPage().dataSource, drift } });
  await opened.store.getState().addFiles([csv("train"), csv("validation", 6), csv("test", 6)]);
  await opened.store.getState().prepared();
  await arrived();
  return { page: opened, asked };
}

describe("drift", () => {
  it("is measured by the data worker, of both features against both splits", async () => {
    const loaded = await loadedPage();
    await expect.poll(() => state(loaded).preparation.status).toBe("ready");
    state(loaded).askDrift();
    await expect.poll(() => state(loaded).drift.status).toBe("ready");
    expect(state(loaded).drift.answer?.value.map(({ name, against }) => [name, against])).toEqual([
      ["a", "validation"],
      ["b", "validation"],
      ["a", "test"],
      ["b", "test"],
    ]);
  });

  it("is not asked before there are matrices, and once while it is known or under way", async () => {
    const empty = openPage();
    state(empty).askDrift();
    expect(state(empty).drift.status).toBe("unseen");
    const { page: loaded, asked } = await page();
    state(loaded).askDrift();
    state(loaded).askDrift();
    asked[0]?.tell(0.25);
    expect(state(loaded).drift).toMatchObject({ status: "looking", portion: { done: 0.25, total: 1 } });
    asked[0]?.answer([]);
    await arrived();
    state(loaded).askDrift();
    expect(state(loaded).drift.status).toBe("ready");
    expect(asked).toHaveLength(1);
    await startRun(loaded);
    expect(state(loaded).drift.status).toBe("ready");
  });

  it("is dropped when the features are others, what is on its way too", async () => {
    const { page: loaded, asked } = await page();
    state(loaded).askDrift();
    selectFeatures(loaded.store, { include: ["a"] });
    expect(asked[0]?.signal?.aborted).toBe(true);
    expect(state(loaded).drift).toMatchObject({ status: "unseen", answer: null });
    await expect.poll(() => state(loaded).preparation.status).toBe("ready");
    state(loaded).askDrift();
    await arrived();
    asked[1]?.answer([]);
    await arrived();
    expect(state(loaded).drift.answer?.question.spec.features.map(({ column }) => column)).toEqual(["a"]);
    state(loaded).chooseLabel("b");
    expect(state(loaded).drift).toMatchObject({ status: "unseen", answer: null });
  });

  it("can be cancelled and asked again, as after a failure", async () => {
    const { page: loaded, asked } = await page();
    state(loaded).stopDrift();
    expect(state(loaded).drift.status).toBe("unseen");
    state(loaded).askDrift();
    state(loaded).stopDrift();
    expect(asked[0]?.signal?.aborted).toBe(true);
    await arrived();
    expect(state(loaded).drift).toMatchObject({ status: "failed", error: "it was cancelled." });
    state(loaded).askDrift();
    expect(asked).toHaveLength(1);
    state(loaded).askDriftAgain();
    await arrived();
    asked[1]?.fail("No memory.");
    await arrived();
    expect(state(loaded).drift).toMatchObject({ status: "failed", error: "No memory." });
    state(loaded).askDriftAgain();
    await arrived();
    asked[2]?.answer([]);
    await arrived();
    expect(state(loaded).drift).toMatchObject({ status: "ready", error: null });
  });
});
