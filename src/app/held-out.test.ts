import { describe, expect, it } from "vitest";
import type { AppState } from "../state/app-state";
import { shownComparison } from "../state/compare-figures";
import { madeComparison, type AskedQuestion } from "./testing/fake-examiner";
import { comparedPage, loadedPage, type Page, runBeyond, settled } from "./testing/open-page";

const state = ({ store }: Page): AppState => store.getState();
/** Lets what was answered arrive. */
const arrived = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

function asked(page: Page, method: AskedQuestion["method"]): AskedQuestion[] {
  return page.examiner.asked.filter((each) => each.method === method);
}

/** A run that held rows out and has ended, with the Shift stage open. */
async function heldOutPage(): Promise<Page> {
  const page = await loadedPage();
  state(page).configure({ holdout: 0.25 });
  await runBeyond(page, 4);
  page.trainer.end("finished", { weightsEpoch: 4 });
  await settled(page);
  await expect.poll(() => state(page).run?.status).toBe("finished");
  state(page).openStage("shift");
  return page;
}

describe("the Shift stage", () => {
  it("asks for the exact figures of the net shown, as the Compare stage does, but for no baseline", async () => {
    const page = await heldOutPage();
    expect([asked(page, "compare").length, asked(page, "baseline").length]).toEqual([1, 0]);
    asked(page, "compare")[0]?.answer(madeComparison(2));
    await arrived();
    expect(shownComparison(state(page))?.exact).toBe(true);
  });

  it("asks about the rows held out once a net, and again after a failure", async () => {
    const page = await heldOutPage();
    state(page).askHeldOut();
    state(page).askHeldOut();
    expect(asked(page, "heldOut")).toHaveLength(1);
    expect(asked(page, "heldOut")[0]?.question).toMatchObject({ net: { weights: state(page).run?.outcome?.weights } });
    asked(page, "heldOut")[0]?.fail(new Error("lost"));
    await arrived();
    expect(state(page).heldOutLook).toMatchObject({ status: "failed", error: "lost" });
    state(page).askHeldOutAgain();
    const { counts } = madeComparison(1).train;
    asked(page, "heldOut")[1]?.answer(counts);
    await arrived();
    expect(state(page).heldOutLook).toMatchObject({ status: "ready", answer: { value: counts } });
    state(page).settle(2);
    state(page).askHeldOut();
    expect(asked(page, "heldOut")).toHaveLength(3);
  });

  it("drops what was found with the data, and asks nothing where no rows were held out or a run is under way", async () => {
    const page = await heldOutPage();
    state(page).askHeldOut();
    state(page).chooseLabel("b");
    expect(asked(page, "heldOut")[0]?.signal?.aborted).toBe(true);
    await state(page).prepared();
    expect(state(page).heldOutLook.status).toBe("unseen");
    const whole = await comparedPage();
    state(whole).askHeldOut();
    expect(asked(whole, "heldOut")).toEqual([]);
    const running = await loadedPage();
    state(running).configure({ holdout: 0.25 });
    await runBeyond(running, 2);
    state(running).askHeldOut();
    expect(asked(running, "heldOut")).toEqual([]);
  });
});
