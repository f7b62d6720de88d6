import type { Insight } from "../domain/examiner";
import type { AppState, SliceCreator } from "./app-state";
import { askWithData, compareBlocker, isOutlived } from "./compared-net";
import { createLooker, UNSEEN, type Look, type Watching } from "./look";
import type { Run } from "./run-slice";
import type { Services } from "./services";

export interface InsightLook {
  readonly runId: number;
  /** Kept ones, ascending. */
  readonly epochs: readonly number[];
}

export interface EpochInsight {
  readonly epoch: number;
  readonly insight: Insight;
}

export interface InsightSlice {
  /** What a sample of rows shows of the layers at the end of kept epochs. Dropped with the run, and when its data changes. */
  readonly insightLook: Look<InsightLook, readonly EpochInsight[]>;
  /** Asks about the kept epochs, evenly spaced where they are many; those that were seen before are not asked again. */
  askInsight(): void;
  askInsightAgain(): void;
}

/** Epochs that are looked into at most: each takes up to a few tenths of a second. */
const MOST_EPOCHS = 40;
const BINS = 48;

export const createInsightSlice =
  ({ examiner }: Services): SliceCreator<InsightSlice> =>
  (set, get, store) => {
    /** Of this run, by epoch. */
    const seen = new Map<number, Insight>();

    const insightAt = async (epoch: number, signal: AbortSignal): Promise<Insight> => {
      const known = seen.get(epoch);
      if (known !== undefined) return known;
      const insight = await askWithData(get, signal, () => {
        const { run, checkpointAt } = get();
        const weights = checkpointAt(epoch)?.weights;
        if (run === null || weights === undefined) throw new Error(`Epoch ${epoch} is no longer kept.`);
        return examiner.insight({ config: run.config, weights, seed: run.config.seed, bins: BINS }, { signal });
      });
      signal.throwIfAborted();
      seen.set(epoch, insight);
      return insight;
    };

    const insightsAt = async ({ epochs }: InsightLook, { signal, onEvent }: Watching): Promise<readonly EpochInsight[]> => {
      const insights: EpochInsight[] = [];
      for (const [index, epoch] of epochs.entries()) {
        insights.push({ epoch, insight: await insightAt(epoch, signal) });
        onEvent({ done: index + 1, total: epochs.length });
      }
      return insights;
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
        const { run, insightLook } = state;
        if (run === null || compareBlocker(state) !== null) return;
        const question = { runId: run.id, epochs: insightEpochs(run) };
        if (JSON.stringify(question) !== JSON.stringify(insightLook.question)) looker.look(question);
      },
      askInsightAgain: () => {
        const { status, question } = get().insightLook;
        if (status === "failed" && question !== null) looker.look(question);
      },
    };
  };

/** The first, the last, and evenly spaced ones between them. */
function insightEpochs({ checkpoints }: Run): number[] {
  const last = checkpoints.length - 1;
  const count = Math.min(checkpoints.length, MOST_EPOCHS);
  return Array.from({ length: count }, (_, i) => checkpoints[Math.round((i * last) / Math.max(1, count - 1))]?.epoch ?? 0);
}
