import type { Asking, Baseline, Comparison } from "../domain/examiner";
import type { MetricIntervals } from "../domain/metrics/intervals";
import type { PerSplit } from "../domain/split";
import { selectionKey } from "../domain/training-rows";
import type { AppState, SliceCreator } from "./app-state";
import { askedNet, askWithData, compareBlocker, isKept, isOutlived, isSameMoment, momentOf, newestMoment, type NetMoment } from "./compared-net";
import { createLooker, UNSEEN, type Look, type Looker, type Watching } from "./look";
import type { PreparedMeta } from "./preparation-slice";
import { isActive } from "./run-slice";
import type { Services } from "./services";
import { thresholdOf } from "./threshold-slice";

export interface IntervalsLook extends NetMoment {
  readonly threshold: number;
}

/** The same data and the same rows of it have the same baseline, whatever run asks. */
export interface BaselineLook {
  readonly data: PreparedMeta;
  /** Which rows of train the run goes by. */
  readonly selection: string;
}

/** What the Compare stage shows. */
export interface CompareState {
  /** The epoch that a person chose; null: the newest, whichever that is. */
  readonly chosen: number | null;
  /** While a person drags: what is shown comes from histograms, and nothing is asked. */
  readonly scrubbing: boolean;
  /** The epoch that the chosen one is held against; null for none. */
  readonly second: number | null;
  /** The exact comparison of the chosen epoch, and of the one that it is held against. */
  readonly first: Look<NetMoment, Comparison>;
  readonly other: Look<NetMoment, Comparison>;
  readonly intervals: Look<IntervalsLook, PerSplit<MetricIntervals>>;
  readonly baseline: Look<BaselineLook, Baseline>;
}

export interface CompareSlice {
  readonly compare: CompareState;
  /** Shows the newest net, now and when a newer one comes. */
  followNewest(): void;
  /** Shows an epoch as its histograms have it, at once; to be called while a person drags. */
  scrub(epoch: number): void;
  /** Shows an epoch and has it measured exactly, where its weights are kept. */
  settle(epoch: number): void;
  /** Holds an epoch against the one shown; null for none. */
  compareWith(epoch: number | null): void;
  /** Asks for the intervals of what is shown at the threshold in use; nothing happens when they are there or on their way. */
  askIntervals(): void;
  /** Asks once more what has failed. */
  compareAgain(): void;
}

const NOTHING_COMPARED: CompareState = {
  chosen: null,
  scrubbing: false,
  second: null,
  first: UNSEEN,
  other: UNSEEN,
  intervals: UNSEEN,
  baseline: UNSEEN,
};

/** Of resampling: the same figures give the same intervals. */
export const INTERVALS_SEED = 1;

/** The net that the stage shows; null while there is none. */
export function shownMoment({ run, compare }: Pick<AppState, "run" | "compare">): NetMoment | null {
  if (run === null) return null;
  const at = compare.chosen === null ? newestMoment(run) : momentOf(run, compare.chosen);
  return at === null ? null : { runId: run.id, at };
}

/** The net that it is held against; null for none. */
export function secondMoment({ run, compare }: Pick<AppState, "run" | "compare">): NetMoment | null {
  return run === null || compare.second === null ? null : { runId: run.id, at: momentOf(run, compare.second) };
}

