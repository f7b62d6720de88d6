import { describe, expect, it } from "vitest";
import type { AppState } from "../state/app-state";
import { whyBlocker } from "../state/why-slice";
import type { AskedQuestion } from "./testing/fake-examiner";
import { comparedPage, type Page, startRun } from "./testing/open-page";

const state = ({ store }: Page): AppState => store.getState();
/** Lets what was answered arrive. */
const arrived = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

function asked(page: Page, method: AskedQuestion["method"]): AskedQuestion[] {
  return page.examiner.asked.filter((each) => each.method === method);
}

const IMPORTANCE = { splits: ["train", "test"], groups: [{ name: "a", columns: [0] }], repeats: 2, seed: 1, threshold: 0.5, maxRows: 6 } as const;

describe("importance", () => {
  it("is asked of one split after the other, and its progress counts their rows", async () => {
    const page = await comparedPage();
    state(page).askWhy("importance", IMPORTANCE);
    await arrived();
    expect(asked(page, "importance").map(({ question }) => (question as { split: string }).split)).toEqual(["train"]);
    asked(page, "importance")[0]?.tell(0.5);
    // At most six rows of each are used.
    expect(state(page).whyLooks.importance.portion).toEqual({ done: 0.25, total: 1 });
    asked(page, "importance")[0]?.answer("of train");
    await arrived();
    asked(page, "importance")[1]?.tell(0.5);
    expect(state(page).whyLooks.importance.portion).toEqual({ done: 0.75, total: 1 });
    asked(page, "importance")[1]?.answer("of test");
    await arrived();
    expect(state(page).whyLooks.importance).toMatchObject({ status: "ready", answer: { value: { train: "of train", test: "of test" } } });
  });

  it("can be given up: what was found before stays, and it can be asked again", async () => {
    const page = await comparedPage();
    state(page).askWhy("importance", { ...IMPORTANCE, splits: ["test"] });
    await arrived();
    asked(page, "importance")[0]?.answer("first");
    await arrived();
    state(page).askWhy("importance", { ...IMPORTANCE, splits: ["test"], seed: 2 });
    await arrived();
    state(page).stopWhy("importance");
    expect(asked(page, "importance")[1]?.signal?.aborted).toBe(true);
    await arrived();
    expect(state(page).whyLooks.importance).toMatchObject({ status: "ready", question: { about: { seed: 1 } }, portion: null, answer: { value: { test: "first" } } });
    state(page).askWhy("importance", { ...IMPORTANCE, splits: ["test"], seed: 2 });
    await arrived();
    expect(asked(page, "importance")).toHaveLength(3);
    expect(state(page).whyLooks.importance.status).toBe("looking");
  });

  it("leaves nothing behind when it was given up before there was any", async () => {
    const page = await comparedPage();
    state(page).askWhy("importance", IMPORTANCE);
    state(page).stopWhy("importance");
    await arrived();
    expect(state(page).whyLooks.importance).toMatchObject({ status: "unseen", question: null, answer: null });
    state(page).stopWhy("dependence");
    expect(state(page).whyLooks.dependence.status).toBe("unseen");
  });
});

describe("a curve over a column", () => {
  const ABOUT = { split: "test", source: "b", points: 10, seed: 1, maxRows: 5, maxCurves: 2, maxValues: 4 } as const;

  it("is asked over the values that the data has, and comes with some of them", async () => {
    const page = await comparedPage();
    state(page).askWhy("dependence", ABOUT);
    await expect.poll(() => asked(page, "dependence")).toHaveLength(1);
    expect(asked(page, "dependence")[0]?.question).toMatchObject({ source: "b", grid: [0, 1, 2, 3, 4], features: [{ source: "a" }, { source: "b" }] });
    asked(page, "dependence")[0]?.answer({ made: "up" });
    await expect.poll(() => state(page).whyLooks.dependence.status).toBe("ready");
    const value = state(page).whyLooks.dependence.answer?.value;
    expect(value).toMatchObject({ type: "drawn", dependence: { made: "up" } });
    expect(value?.type === "drawn" && value.values).toHaveLength(4);
  });

  it("is none where there are no two values", async () => {
    const page = await comparedPage();
    state(page).askWhy("dependence", { ...ABOUT, source: "no such column" });
    await expect.poll(() => state(page).whyLooks.dependence.status).toBe("ready");
    expect(state(page).whyLooks.dependence.answer?.value).toMatchObject({ type: "none", reason: expect.stringContaining("no two different values") as string });
    expect(asked(page, "dependence")).toEqual([]);
  });
});

describe("what if", () => {
  it("starts from a row as it stands in the data, and brings the nearest row with its cells", async () => {
    const page = await comparedPage();
    state(page).askWhy("start", { split: "test", row: 3 });
    await expect.poll(() => asked(page, "nearest")).toHaveLength(1);
    const fitted = state(page).run?.data?.fitted.columns ?? [];
    const x = Float32Array.from(fitted, ({ center, scale }) => (3 - center) / scale);
    expect((asked(page, "nearest")[0]?.question as { x: Float32Array }).x).toEqual(x);
    asked(page, "nearest")[0]?.answer({ logit: -1, nearest: null });
    await expect.poll(() => state(page).whyLooks.start.status).toBe("ready");
    expect(state(page).whyLooks.start.answer?.value).toMatchObject({ logit: -1, raw: { columns: ["a", "b", "label"], cells: [[3, 3, 1]] } });

    state(page).askWhy("nearest", { split: "test", x, threshold: 0.5, maxDifferences: 2 });
    await arrived();
    asked(page, "nearest")[1]?.answer({ logit: -1, nearest: { row: 5, logit: 1, distance: 1, differences: [], x } });
    await expect.poll(() => state(page).whyLooks.nearest.status).toBe("ready");
    expect(state(page).whyLooks.nearest.answer?.value.raw?.cells).toEqual([[5, 0, 0]]);
  });

  it("says that there is no nearest row", async () => {
    const page = await comparedPage();
    state(page).askWhy("nearest", { split: "test", x: new Float32Array(2), threshold: 2, maxDifferences: 2 });
    await arrived();
    asked(page, "nearest")[0]?.answer({ logit: -1, nearest: null });
    await arrived();
    expect(state(page).whyLooks.nearest.answer?.value).toEqual({ logit: -1, nearest: null, raw: null });
  });
});

describe("nothing can be asked", () => {
  it("while a run is under way, nor of a net whose weights are gone", async () => {
    const page = await comparedPage();
    expect(whyBlocker(state(page))).toBeNull();
    state(page).settle(2);
    expect(whyBlocker(state(page))).toBeNull();
    const { run } = state(page);
    if (run === null) throw new Error("There is no run.");
    expect(whyBlocker({ ...state(page), run: { ...run, checkpoints: [] } })).toContain("no longer kept");
    await startRun(page);
    expect(whyBlocker(state(page))).toContain("run is under way");
  });
});
