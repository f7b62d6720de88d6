import type { SplitLogits } from "../domain/examiner";
import { SPLITS, type PerSplit, type Split } from "../domain/split";
import type { Mistakes, MistakesFileQuestion, MistakesQuestion, SlicesQuestion } from "../domain/why/mistakes";
import type { SliceRow } from "../domain/why/slices";
import type { AppState, SliceCreator } from "./app-state";
import { askingOf, shownMoment } from "./compare-slice";
import { askedNet, askWithData, compareBlocker, epochOf, isKept, isOutlived, isSameMoment, type NetMoment } from "./compared-net";
import { createLooker, UNSEEN, type Look, type Looker, type Watching } from "./look";
import { isActive } from "./run-slice";
import type { Services } from "./services";

/** What the Errors panel asks about a net, and what it is told. */
interface Errors {
  mistakes: { about: Omit<MistakesQuestion, "scored">; answer: Mistakes };
  slices: { about: Omit<SlicesQuestion, "scored"> & { readonly splits: readonly Split[] }; answer: readonly SliceRow[] };
}

export type ErrorsPart = keyof Errors;
export type ErrorsAbout<P extends ErrorsPart> = Errors[P]["about"];

/** A question with the net that it is about. */
interface ErrorsQuestion<P extends ErrorsPart> {
  readonly moment: NetMoment;
  readonly about: ErrorsAbout<P>;
}

export type ErrorsLook<P extends ErrorsPart> = Look<ErrorsQuestion<P>, Errors[P]["answer"]>;
export type ErrorsLooks = { readonly [P in ErrorsPart]: ErrorsLook<P> };

export interface ErrorsSlice {
  /** What was found out about single rows. Dropped with the run, and when its data changes. */
  readonly errorsLooks: ErrorsLooks;
  /** Asks about the net that the Compare stage shows; nothing happens when that is what is shown or on its way. */
  askErrors<P extends ErrorsPart>(part: P, about: ErrorsAbout<P>): void;
  /** Asks once more what has failed. */
  askErrorsAgain(part: ErrorsPart): void;
  /** Hands out the rows that the net shown gets most wrong as a CSV file. */
  saveMistakes(about: Omit<MistakesFileQuestion, "scored">): Promise<void>;
}

const NOTHING_ASKED: ErrorsLooks = { mistakes: UNSEEN, slices: UNSEEN };

/** Why single rows cannot be told of now, in words with the way out; null when they can, or when nothing is shown at all. */
export function errorsBlocker(state: Pick<AppState, "run" | "compare" | "preparation">): string | null {
  const { run } = state;
  const moment = shownMoment(state);
  if (run === null || moment === null) return null;
  if (isActive(run)) return "A run is under way. Which rows it gets wrong is known once it has ended: until then only counts are kept of each epoch.";
  if (isKept(run, moment.at)) return null;
  const epoch = epochOf(run, moment.at);
  return `The weights of epoch ${epoch ?? "?"} were not kept, so nobody knows which rows it got wrong. Choose an epoch that is kept, or the newest.`;
}

export const createErrorsSlice =
  ({ examiner, dataSource, download }: Services): SliceCreator<ErrorsSlice> =>
  (set, get, store) => {
    /** Of one net: those of another take their place. */
    let known: { readonly moment: NetMoment; readonly logits: Partial<PerSplit<SplitLogits>> } | null = null;

    const logitsOf = async (moment: NetMoment, split: Split, watching: Watching): Promise<SplitLogits> => {
      const there = isSameMoment(known?.moment ?? null, moment) ? known?.logits[split] : undefined;
      if (there !== undefined) return there;
      const logits = await askWithData(get, watching.signal, () => examiner.logits({ net: askedNet(get(), moment), split }, askingOf(watching)));
      watching.signal.throwIfAborted();
      const others = known !== null && isSameMoment(known.moment, moment) ? known.logits : {};
      known = { moment, logits: { ...others, [split]: logits } };
      return logits;
    };

    const lookerOf = <P extends ErrorsPart>(
      part: P,
      ask: (question: ErrorsQuestion<P>, watching: Watching) => Promise<Errors[P]["answer"]>,
    ): Looker<ErrorsQuestion<P>> =>
      createLooker<ErrorsQuestion<P>, Errors[P]["answer"]>({
        ask,
        show: (change) => {
          set(({ errorsLooks }) => ({ errorsLooks: { ...errorsLooks, [part]: { ...errorsLooks[part], ...change } } }));
        },
      });

    const lookers: { readonly [P in ErrorsPart]: Looker<ErrorsQuestion<P>> } = {
      mistakes: lookerOf("mistakes", async ({ moment, about }, watching) => {
        const scored = await logitsOf(moment, about.split, watching);
        return dataSource.mistakes({ ...about, scored }, watching.signal);
      }),
      slices: lookerOf("slices", async ({ moment, about: { splits, ...about } }, watching) => {
        const scored: Partial<PerSplit<SplitLogits>> = {};
        for (const split of SPLITS) if (splits.includes(split)) scored[split] = await logitsOf(moment, split, watching);
        return dataSource.slices({ ...about, scored }, watching.signal);
      }),
    };

    store.subscribe((state, before) => {
      if (!isOutlived(state, before)) return;
      for (const looker of Object.values(lookers)) looker.stop();
      known = null;
      if (state.errorsLooks !== NOTHING_ASKED) set({ errorsLooks: NOTHING_ASKED });
    });

    function again<P extends ErrorsPart>(part: P): void {
      const { status, question } = get().errorsLooks[part];
      if (status === "failed" && question !== null) lookers[part].look(question);
    }

    return {
      errorsLooks: NOTHING_ASKED,
      askErrors: (part, about) => {
        const state = get();
        const moment = shownMoment(state);
        if (moment === null || state.compare.scrubbing || compareBlocker(state) !== null || errorsBlocker(state) !== null) return;
        const { status, question } = state.errorsLooks[part];
        const same = question !== null && isSameMoment(question.moment, moment) && JSON.stringify(question.about) === JSON.stringify(about);
        if (status === "unseen" || !same) lookers[part].look({ moment, about });
      },
      askErrorsAgain: (part) => {
        again(part);
      },
      saveMistakes: async (about) => {
        const moment = shownMoment(get());
        if (moment === null) return;
        const scored = await logitsOf(moment, about.split, { signal: new AbortController().signal, onEvent: () => undefined });
        download(`triptych-errors-${about.split}.csv`, await dataSource.mistakesFile({ ...about, scored }));
      },
    };
  };
