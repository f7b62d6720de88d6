import type {
  AskedNet,
  Asking,
  DependenceQuestion,
  ImportanceQuestion,
  LogitsQuestion,
  NearestAnswer,
  NearestQuestion,
  SplitLogits,
  WorstQuestion,
} from "../domain/examiner";
import type { RawCell } from "../domain/features/fitted";
import type { Dependence } from "../domain/why/partial-dependence";
import type { Importance } from "../domain/why/permutation-importance";
import type { WorstRows } from "../domain/why/worst-rows";
import type { SliceCreator } from "./app-state";
import { askingOf, shownMoment } from "./compare-slice";
import { askedNet, askWithData, compareBlocker, isOutlived, isSameMoment, type NetMoment } from "./compared-net";
import { createLooker, UNSEEN, type Look, type Looker } from "./look";
import type { Services } from "./services";

type About<Question extends { readonly net: AskedNet }> = Omit<Question, "net">;

/** What each panel asks about a net, and what it is told. */
export interface Reasons {
  importance: { about: About<ImportanceQuestion>; answer: Importance };
  dependence: { about: About<DependenceQuestion>; answer: Dependence<RawCell> };
  nearest: { about: About<NearestQuestion>; answer: NearestAnswer };
  worst: { about: About<WorstQuestion>; answer: WorstRows };
  logits: { about: About<LogitsQuestion>; answer: SplitLogits };
}

export type WhyPanel = keyof Reasons;

/** A question with the net that it is about. */
export interface WhyQuestion<P extends WhyPanel> {
  readonly moment: NetMoment;
  readonly about: Reasons[P]["about"];
}

export type WhyLooks = { readonly [P in WhyPanel]: Look<WhyQuestion<P>, Reasons[P]["answer"]> };

export interface WhySlice {
  /** What was found out about nets of the run, a panel each. Dropped with the run, and when its data changes. */
  readonly whyLooks: WhyLooks;
  /** Has a panel ask about the net that the Compare stage shows; nothing happens when that is what it shows or is asking. */
  askWhy<P extends WhyPanel>(panel: P, about: Reasons[P]["about"]): void;
  /** Asks once more what has failed. */
  askWhyAgain(panel: WhyPanel): void;
}

type Asks = { readonly [P in WhyPanel]: (net: AskedNet, about: Reasons[P]["about"], asking: Asking<AbortSignal>) => Promise<Reasons[P]["answer"]> };

const NOTHING_ASKED: WhyLooks = { importance: UNSEEN, dependence: UNSEEN, nearest: UNSEEN, worst: UNSEEN, logits: UNSEEN };

export const createWhySlice =
  ({ examiner }: Services): SliceCreator<WhySlice> =>
  (set, get, store) => {
    const asks: Asks = {
      importance: (net, about, asking) => examiner.importance({ net, ...about }, asking),
      dependence: (net, about, asking) => examiner.dependence({ net, ...about }, asking),
      nearest: (net, about, asking) => examiner.nearest({ net, ...about }, asking),
      worst: (net, about, asking) => examiner.worst({ net, ...about }, asking),
      logits: (net, about, asking) => examiner.logits({ net, ...about }, asking),
    };

    const lookerOf = <P extends WhyPanel>(panel: P): Looker<WhyQuestion<P>> =>
      createLooker<WhyQuestion<P>, Reasons[P]["answer"]>({
        ask: ({ moment, about }, watching) =>
          askWithData(get, watching.signal, () => asks[panel](askedNet(get(), moment), about, askingOf(watching))),
        show: (change) => {
          set(({ whyLooks }) => ({ whyLooks: { ...whyLooks, [panel]: { ...whyLooks[panel], ...change } } }));
        },
      });

    const lookers: { readonly [P in WhyPanel]: Looker<WhyQuestion<P>> } = {
      importance: lookerOf("importance"),
      dependence: lookerOf("dependence"),
      nearest: lookerOf("nearest"),
      worst: lookerOf("worst"),
      logits: lookerOf("logits"),
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
    };

    function again<P extends WhyPanel>(panel: P): void {
      const { status, question } = get().whyLooks[panel];
      if (status === "failed" && question !== null) lookers[panel].look(question);
    }
  };
