import type { AppState, SliceCreator } from "./app-state";
import { askingOf, shownMoment } from "./compare-slice";
import { askedNet, askWithData, compareBlocker, isKept, isOutlived, isSameMoment, type NetMoment } from "./compared-net";
import { createLooker, UNSEEN, type Look, type Looker } from "./look";
import { isActive } from "./run-slice";
import type { Services } from "./services";
import { asksOf, type Reasons, type WhyPanel } from "./why-asks";

/** A question with the net that it is about. */
export interface WhyQuestion<P extends WhyPanel> {
  readonly moment: NetMoment;
  readonly about: Reasons[P]["about"];
}

export type WhyLook<P extends WhyPanel> = Look<WhyQuestion<P>, Reasons[P]["answer"]>;

export type WhyLooks = { readonly [P in WhyPanel]: WhyLook<P> };

export interface WhySlice {
  /** What was found out about nets of the run, a panel each. Dropped with the run, and when its data changes. */
  readonly whyLooks: WhyLooks;
  /** Has a panel ask about the net that the Compare stage shows; nothing happens when that is what it shows or is asking. */
  askWhy<P extends WhyPanel>(panel: P, about: Reasons[P]["about"]): void;
  /** Asks once more what has failed. */
  askWhyAgain(panel: WhyPanel): void;
  /** Gives up what a panel is asking; what it was told last stays. */
  stopWhy(panel: WhyPanel): void;
}

/** Why nothing can be asked about the net that is shown, in words with the way out; null when it can. */
export function whyBlocker(state: Pick<AppState, "run" | "compare">): string | null {
  const { run } = state;
  if (run === null) return null;
  if (isActive(run)) return "A run is under way, and the engine is busy with it. The answers are worked out when it has ended, or is stopped.";
  const moment = shownMoment(state);
  if (moment === null || isKept(run, moment.at)) return null;
  return "The weights of this epoch are no longer kept, so the net cannot be asked. Choose an epoch that is kept, or the newest.";
}

const NOTHING_ASKED: WhyLooks = {
  importance: UNSEEN,
  dependence: UNSEEN,
  start: UNSEEN,
  nearest: UNSEEN,
  worst: UNSEEN,
  logits: UNSEEN,
  prior: UNSEEN,
  corrected: UNSEEN,
};

export const createWhySlice =
  (services: Services): SliceCreator<WhySlice> =>
  (set, get, store) => {
    const asks = asksOf(services);

    const show = <P extends WhyPanel>(panel: P, change: Partial<WhyLook<P>>): void => {
      set(({ whyLooks }) => ({ whyLooks: { ...whyLooks, [panel]: { ...whyLooks[panel], ...change } } }));
    };

    const lookerOf = <P extends WhyPanel>(panel: P): Looker<WhyQuestion<P>> =>
      createLooker<WhyQuestion<P>, Reasons[P]["answer"]>({
        ask: ({ moment, about }, watching) =>
          askWithData(get, watching.signal, async () => {
            const net = askedNet(get(), moment);
            const data = get().run?.data ?? null;
            if (data === null) throw new Error("The data of this run is not ready yet.");
            return asks[panel]({ net, data }, about, askingOf(watching));
          }),
        show: (change) => {
          show(panel, change);
        },
      });

    const lookers: { readonly [P in WhyPanel]: Looker<WhyQuestion<P>> } = {
      importance: lookerOf("importance"),
      dependence: lookerOf("dependence"),
      start: lookerOf("start"),
      nearest: lookerOf("nearest"),
      worst: lookerOf("worst"),
      logits: lookerOf("logits"),
      prior: lookerOf("prior"),
      corrected: lookerOf("corrected"),
    };

    store.subscribe((state, before) => {
      if (!isOutlived(state, before)) return;
      for (const looker of Object.values(lookers)) looker.stop();
      if (state.whyLooks !== NOTHING_ASKED) set({ whyLooks: NOTHING_ASKED });
    });

    return {
      whyLooks: NOTHING_ASKED,
      askWhy: (panel, about) => {
        const state = get();
        const moment = shownMoment(state);
        if (moment === null || compareBlocker(state) !== null) return;
        const { status, question } = state.whyLooks[panel];
        const same = question !== null && isSameMoment(question.moment, moment) && JSON.stringify(question.about) === JSON.stringify(about);
        if (status === "unseen" || !same) lookers[panel].look({ moment, about });
      },
      askWhyAgain: (panel) => {
        again(panel);
      },
      stopWhy: (panel) => {
        giveUp(panel);
      },
    };

    function again<P extends WhyPanel>(panel: P): void {
      const { status, question } = get().whyLooks[panel];
      if (status === "failed" && question !== null) lookers[panel].look(question);
    }

    function giveUp<P extends WhyPanel>(panel: P): void {
      const { status, answer } = get().whyLooks[panel];
      if (status !== "looking") return;
      lookers[panel].stop();
      show<WhyPanel>(panel, answer === null ? UNSEEN : { status: "ready", question: answer.question, portion: null });
    }
  };
