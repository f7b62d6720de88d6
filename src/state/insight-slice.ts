import type { Insight } from "../domain/examiner";
import type { AppState, SliceCreator } from "./app-state";
import { shownMoment } from "./compare-slice";
import { askedNet, askWithData, compareBlocker, epochOf, isKept, isOutlived, type Moment } from "./compared-net";
import { createLooker, UNSEEN, type Look, type Watching } from "./look";
import { isActive, type Run } from "./run-slice";
import type { Services } from "./services";

export interface InsightLook {
  readonly runId: number;
  /** Kept ones, evenly spaced, ascending. */
  readonly epochs: readonly number[];
  /** The net that the stage shows, where its weights are kept. It goes first. */
  readonly shown: Moment | null;
  /** The epoch that a person chose; null for the newest. */
  readonly chosen: number | null;
}

export interface EpochInsight {
  readonly at: Moment;
  /** Null where the net is that of the middle of an epoch. */
  readonly epoch: number | null;
  readonly insight: Insight;
  /** How far each layer went since the epoch looked into before it, as a share of where it was; null of the first. */
  readonly update: { readonly since: number; readonly ratios: readonly (number | null)[] } | null;
}

export interface InsightSlice {
  /**
   * What a sample of rows shows of the layers at the end of kept epochs, ascending. The answer holds what is known so far,
   * also while more is looked for. Dropped with the run, and when its data changes.
   */
  readonly insightLook: Look<InsightLook, readonly EpochInsight[]>;
  /**
   * Asks about the net shown and about kept epochs, evenly spaced where they are many; those that were seen before are not
   * asked again. While a run is under way, what is being looked for is finished first unless a person chose another epoch.
   */
  askInsight(): void;
  askInsightAgain(): void;
}

/** Epochs that are looked into at most, besides the last and the one shown: each takes up to a few tenths of a second. */
const MOST_EPOCHS = 40;
const BINS = 48;

export const createInsightSlice =
  ({ examiner }: Services): SliceCreator<InsightSlice> =>
  (set, get, store) => {
    /** Of this run; those of the last question. */
    const seen = new Map<Moment, EpochInsight>();

    const insightAt = async (look: InsightLook, at: Moment, signal: AbortSignal): Promise<EpochInsight> => {
      const { updateRatios } = await import("../domain/insight/layer-report");
      signal.throwIfAborted();
      const { run } = get();
      if (run === null) throw new Error("This run is gone.");
      const { config, weights } = askedNet(get(), { runId: look.runId, at });
      const epoch = epochOf(run, at);
      const since = look.epochs.findLast((each) => epoch !== null && each < epoch);
      const before = since === undefined ? null : get().checkpointAt(since);
      const update = before === null ? null : { since: before.epoch, ratios: updateRatios(before.weights, weights) };
      const known = seen.get(at);
      if (known !== undefined) return { ...known, update: update ?? known.update };
      const insight = await askWithData(get, signal, () => examiner.insight({ config, weights, seed: config.seed, bins: BINS }, { signal }));
      signal.throwIfAborted();
      return { at, epoch, insight, update };
    };

    const insightsAt = async (question: InsightLook, { signal, onEvent }: Watching): Promise<readonly EpochInsight[]> => {
      const moments = momentsOf(question);
      const forget = (at: Moment): void => {
        if (!moments.includes(at)) seen.delete(at);
      };
      const lookAt = async (at: Moment): Promise<void> => {
        // Kept when the question was put; a run that goes on may have given it up since.
        const { run } = get();
        if (run !== null && isKept(run, at)) seen.set(at, await insightAt(question, at, signal));
        set(({ insightLook }) => ({ insightLook: { ...insightLook, answer: { question, value: inOrder([...seen.values()]) } } }));
      };
      for (const at of [...seen.keys()]) forget(at);
      let newest = question.shown;
      for (const [index, at] of moments.entries()) {
        await lookAt(at);
        onEvent({ done: index + 1, total: moments.length });
        // What a run has come to meanwhile does not wait for all that came before it.
        const now = shownIn(get());
        if (question.chosen !== null || now === null || now === newest) continue;
        if (newest !== null) forget(newest);
        newest = now;
        await lookAt(now);
      }
      return inOrder([...seen.values()]);
    };

    const looker = createLooker<InsightLook, readonly EpochInsight[]>({
      ask: insightsAt,
      show: (change) => {
        set(({ insightLook }) => ({ insightLook: { ...insightLook, ...change } }));
      },
    });

    store.subscribe((state, before) => {
      if (!isOutlived(state, before)) return;
      looker.stop();
      seen.clear();
      if (state.insightLook !== UNSEEN) set({ insightLook: UNSEEN });
    });

    return {
      insightLook: UNSEEN,
      askInsight: () => {
        const state: AppState = get();
        const { run, compare, insightLook } = state;
        if (run === null || compareBlocker(state) !== null) return;
        const question = { runId: run.id, epochs: insightEpochs(run), shown: shownIn(state), chosen: compare.chosen };
        const inHand = insightLook.status === "looking" ? insightLook.question : null;
        if (isActive(run) && inHand?.runId === run.id && inHand.chosen === question.chosen) return;
        if (JSON.stringify(question) !== JSON.stringify(insightLook.question)) looker.look(question);
      },
      askInsightAgain: () => {
        const { status, question } = get().insightLook;
        if (status === "failed" && question !== null) looker.look(question);
      },
    };
  };

/** The moment that the stage shows, by its epoch where that is kept. */
function shownIn(state: AppState): Moment | null {
  const { run } = state;
  const at = shownMoment(state)?.at ?? null;
  if (run === null || at === null) return null;
  const epoch = epochOf(run, at);
  if (epoch !== null && isKept(run, epoch)) return epoch;
  return isKept(run, at) ? at : null;
}

/** All that is asked: the net shown, the ends, then ever closer ones between them, so that the first few already show how it went. */
function momentsOf({ epochs, shown }: InsightLook): Moment[] {
  const moments = new Set<Moment>(shown === null ? [] : [shown]);
  const last = epochs.length - 1;
  for (let stride = 2 ** Math.ceil(Math.log2(Math.max(1, last))); stride >= 1; stride /= 2) {
    for (let index = 0; index <= last; index += stride) moments.add(epochs[index] ?? 0);
    if (last >= 0) moments.add(epochs[last] ?? 0);
  }
  return [...moments];
}

function inOrder(insights: readonly EpochInsight[]): readonly EpochInsight[] {
  return insights.toSorted((a, b) => (a.epoch ?? Infinity) - (b.epoch ?? Infinity));
}

/**
 * Every second, fourth, … kept epoch, until they are few enough, with the last. They stay the same ones as a run goes on,
 * until every second of them goes, as of the checkpoints themselves.
 */
function insightEpochs({ checkpoints }: Run): number[] {
  const epochs = checkpoints.map(({ epoch }) => epoch);
  const first = epochs[0] ?? 0;
  const spaced = (stride: number): number[] => epochs.filter((epoch, index) => (epoch - first) % stride === 0 || index === epochs.length - 1);
  let stride = 1;
  while (spaced(stride).length > MOST_EPOCHS) stride *= 2;
  return spaced(stride);
}
