import { describe, expect, it } from "vitest";
import { WorkerGoneError } from "../protocol/errors";
import {
  applyRule,
  bestEpochOf,
  chosenByRule,
  figuresAt,
  inexactness,
  metricHistory,
  secondComparison,
  shownComparison,
  shownEpochs,
  shownFigures,
  shownIntervals,
} from "../state/compare-figures";
import { thresholdOf } from "../state/threshold-slice";
import { stageNote, stageStatus } from "../state/stage-status";
import type { AppState } from "../state/app-state";
import { madeComparison, type AskedQuestion } from "./testing/fake-examiner";
import { events } from "./testing/fake-trainer";
import { comparedPage, loadedPage, type Page, runBeyond, settled, startRun } from "./testing/open-page";

const state = ({ store }: Page): AppState => store.getState();

/** Lets what was answered arrive. */
const arrived = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

function asked(page: Page, method: AskedQuestion["method"]): AskedQuestion[] {
  return page.examiner.asked.filter((each) => each.method === method);
}

async function answers(page: Page, method: AskedQuestion["method"], value: unknown): Promise<void> {
  asked(page, method).at(-1)?.answer(value);
  await arrived();
}

describe("the Compare stage", () => {
  it("has nothing to show before a run, and says so", async () => {
    const page = await loadedPage();
    expect([stageStatus(state(page), "compare"), stageNote(state(page), "compare")]).toEqual(["empty", "no run yet"]);
    expect([shownComparison(state(page)), inexactness(state(page)), shownFigures(state(page))]).toEqual([null, null, null]);
    state(page).openStage("compare");
    state(page).askIntervals();
    expect(page.examiner.asked).toEqual([]);
  });

  it("follows the newest epoch of a run from its histograms, and asks for nothing but the baseline", async () => {
    const page = await loadedPage();
    state(page).openStage("compare");
    const id = await runBeyond(page, 2);
    expect(shownComparison(state(page))).toMatchObject({ at: 2, epoch: 2, exact: false });
    page.trainer.emit([events.epoch(id, 3)]);
    expect(shownComparison(state(page))?.epoch).toBe(3);
    expect(inexactness(state(page))).toMatchObject({ kind: "unavailable" });
    expect(stageStatus(state(page), "compare")).toBe("ready");
    expect(stageNote(state(page), "compare")).toBe("epoch 3");
    expect(page.examiner.asked.map(({ method }) => method)).toEqual(["baseline"]);
    state(page).settle(1);
    page.trainer.emit([events.epoch(id, 4)]);
    expect(shownComparison(state(page))?.epoch).toBe(1);
    expect(asked(page, "compare")).toEqual([]);
    state(page).followNewest();
    expect(shownComparison(state(page))?.epoch).toBe(4);
  });

  it("asks for the exact figures when the run has ended, and only once it is open", async () => {
    const page = await loadedPage();
    await runBeyond(page, 4);
    page.trainer.end("finished", { weightsEpoch: 4 });
    await settled(page);
    expect(page.examiner.asked).toEqual([]);
    state(page).openStage("compare");
    expect(asked(page, "compare")).toHaveLength(1);
    expect(asked(page, "compare")[0]?.question).toMatchObject({ net: { engine: "cpu", weights: state(page).run?.outcome?.weights } });
    expect(inexactness(state(page))).toEqual({ kind: "looking", share: null });
    asked(page, "compare")[0]?.tell(0.5);
    expect(inexactness(state(page))).toEqual({ kind: "looking", share: 0.5 });
    expect(shownComparison(state(page))).toMatchObject({ at: "end", epoch: 4, exact: false });
    const exact = madeComparison(2);
    await answers(page, "compare", exact);
    expect(shownComparison(state(page))).toMatchObject({ at: "end", epoch: 4, exact: true, splits: exact });
    expect([inexactness(state(page)), stageStatus(state(page), "compare")]).toEqual([null, "done"]);
    state(page).openStage("train");
    state(page).openStage("compare");
    expect(asked(page, "compare")).toHaveLength(1);
  });

  it("shows the net that early stopping went back to, and the last epoch only when that is chosen", async () => {
    const page = await comparedPage({ weightsEpoch: 2 });
    expect(shownComparison(state(page))).toMatchObject({ at: "end", epoch: 2 });
    await answers(page, "compare", madeComparison(1));
    state(page).settle(2);
    expect(asked(page, "compare")).toHaveLength(1);
    expect(shownComparison(state(page))).toMatchObject({ epoch: 2, exact: true });
    state(page).settle(4);
    expect(shownComparison(state(page))).toMatchObject({ at: 4, exact: false });
    expect(asked(page, "compare").at(-1)?.question).toMatchObject({ net: { weights: state(page).checkpointAt(4)?.weights } });
  });

  it("shows a net of 0 epochs, as of a model file", async () => {
    const page = await loadedPage();
    const id = await startRun(page);
    page.trainer.emit([events.engine(id, "cpu"), events.epoch(id, 0)]);
    page.trainer.end("finished", { weightsEpoch: 0 });
    await settled(page);
    state(page).openStage("compare");
    expect(shownComparison(state(page))).toMatchObject({ at: "end", epoch: 0, exact: false });
    expect(asked(page, "compare")).toHaveLength(1);
    expect(stageNote(state(page), "compare")).toBe("epoch 0");
  });

  it("waits for the exact figures of a net that was stopped in the middle of an epoch", async () => {
    const page = await comparedPage({ weightsEpoch: null });
    expect([shownComparison(state(page)), inexactness(state(page))?.kind]).toEqual([null, "looking"]);
    expect(stageNote(state(page), "compare")).toBe("where it was stopped");
    await answers(page, "compare", madeComparison(1));
    expect(shownComparison(state(page))).toMatchObject({ at: "end", epoch: null, exact: true });
  });
});