export const createCompareSlice =
  ({ examiner }: Services): SliceCreator<CompareSlice> =>
  (set, get, store) => {
    const show = (change: Partial<CompareState>): void => {
      set(({ compare }) => ({ compare: { ...compare, ...change } }));
    };
    const lookerOf = <Question, Answer>(
      panel: "first" | "other" | "intervals" | "baseline",
      ask: (question: Question, asking: Asking<AbortSignal>) => Promise<Answer>,
    ): Looker<Question> =>
      createLooker<Question, Answer>({
        ask: (question, watching) => askWithData(get, watching.signal, () => ask(question, askingOf(watching))),
        show: (change) => {
          set(({ compare }) => ({ compare: { ...compare, [panel]: { ...compare[panel], ...change } } }));
        },
      });
    const compared = (moment: NetMoment, asking: Asking<AbortSignal>): Promise<Comparison> =>
      examiner.compare({ net: askedNet(get(), moment), threshold: thresholdOf(get()).value }, asking);

    const lookers = {
      first: lookerOf<NetMoment, Comparison>("first", compared),
      other: lookerOf<NetMoment, Comparison>("other", compared),
      intervals: lookerOf<IntervalsLook, PerSplit<MetricIntervals>>("intervals", (question, asking) =>
        examiner.intervals({ net: askedNet(get(), question), threshold: question.threshold, seed: INTERVALS_SEED }, asking),
      ),
      baseline: lookerOf<BaselineLook, Baseline>("baseline", (_question, asking) => {
        const { run } = get();
        if (run === null) throw new Error("This run is gone.");
        return examiner.baseline({ config: run.config, threshold: run.config.threshold }, asking);
      }),
    };

    const drop = (): void => {
      for (const looker of Object.values(lookers)) looker.stop();
      if (get().compare !== NOTHING_COMPARED) set({ compare: NOTHING_COMPARED });
    };

    /** A new run drops what was of the one before; its baseline may be the same. */
    const startAnew = (): void => {
      for (const looker of [lookers.first, lookers.other, lookers.intervals]) looker.stop();
      const { baseline } = get().compare;
      set({ compare: { ...NOTHING_COMPARED, baseline } });
    };

    /** What is shown is asked for exactly as soon as that can be had. */
    const askExactly = (): void => {
      const state = get();
      const { run, compare } = state;
      if ((state.stage !== "compare" && state.stage !== "shift") || run === null || compare.scrubbing || isActive(run) || compareBlocker(state) !== null) return;
      for (const [panel, moment] of [["first", shownMoment(state)], ["other", secondMoment(state)]] as const) {
        if (moment === null || !isKept(run, moment.at) || isSameMoment(state.compare[panel].question, moment)) continue;
        // It goes first: intervals are of what was shown before, and take long.
        if (panel === "first") lookers.intervals.stop();
        lookers[panel].look(moment);
        if (panel === "first") show({ intervals: UNSEEN });
      }
    };

    const askBaseline = (): void => {
      const state = get();
      const { stage, run, compare } = state;
      if (stage !== "compare" || run === null || run.data === null || compareBlocker(state) !== null) return;
      const selection = selectionKey(run.config);
      const { question } = compare.baseline;
      if (question?.data !== run.data || question.selection !== selection) lookers.baseline.look({ data: run.data, selection });
    };

    store.subscribe((state, before) => {
      const { run, stage, preparation, compare } = state;
      if (run === before.run && stage === before.stage && preparation === before.preparation && compare === before.compare) return;
      if (run?.id !== before.run?.id) startAnew();
      else if (isOutlived(state, before)) drop();
      askExactly();
      askBaseline();
    });

    const again = <Question>(look: Look<Question, unknown>, looker: Looker<Question>): void => {
      if (look.status === "failed" && look.question !== null) looker.look(look.question);
    };

    return {
      compare: NOTHING_COMPARED,
      followNewest: () => {
        show({ chosen: null, scrubbing: false });
      },
      scrub: (epoch) => {
        show({ chosen: epoch, scrubbing: true });
      },
      settle: (epoch) => {
        show({ chosen: epoch, scrubbing: false });
      },
      compareWith: (second) => {
        lookers.other.stop();
        show({ second, other: UNSEEN });
      },
      askIntervals: () => {
        const state = get();
        const moment = shownMoment(state);
        const { run, compare } = state;
        if (moment === null || run === null || compare.scrubbing || isActive(run) || !isKept(run, moment.at)) return;
        if (compareBlocker(state) !== null) return;
        const threshold = thresholdOf(state).value;
        const { question } = compare.intervals;
        if (!isSameMoment(question, moment) || question?.threshold !== threshold) lookers.intervals.look({ ...moment, threshold });
      },
      compareAgain: () => {
        const { compare } = get();
        again(compare.first, lookers.first);
        again(compare.other, lookers.other);
        again(compare.intervals, lookers.intervals);
        again(compare.baseline, lookers.baseline);
      },
    };
  };

/** How a look passes on what it watches. */
export function askingOf({ signal, onEvent }: Watching): Asking<AbortSignal> {
  return {
    signal,
    onShare: (share) => {
      onEvent({ done: share, total: 1 });
    },
  };
}
