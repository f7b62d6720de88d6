import { describe, expect, it } from "vitest";
import type { SplitLogits } from "../domain/examiner";
import type { AppState } from "../state/app-state";
import { errorsBlocker, type ErrorsAbout } from "../state/errors-slice";
import { comparedPage, loadedPage, type Page, runBeyond, selectFeatures, settled } from "./testing/open-page";

const state = ({ store }: Page): AppState => store.getState();

/** Lets what was answered arrive. */
const arrived = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Validation has six rows, the first and the fourth positive. The third gets the worst answer. */
const SCORED: SplitLogits = { logits: Float32Array.of(1, -1, 5, -2, -3, -4), y: Uint8Array.of(1, 0, 0, 1, 0, 0), rows: null };
const ABOUT: ErrorsAbout<"mistakes"> = { split: "validation", threshold: 0.5, kind: "wrong", conditions: [], from: 0, count: 100 };
const SLICES: ErrorsAbout<"slices"> = { splits: ["validation"], column: "b", limit: 20, threshold: 0.5, minRows: 1 };

function logitsAsked({ examiner }: Page): unknown[] {
  return examiner.asked.filter(({ method }) => method === "logits").map(({ question }) => (question as { split: string }).split);
}

async function answers({ examiner }: Page, value: unknown): Promise<void> {
  examiner.asked.findLast(({ method }) => method === "logits")?.answer(value);
  await arrived();
}

describe("the rows that a net gets most wrong", () => {
  it("are told with their cells; the net is asked once for all that is told of a split", async () => {
    const page = await comparedPage();
    state(page).askErrors("mistakes", ABOUT);
    expect(state(page).errorsLooks.mistakes.status).toBe("looking");
    await answers(page, SCORED);
    expect(state(page).errorsLooks.mistakes.answer?.value).toMatchObject({
      counts: { falsePositives: 1, falseNegatives: 1, right: 4 },
      mistakes: [{ row: 2, label: 0, answer: 1 }, { row: 3, label: 1, answer: 0 }],
      raw: { columns: ["a", "b", "label"], cells: [[2, 2, 0], [3, 3, 1]], fileRows: [2, 3] },
    });
    state(page).askErrors("mistakes", { ...ABOUT, threshold: 0.999 });
    state(page).askErrors("slices", SLICES);
    await expect.poll(() => state(page).errorsLooks.slices.status).toBe("ready");
    expect(state(page).errorsLooks.mistakes.answer?.value.counts).toMatchObject({ falsePositives: 0, falseNegatives: 2 });
    expect(logitsAsked(page)).toEqual(["validation"]);
  });

  it("are not asked for twice, and are of the net that is shown", async () => {
    const page = await comparedPage();
    state(page).askErrors("mistakes", ABOUT);
    state(page).askErrors("mistakes", { ...ABOUT });
    await answers(page, SCORED);
    expect(logitsAsked(page)).toHaveLength(1);
    state(page).settle(2);
    state(page).askErrors("mistakes", ABOUT);
    expect(logitsAsked(page)).toHaveLength(2);
    await answers(page, { ...SCORED, logits: SCORED.logits.map((logit) => -logit) });
    expect(state(page).errorsLooks.mistakes.answer).toMatchObject({ question: { moment: { at: 2 } }, value: { counts: { right: 2 } } });
  });

  it("are not known while a run is under way, nor where weights were not kept", async () => {
    const page = await loadedPage();
    await runBeyond(page, 3);
    state(page).openStage("compare");
    expect(errorsBlocker(state(page))).toMatch(/under way/);
    state(page).askErrors("mistakes", ABOUT);
    page.trainer.end("finished", { weightsEpoch: 3 });
    await settled(page);
    expect(errorsBlocker(state(page))).toBeNull();
    state(page).settle(77);
    expect(errorsBlocker(state(page))).toMatch(/epoch 77 were not kept/);
    state(page).askErrors("mistakes", ABOUT);
    expect(logitsAsked(page)).toEqual([]);
  });

  it("are dropped when the data changes", async () => {
    const page = await comparedPage();
    state(page).askErrors("mistakes", ABOUT);
    await answers(page, SCORED);
    selectFeatures(page.store, { include: ["a"] });
    await state(page).prepared();
    expect(state(page).errorsLooks.mistakes).toMatchObject({ status: "unseen", answer: null });
    state(page).askErrors("mistakes", ABOUT);
    expect(logitsAsked(page)).toHaveLength(1);
  });

  it("fail in words, and can be asked for once more", async () => {
    const page = await comparedPage();
    state(page).askErrors("mistakes", ABOUT);
    page.examiner.asked.findLast(({ method }) => method === "logits")?.fail(new Error("The engine is gone."));
    await arrived();
    expect(state(page).errorsLooks.mistakes).toMatchObject({ status: "failed", error: "The engine is gone." });
    state(page).askErrorsAgain("mistakes");
    await answers(page, SCORED);
    expect(state(page).errorsLooks.mistakes.status).toBe("ready");
  });

  it("go to a file", async () => {
    const page = await comparedPage();
    const saving = state(page).saveMistakes({ split: "validation", threshold: 0.5, kind: "wrong", conditions: [] });
    await answers(page, SCORED);
    await saving;
    const file = page.downloads.at(-1);
    expect(file?.name).toBe("triptych-errors-validation.csv");
    expect((await file?.blob?.text())?.split("\n").slice(0, 2)).toEqual([
      "split,row in file,outcome,label (net),score,loss,a,b,label",
      expect.stringMatching(/^validation,3,false positive,0,0\.993\d+,5\.006\d+,2,2,0$/),
    ]);
  });
});
