import type { ForecastOutcome, PoolPlan } from "../domain/pool";
import { problem, type Problem } from "../domain/problem";
import { refuseConfig } from "../domain/run-limits";
import { SPLITS, SPLIT_TITLES, type Split } from "../domain/split";
import type { AppState, SliceCreator } from "./app-state";
import { filesOf, type DealDraft } from "./deal-draft";
import { formerRunOf, isSameDeal, type FormerRun } from "./former-run";
import { createLooker, UNSEEN, type Look } from "./look";
import type { Services } from "./services";

export interface DealSlice {
  /** How the rows of all files are dealt anew; null where the files are the splits. Waits where one of them is not loaded. */
  readonly poolPlan: PoolPlan | null;
  /** Why the plan cannot be carried out on what is loaded; the splits are the files until it is taken back. */
  readonly poolRefusal: Problem | null;
  /** Why the deal that was asked for last was not done; the one before stands. */
  readonly dealRefusal: Problem | null;
  /** What became of a deal that nobody took back; until the next one, or until dismissed. */
  readonly dealNews: string | null;
  /** The plan that is being made, with the files that it is made for. */
  readonly dealDraft: DealDraft | null;
  /** The last run with results on each deal, of those that others came after. */
  readonly formerRuns: readonly FormerRun[];
  /** What the plan that is being made would come to. */
  readonly forecast: Look<PoolPlan, ForecastOutcome>;
  /** The plan that deals what is loaded; null for none, while one of its files is missing, or where it cannot be carried out. */
  poolDue(): PoolPlan | null;
  foresee(plan: PoolPlan): void;
  draftDeal(plan: PoolPlan): void;
  /** Deals anew; where that is refused or cancelled, everything stays as it was. @returns whether it was done */
  deal(plan: PoolPlan): Promise<boolean>;
  /** The files are the splits again, or what was carved out of them. */
  dealBack(): Promise<void>;
  /** Deals anew and starts a run as it is set up. */
  dealAndTrain(plan: PoolPlan): Promise<void>;
  /** To be called when a split gets another file than it had: what was said of those before is not said of these. */
  dealOutdated(): void;
  dismissDealNews(): void;
}

const OUTDATED = "The deal was of the files before, so it has ended: the splits are the files as they came. Deal again in Shift to mix these files.";

export const createDealSlice =
  ({ dataSource }: Services): SliceCreator<DealSlice> =>
  (set, get, store) => {
    // Nothing but figures is needed of a run that another comes after.
    store.subscribe(({ run, formerRuns }, before) => {
      if (before.run === null || run?.id === before.run.id) return;
      const former = formerRunOf(before.run);
      if (former !== null) set({ formerRuns: [...formerRuns.filter((each) => !isSameDeal(each, former)), former] });
    });

    const looker = createLooker<PoolPlan, ForecastOutcome>({
      ask: (plan, watching) => dataSource.foresee({ plan, label: get().label }, watching),
      show: (change) => {
        set((state) => ({ forecast: { ...state.forecast, ...change } }));
      },
    });

    return {
      poolPlan: null,
      poolRefusal: null,
      dealRefusal: null,
      dealNews: null,
      dealDraft: null,
      formerRuns: [],
      forecast: UNSEEN,

      poolDue: () => {
        const { poolPlan, poolRefusal } = get();
        return poolPlan !== null && poolRefusal === null && poolPlan.of.join() === loadedOf(get()).join() ? poolPlan : null;
      },
      foresee: looker.look,
      draftDeal: (plan) => {
        set({ dealDraft: { files: filesOf(get()), plan } });
      },
      deal: async (plan) => {
        set({ dealRefusal: null, dealNews: null });
        const outcome = await get().tryDeal(plan, { poolPlan: plan, poolRefusal: null });
        if (outcome.status === "refused") set({ dealRefusal: outcome.problem });
        if (outcome.status === "dealt") get().dataChanged();
        return outcome.status === "dealt";
      },
      dealBack: async () => {
        set({ poolPlan: null, dealRefusal: null, dealNews: null });
        await get().dealAgain();
        get().dataChanged();
      },
      dealAndTrain: async (plan) => {
        if (await get().deal(plan)) get().transport.train();
      },
      dealOutdated: () => {
        if (get().poolDue() !== null) set({ poolPlan: null, dealNews: OUTDATED });
      },
      dismissDealNews: () => {
        set({ dealNews: null });
      },
    };
  };

function loadedOf({ sources }: Pick<AppState, "sources">): Split[] {
  return SPLITS.filter((split) => sources[split] !== undefined);
}

/** Why rows cannot be dealt as they are to be; null where they are, or where files are still missing. */
export function dealBlocker({ poolPlan, poolRefusal, sources }: Pick<AppState, "poolPlan" | "poolRefusal" | "sources">): Problem | null {
  if (poolPlan === null || poolRefusal !== null) return poolRefusal;
  const loaded = loadedOf({ sources });
  const beside = loaded.find((split) => !poolPlan.of.includes(split));
  if (beside === undefined || !poolPlan.of.every((split) => loaded.includes(split))) return null;
  const title = SPLIT_TITLES[beside].toLowerCase();
  return problem(
    "error",
    "config",
    `The rows are to be dealt to all three splits from other files, but the ${title} split has a file of its own.`,
    "Take that file away, or go back to the files as they came.",
    { split: beside },
  );
}

/** The same in words. */
export function dealBlockerText(state: Pick<AppState, "poolPlan" | "poolRefusal" | "sources">): string | null {
  const blocker = dealBlocker(state);
  return blocker === null ? null : `${blocker.message} ${blocker.remedy}`;
}

/** Why nothing could be trained on any deal; null where it could. */
export function dealTrainBlocker({ label, features, config }: Pick<AppState, "label" | "features" | "config">): string | null {
  if (label === null) return "There is no label to train for: choose one in Data.";
  if (features.length === 0) return "There are no features to train on: choose some in Features.";
  return refuseConfig(config)?.message ?? null;
}
