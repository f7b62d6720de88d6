import type { InjectionPlan } from "../domain/shift/injection";
import type { SliceCreator } from "./app-state";
import { shownMoment } from "./compare-slice";
import { askedNet, askWithData, compareBlocker, isOutlived, type NetMoment } from "./compared-net";
import type { InjectionAnswer, SweepAnswer } from "./inject-asks";
import { createLooker, UNSEEN, type Look, type Looker } from "./look";
import type { Services } from "./services";
import { thresholdOf } from "./threshold-slice";

export interface InjectionAbout extends NetMoment {
  readonly plan: InjectionPlan;
  readonly threshold: number;
}

export interface InjectionLooks {
  /** Before and after. */
  readonly measure: Look<InjectionAbout, InjectionAnswer>;
  /** The same over the strength of the injections. */
  readonly sweep: Look<InjectionAbout, SweepAnswer>;
}

export type InjectionPanel = keyof InjectionLooks;

export interface InjectSlice {
  /** What a person wants to do to a copy of a split; can be taken back. */
  readonly injection: { readonly plan: InjectionPlan; readonly past: readonly InjectionPlan[]; readonly future: readonly InjectionPlan[] };
  /** Dropped with the run, and when its data changes. */
  readonly injectionLooks: InjectionLooks;
  /** Never another object. */
  readonly injectionActions: InjectionActions;
}

interface InjectionActions {
  planInjection(plan: InjectionPlan): void;
  undoInjection(): void;
  redoInjection(): void;
  /** Asks about the plan as it stands, and the net that the Compare stage shows. */
  askInjection(panel: InjectionPanel): void;
  stopInjection(panel: InjectionPanel): void;
}

/** More steps back than this are forgotten. */
const MAX_PAST = 100;
const NOTHING: InjectionLooks = { measure: UNSEEN, sweep: UNSEEN };

export const createInjectSlice =
  (services: Services): SliceCreator<InjectSlice> =>
  (set, get, store) => {
    const show = <P extends InjectionPanel>(panel: P, change: Partial<InjectionLooks[P]>): void => {
      set(({ injectionLooks }) => ({ injectionLooks: { ...injectionLooks, [panel]: { ...injectionLooks[panel], ...change } } }));
    };
    const lookers: { readonly [P in InjectionPanel]: Looker<InjectionAbout> } = {
      measure: createLooker<InjectionAbout, InjectionAnswer>({
        ask: (about, watching) =>
          askWithData(get, watching.signal, async () => (await import("./inject-asks")).measureInjection(services, askedNet(get(), about), about, watching)),
        show: (change) => { show("measure", change); },
      }),
      sweep: createLooker<InjectionAbout, SweepAnswer>({
        ask: (about, watching) =>
          askWithData(get, watching.signal, async () => (await import("./inject-asks")).sweepInjection(services, askedNet(get(), about), about, watching)),
        show: (change) => { show("sweep", change); },
      }),
    };
    store.subscribe((state, before) => {
      if (!isOutlived(state, before)) return;
      for (const looker of Object.values(lookers)) looker.stop();
      if (state.injectionLooks !== NOTHING) set({ injectionLooks: NOTHING });
    });

    return {
      injection: { plan: { split: "test", seed: 1, list: [] }, past: [], future: [] },
      injectionLooks: NOTHING,
      injectionActions: {
        planInjection: (next) => {
          const { plan, past } = get().injection;
          if (JSON.stringify(next) !== JSON.stringify(plan)) set({ injection: { plan: next, past: [...past, plan].slice(-MAX_PAST), future: [] } });
        },
        undoInjection: () => {
          const { plan, past, future } = get().injection;
          const before = past.at(-1);
          if (before !== undefined) set({ injection: { plan: before, past: past.slice(0, -1), future: [...future, plan] } });
        },
        redoInjection: () => {
          const { plan, past, future } = get().injection;
          const after = future.at(-1);
          if (after !== undefined) set({ injection: { plan: after, past: [...past, plan], future: future.slice(0, -1) } });
        },
        askInjection: (panel) => {
          const state = get();
          const moment = shownMoment(state);
          if (moment === null || compareBlocker(state) !== null) return;
          lookers[panel].look({ ...moment, plan: state.injection.plan, threshold: thresholdOf(state).value });
        },
        stopInjection: (panel) => {
          const { status, answer } = get().injectionLooks[panel];
          if (status !== "looking") return;
          lookers[panel].stop();
          show(panel, answer === null ? UNSEEN : { status: "ready", question: answer.question, portion: null });
        },
      },
    };
  };
