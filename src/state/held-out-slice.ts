import type { CumulativeCounts } from "../domain/metrics/cumulative-counts";
import type { SliceCreator } from "./app-state";
import { askingOf, shownMoment } from "./compare-slice";
import { askedNet, askWithData, compareBlocker, isKept, isOutlived, isSameMoment, type NetMoment } from "./compared-net";
import { createLooker, UNSEEN, type Look } from "./look";
import { isActive } from "./run-slice";
import type { Services } from "./services";

export interface HeldOutSlice {
  /** The rows of train that the run held out, under the net shown; dropped with the run, and when its data changes. */
  readonly heldOutLook: Look<NetMoment, CumulativeCounts | null>;
  /** Asks about the net that is shown, where its run held rows out; nothing happens when that is known or on its way. */
  askHeldOut(): void;
  askHeldOutAgain(): void;
}

export const createHeldOutSlice =
  ({ examiner }: Services): SliceCreator<HeldOutSlice> =>
  (set, get, store) => {
    const looker = createLooker<NetMoment, CumulativeCounts | null>({
      ask: (moment, watching) =>
        askWithData(get, watching.signal, () => examiner.heldOut({ net: askedNet(get(), moment) }, askingOf(watching))),
      show: (change) => {
        set(({ heldOutLook }) => ({ heldOutLook: { ...heldOutLook, ...change } }));
      },
    });
    store.subscribe((state, before) => {
      if (!isOutlived(state, before)) return;
      looker.stop();
      if (state.heldOutLook !== UNSEEN) set({ heldOutLook: UNSEEN });
    });
    return {
      heldOutLook: UNSEEN,
      askHeldOut: () => {
        const state = get();
        const { run, compare, heldOutLook } = state;
        const moment = shownMoment(state);
        if (run === null || moment === null || run.config.holdout === 0 || compare.scrubbing || isActive(run) || !isKept(run, moment.at)) return;
        if (compareBlocker(state) === null && !isSameMoment(heldOutLook.question, moment)) looker.look(moment);
      },
      askHeldOutAgain: () => {
        const { status, question } = get().heldOutLook;
        if (status === "failed" && question !== null) looker.look(question);
      },
    };
  };