describe("scrubbing", () => {
  it("shows each epoch at once from its histogram, and asks for the last when it is let go", async () => {
    const page = await comparedPage();
    await answers(page, "compare", madeComparison(2));
    expect(shownEpochs(state(page).run ?? { history: [], histograms: [] })).toEqual([0, 1, 2, 3, 4]);
    for (const epoch of [3, 2, 1]) {
      state(page).scrub(epoch);
      expect(shownComparison(state(page))).toMatchObject({ epoch, exact: false });
      expect(inexactness(state(page))).toEqual({ kind: "scrubbing" });
    }
    expect(asked(page, "compare")).toHaveLength(1);
    state(page).settle(1);
    expect(asked(page, "compare")).toHaveLength(2);
    const exact = madeComparison(0.5);
    await answers(page, "compare", exact);
    expect(shownComparison(state(page))).toMatchObject({ at: 1, exact: true, splits: exact });
    state(page).scrub(1);
    expect(shownComparison(state(page))?.exact).toBe(true);
  });

  it("lets the newest question win", async () => {
    const page = await comparedPage();
    state(page).settle(1);
    state(page).settle(2);
    state(page).settle(3);
    await arrived();
    const questions = asked(page, "compare");
    expect(questions).toHaveLength(2);
    expect(questions[0]?.signal?.aborted).toBe(true);
    expect(questions[1]?.question).toMatchObject({ net: { weights: state(page).checkpointAt(3)?.weights } });
    await answers(page, "compare", madeComparison(3));
    expect(shownComparison(state(page))).toMatchObject({ at: 3, exact: true });
  });

  it("holds a second epoch against the one shown", async () => {
    const page = await comparedPage();
    await answers(page, "compare", madeComparison(2));
    state(page).compareWith(1);
    expect(secondComparison(state(page))).toMatchObject({ at: 1, exact: false });
    await answers(page, "compare", madeComparison(1));
    expect(secondComparison(state(page))).toMatchObject({ at: 1, exact: true });
    expect(shownComparison(state(page))).toMatchObject({ at: "end", exact: true });
    state(page).compareWith(null);
    expect(secondComparison(state(page))).toBeNull();
  });
});

