import type { ForecastOutcome, PoolPlan } from "../domain/pool";
import { SPLITS, type Split } from "../domain/split";
import type { SliceCreator } from "./app-state";
import { createLooker, UNSEEN, type Look } from "./look";
import type { Run } from "./run-slice";
import type { Services } from "./services";

export interface DealSlice {
  /** How the rows of all files are dealt anew; null where the files are the splits. Waits where one of them is not loaded. */
  readonly poolPlan: PoolPlan | null;
  /** The last run with results on each deal that was in force before this one. */
  readonly formerRuns: readonly Run[];
  /** What the plan that is being made would come to. */
  readonly forecast: Look<PoolPlan, ForecastOutcome>;
  /** The plan that deals what is loaded; null for none, or while one of its files is missing. */
  poolDue(): PoolPlan | null;
  foresee(plan: PoolPlan): void;
  /** Deals anew; where that is refused, everything stays as it was. @returns whether it was done */
  deal(plan: PoolPlan): Promise<boolean>;
  /** The files are the splits again, or what was carved out of them. */
  dealBack(): Promise<void>;
  /** Deals anew and starts a run as it is set up. */
  dealAndTrain(plan: PoolPlan): Promise<void>;
}

export const createDealSlice =
  ({ dataSource }: Services): SliceCreator<DealSlice> =>
  (set, get) => {
    const loaded = (): Split[] => SPLITS.filter((split) => get().sources[split] !== undefined);

    /** The run goes with its data as soon as another one starts. */
    const keepRun = (): void => {
      const { run, formerRuns } = get();
      if (run === null || run.results === null) return;
      const others = formerRuns.filter((former) => !isSameDeal(former, run));
      // Nothing but figures is needed of it.
      set({ formerRuns: [...others, { ...run, histograms: [], batchLosses: [], checkpoints: [] }] });
    };

    const looker = createLooker<PoolPlan, ForecastOutcome>({
      ask: (plan, watching) => dataSource.foresee({ plan, label: get().label }, watching),
      show: (change) => {
        set((state) => ({ forecast: { ...state.forecast, ...change } }));
      },
    });

    return {
      poolPlan: null,
      formerRuns: [],
      forecast: UNSEEN,

      poolDue: () => {
        const { poolPlan } = get();
        return poolPlan !== null && poolPlan.of.join() === loaded().join() ? poolPlan : null;
      },
      foresee: looker.look,
      deal: async (plan) => {
        const before = get().poolPlan;
        keepRun();
        set({ poolPlan: plan, refusals: [] });
        await get().dealAgain();
        const done = get().poolPlan === plan;
        if (!done && before !== null) {
          set({ poolPlan: before });
          await get().dealAgain();
        }
        get().dataChanged();
        return done;
      },
      dealBack: async () => {
        keepRun();
        set({ poolPlan: null });
        await get().dealAgain();
        get().dataChanged();
      },
      dealAndTrain: async (plan) => {
        if (await get().deal(plan)) get().transport.train();
      },
    };
  };

export function isSameDeal(a: Run, b: Run): boolean {
  return JSON.stringify(a.config.split ?? null) === JSON.stringify(b.config.split ?? null);
}
