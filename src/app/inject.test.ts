import { expect, it } from "vitest";
import type { MeasureQuestion } from "../domain/examiner";
import { cumulativeCounts } from "../domain/metrics/cumulative-counts";
import { indexTitle } from "../domain/shift/injection-drift";
import type { Injection } from "../domain/shift/injection";
import type { AppState } from "../state/app-state";
import type { AskedQuestion } from "./testing/fake-examiner";
import { comparedPage, startRun, type Page } from "./testing/open-page";

const state = ({ store }: Page): AppState => store.getState();
const arrived = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

function asked(page: Page): AskedQuestion[] {
  return page.examiner.asked.filter(({ method }) => method === "measure");
}

const rowsOf = (question: AskedQuestion | undefined) => (question?.question as MeasureQuestion).rows;

function plan(page: Page, ...injections: Injection[]): void {
  state(page).injectionActions.planInjection({ split: "test", seed: 2, list: injections.map((injection, index) => ({ id: index + 1, on: true, injection })) });
}

const answer = (name: string, scores: readonly number[] = [0.2, 0.4, 0.6]) => ({
  comparison: { evaluation: name, counts: cumulativeCounts(Float64Array.from(scores), Uint8Array.of(0, 1, 0)) },
  intervals: name,
});

it("measures the split as it is, then with the injections; the data stays as it is", async () => {
  const page = await comparedPage();
  plan(page, { type: "flip", share: 1 });
  state(page).injectionActions.askInjection("measure");
  await expect.poll(() => asked(page)).toHaveLength(1);
  expect([...rowsOf(asked(page)[0]).y]).toEqual([1, 0, 0, 1, 0, 0]);
  asked(page)[0]?.tell(0.5);
  expect(state(page).injectionLooks.measure.portion?.done).toBeCloseTo(0.3);
  asked(page)[0]?.answer(answer("before"));
  await expect.poll(() => asked(page)).toHaveLength(2);
  expect([...rowsOf(asked(page)[1]).y]).toEqual([0, 1, 1, 0, 1, 1]);
  asked(page)[1]?.answer(answer("after", [0.7, 0.8, 0.9]));
  await expect.poll(() => state(page).injectionLooks.measure.status).toBe("ready");
  expect(state(page).injectionLooks.measure.answer).toMatchObject({
    question: { plan: { split: "test", seed: 2 }, threshold: 0.5 },
    value: { type: "measured", before: { evaluation: "before" }, after: { evaluation: "after" }, effects: [{ id: 1, changed: 6, of: 6 }], withoutValue: 0 },
  });
  const { value } = state(page).injectionLooks.measure.answer ?? {};
  const indices = value?.type === "measured" ? value.indices : [];
  // Two of six rows are positive, then four.
  expect(indices.map((index) => [indexTitle(index), index.value, index.verdict])).toEqual([
    ["PSI of the labels", expect.closeTo((2 / 3) * Math.log(2), 12), "noise"],
    ["KS of the net's scores", 1, "noise"],
  ]);
  expect((await page.dataSource.cells({ split: "test", rows: [0] })).cells).toEqual([[0, 0, 1]]);
});

it("says why it cannot be done", async () => {
  const page = await comparedPage();
  plan(page, { type: "missing", column: "a", share: 1 });
  state(page).injectionActions.askInjection("measure");
  await expect.poll(() => asked(page)).toHaveLength(1);
  asked(page)[0]?.answer(answer("before"));
  await expect.poll(() => state(page).injectionLooks.measure.answer?.value).toMatchObject({ type: "refused", reason: expect.stringContaining("Every row lacks") as string });
});

it("sweeps from nothing to all of it, and leaves a hole where no row is left", async () => {
  const page = await comparedPage();
  plan(page, { type: "missing", column: "a", share: 1 });
  state(page).injectionActions.askInjection("sweep");
  // The strengths below the whole may lose all six rows too.
  for (let next = 0; state(page).injectionLooks.sweep.status === "looking"; next++) {
    await expect.poll(() => asked(page).length > next || state(page).injectionLooks.sweep.status !== "looking").toBe(true);
    asked(page)[next]?.answer(answer(String(next)));
    await arrived();
  }
  const points = state(page).injectionLooks.sweep.answer?.value ?? [];
  expect(points.map(({ strength }) => strength)).toEqual([0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1]);
  expect(points[0]?.measured).not.toBeNull();
  expect(points[8]?.measured).toBeNull();
});

it("can be given up, and keeps what was found before", async () => {
  const page = await comparedPage();
  plan(page, { type: "flip", share: 0.5 });
  state(page).injectionActions.askInjection("measure");
  await expect.poll(() => asked(page)).toHaveLength(1);
  state(page).injectionActions.stopInjection("measure");
  expect(asked(page)[0]?.signal?.aborted).toBe(true);
  await arrived();
  expect(state(page).injectionLooks.measure).toMatchObject({ status: "unseen", answer: null });
  state(page).injectionActions.askInjection("measure");
  for (const next of [1, 2]) {
    await expect.poll(() => asked(page).length).toBe(next + 1);
    asked(page)[next]?.answer(answer("done"));
  }
  await expect.poll(() => state(page).injectionLooks.measure.status).toBe("ready");
  state(page).injectionActions.askInjection("measure");
  state(page).injectionActions.stopInjection("measure");
  expect(state(page).injectionLooks.measure).toMatchObject({ status: "ready", answer: { value: { type: "measured" } } });
});

it("takes steps of the plan back and again, and drops what it found with the run", async () => {
  const page = await comparedPage();
  plan(page, { type: "flip", share: 0.5 });
  plan(page, { type: "flip", share: 0.5 });
  plan(page, { type: "flip", share: 0.7 });
  expect(state(page).injection.past).toHaveLength(2);
  state(page).injectionActions.undoInjection();
  expect(state(page).injection.plan.list[0]?.injection).toEqual({ type: "flip", share: 0.5 });
  state(page).injectionActions.redoInjection();
  expect(state(page).injection.plan.list[0]?.injection).toEqual({ type: "flip", share: 0.7 });
  state(page).injectionActions.undoInjection();
  state(page).injectionActions.undoInjection();
  state(page).injectionActions.undoInjection();
  expect(state(page).injection.plan.list).toEqual([]);

  state(page).injectionActions.askInjection("measure");
  await expect.poll(() => asked(page)).toHaveLength(1);
  await startRun(page);
  expect(asked(page)[0]?.signal?.aborted).toBe(true);
  expect(state(page).injectionLooks.measure.status).toBe("unseen");
});