describe("what was compared", () => {
  it("is dropped when the data changes, with what is under way", async () => {
    const page = await comparedPage();
    await answers(page, "compare", madeComparison(2));
    state(page).settle(1);
    state(page).chooseLabel("b");
    expect(asked(page, "compare").at(-1)?.signal?.aborted).toBe(true);
    await state(page).prepared();
    expect(state(page).compare).toMatchObject({ chosen: null, first: { status: "unseen" }, baseline: { status: "unseen" } });
    expect(shownComparison(state(page))).toBeNull();
    expect([stageStatus(state(page), "compare"), stageNote(state(page), "compare")]).toEqual(["empty", "data has changed"]);
    const before = page.examiner.asked.length;
    state(page).settle(2);
    state(page).askWhy("worst", { split: "test", limit: 5, threshold: null });
    state(page).askInsight();
    expect(page.examiner.asked).toHaveLength(before);
  });

  it("is dropped when another run begins, which follows its own newest epoch", async () => {
    const page = await comparedPage();
    await answers(page, "compare", madeComparison(2));
    state(page).settle(1);
    state(page).chooseThreshold(0.9, { kind: "typed" });
    const id = await startRun(page);
    expect(state(page).compare).toMatchObject({ chosen: null, first: { status: "unseen" } });
    expect(thresholdOf(state(page))).toEqual({ value: 0.5, origin: { kind: "run" } });
    page.trainer.emit([events.engine(id, "cpu"), events.epoch(id, 0)]);
    expect(shownComparison(state(page))).toMatchObject({ epoch: 0, exact: false });
  });

  it("says that the worker was lost, and gives a new one the data when it is asked again", async () => {
    const page = await comparedPage();
    asked(page, "compare")[0]?.fail(new WorkerGoneError("The training worker no longer answers."));
    await arrived();
    expect(inexactness(state(page))).toEqual({ kind: "failed", reason: "The training worker no longer answers." });
    expect(shownComparison(state(page))).toMatchObject({ epoch: 4, exact: false });
    const loads = page.trainer.loaded.length;
    state(page).compareAgain();
    asked(page, "compare").at(-1)?.fail(Object.assign(new Error("There is no data."), { code: "no-data" }));
    await expect.poll(() => asked(page, "compare").length).toBe(3);
    expect(page.trainer.loaded).toHaveLength(loads + 1);
    await answers(page, "compare", madeComparison(2));
    expect(shownComparison(state(page))?.exact).toBe(true);
  });
});

describe("the threshold of the Compare stage", () => {
  it("is the run's own until one is chosen, and every figure follows it from the counts", async () => {
    const page = await comparedPage();
    const exact = madeComparison(1);
    await answers(page, "compare", exact);
    expect(thresholdOf(state(page))).toEqual({ value: 0.5, origin: { kind: "run" } });
    const own = shownFigures(state(page));
    expect(shownFigures(state(page))).toBe(own);
    // Logits -1, 0.25 | 0, 1.
    expect(own?.test.confusion).toEqual({ tp: 1, fp: 1, tn: 1, fn: 1 });
    state(page).chooseThreshold(0.6, { kind: "dragged" });
    expect(shownFigures(state(page))?.test).toMatchObject({ threshold: 0.6, confusion: { tp: 1, fp: 0, tn: 2, fn: 1 } });
    expect(figuresAt(exact.test, 0.6)).toBe(figuresAt(exact.test, 0.6));
    expect(() => { state(page).chooseThreshold(NaN, { kind: "typed" }); }).toThrow(RangeError);
    state(page).useRunThreshold();
    expect(thresholdOf(state(page)).origin.kind).toBe("run");
  });

  it("can be chosen by a rule on one split, and says on which, of what", async () => {
    const page = await comparedPage();
    await answers(page, "compare", madeComparison(1));
    expect(chosenByRule(state(page), { type: "recall", atLeast: 1 }, "validation")).toMatchObject({ value: 1 });
    expect(applyRule(state(page), { type: "recall", atLeast: 1 }, "validation")).toBeNull();
    const { value, origin } = thresholdOf(state(page));
    expect(value).toBeLessThan(0.5);
    expect(origin).toEqual({ kind: "rule", rule: { type: "recall", atLeast: 1 }, split: "validation", epoch: 4, exact: true });
    expect(applyRule(state(page), { type: "recall", atLeast: 2 }, "test")).toMatch(/above 100/);
    expect(thresholdOf(state(page)).value).toBe(value);
  });

  it("is the one that the run had at its end, when it was changed on the way", async () => {
    const page = await loadedPage();
    const id = await runBeyond(page, 2);
    page.trainer.emit([{ type: "change", runId: id, change: { epoch: 2, step: 0, field: "threshold", from: 0.5, to: 0.7 } }]);
    expect(thresholdOf(state(page)).value).toBe(0.7);
  });
});

describe("intervals", () => {
  it("are asked for what is shown at the threshold in use, once, and are dropped with what was shown", async () => {
    const page = await comparedPage();
    await answers(page, "compare", madeComparison(2));
    state(page).askIntervals();
    state(page).askIntervals();
    expect(asked(page, "intervals")).toHaveLength(1);
    expect(asked(page, "intervals")[0]?.question).toMatchObject({ threshold: 0.5 });
    await answers(page, "intervals", { test: {} });
    expect(shownIntervals(state(page))).toEqual({ threshold: 0.5, splits: { test: {} } });
    state(page).chooseThreshold(0.6, { kind: "typed" });
    state(page).askIntervals();
    expect(asked(page, "intervals")).toHaveLength(2);
    state(page).settle(1);
    expect(asked(page, "intervals")[1]?.signal?.aborted).toBe(true);
    expect([shownIntervals(state(page)), state(page).compare.intervals.status]).toEqual([null, "unseen"]);
  });
});

describe("the epochs' metrics", () => {
  it("come from the history, else from the histograms, and tell the first best epoch", async () => {
    const page = await comparedPage();
    const { run } = state(page);
    if (run === null) throw new Error("There is no run.");
    expect(metricHistory(run, "test", "accuracy").map(({ value }) => value)).toEqual([1, 1, 1, 1, 1]);
    expect(bestEpochOf(run, "test", "accuracy")).toEqual({ epoch: 0, value: 1 });
    const losses = metricHistory(run, "test", "logLoss").map(({ value }) => value ?? NaN);
    expect(losses).toEqual(losses.toSorted((a, b) => b - a));
    expect(bestEpochOf(run, "test", "logLoss")?.epoch).toBe(4);
    expect(bestEpochOf(run, "test", "loss")?.epoch).toBe(0);
  });
});

describe("why and insight", () => {
  it("ask about the net that is shown, and ask again only for another", async () => {
    const page = await comparedPage();
    const about = { split: "test", limit: 5, threshold: null } as const;
    state(page).askWhy("worst", about);
    state(page).askWhy("worst", about);
    expect(asked(page, "worst")).toHaveLength(1);
    expect(asked(page, "worst")[0]?.question).toMatchObject({ ...about, net: { weights: state(page).run?.outcome?.weights } });
    await answers(page, "worst", { rows: [], candidates: 0 });
    expect(state(page).whyLooks.worst).toMatchObject({ status: "ready", answer: { question: { moment: { at: "end" } } } });
    state(page).settle(2);
    state(page).askWhy("worst", about);
    expect(asked(page, "worst")).toHaveLength(2);
    await startRun(page);
    expect(state(page).whyLooks.worst.status).toBe("unseen");
    expect(asked(page, "worst")[1]?.signal?.aborted).toBe(true);
  });

  it("look into every kept epoch once, the one shown first, and show what is known so far", async () => {
    const page = await comparedPage();
    const insightOf = (epoch: number) => ({ layers: [], rowsUsed: epoch, rows: 9 });
    const known = () => state(page).insightLook.answer?.value.map(({ epoch, insight }) => [epoch, insight.rowsUsed]);
    state(page).askInsight();
    await expect.poll(() => asked(page, "insight")).toHaveLength(1);
    for (const [index, epoch] of [4, 0, 2, 1, 3].entries()) {
      await expect.poll(() => asked(page, "insight")).toHaveLength(index + 1);
      expect(asked(page, "insight")[index]?.question).toMatchObject({ weights: state(page).checkpointAt(epoch)?.weights });
      await answers(page, "insight", insightOf(epoch));
      if (index === 1) expect(known()).toEqual([[0, 0], [4, 4]]);
    }
    expect(state(page).insightLook).toMatchObject({ status: "ready", answer: { question: { epochs: [0, 1, 2, 3, 4], shown: 4 } } });
    expect(known()).toEqual([0, 1, 2, 3, 4].map((epoch) => [epoch, epoch]));
    expect(state(page).insightLook.answer?.value.map(({ update }) => update?.since)).toEqual([undefined, 0, 1, 2, 3]);
    state(page).askInsight();
    state(page).settle(2);
    state(page).askInsight();
    await arrived();
    expect(asked(page, "insight")).toHaveLength(5);
  });

  it("let a run go on without giving up what is being looked into, unless a person chose another epoch", async () => {
    const page = await loadedPage();
    state(page).openStage("compare");
    const id = await runBeyond(page, 2);
    state(page).askInsight();
    await expect.poll(() => asked(page, "insight")).toHaveLength(1);
    page.trainer.emit([events.epoch(id, 3)]);
    state(page).askInsight();
    expect(asked(page, "insight")[0]?.signal?.aborted).toBe(false);
    await answers(page, "insight", { layers: [], rowsUsed: 2, rows: 9 });
    // The newest epoch does not wait for older ones.
    await expect.poll(() => asked(page, "insight")).toHaveLength(2);
    expect(asked(page, "insight")[1]?.question).toMatchObject({ weights: state(page).checkpointAt(3)?.weights });
    state(page).settle(1);
    state(page).askInsight();
    expect(asked(page, "insight")[1]?.signal?.aborted).toBe(true);
    await expect.poll(() => asked(page, "insight")).toHaveLength(3);
    expect(asked(page, "insight")[2]?.question).toMatchObject({ weights: state(page).checkpointAt(1)?.weights });
  });
});
