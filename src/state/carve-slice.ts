import { exchanged, usualPlan, withoutSplits, type CarvePlan } from "../domain/carve";
import { isPool, poolExchanged, type DealPlan } from "../domain/pool";
import type { Problem } from "../domain/problem";
import { SPLITS, type Split } from "../domain/split";
import type { Portion } from "../protocol/ingest-service";
import type { AppState, SliceCreator } from "./app-state";
import { dataWorkerFailed } from "./dataset-problems";
import { shownOf } from "./sources";
import type { Services } from "./services";

/** What came of having rows dealt. */
export type Dealing =
  | { readonly status: "dealt" }
  | { readonly status: "refused"; readonly problem: Problem }
  /** By the person: the splits are as they were. */
  | { readonly status: "cancelled" }
  /** Other files or another deal came in between, and see to the splits. */
  | { readonly status: "overtaken" };

/** The same of the plan of a configuration, whose files need not be there yet. */
export type Adoption = Dealing | { readonly status: "waits" };

export interface CarveSlice {
  /** How splits without a file are made; waits where the file that they come from is not loaded. */
  readonly carvePlan: CarvePlan | null;
  readonly carving: boolean;
  /** How far the dealing is; null where that is not told yet. */
  readonly carvePortion: Portion | null;
  /** What was noticed when rows were dealt. */
  readonly carveProblems: readonly Problem[];
  /** Makes splits out of a loaded file; when that is refused or cancelled, everything stays as it was. */
  carve(plan: CarvePlan): Promise<void>;
  /** Takes over the plan of a configuration, which is carried out once its file is there. */
  adoptPlan(plan: DealPlan): Promise<Adoption>;
  /** Loads one file as train and makes the other splits out of it, in the usual shares. */
  splitFile(file: File): Promise<void>;
  /** Gives all rows back to the file that they came from. */
  takeBackCarving(): Promise<void>;
  /** Gives the rows of one carved split back. */
  giveBack(split: Split): Promise<void>;
  /** Two splits have exchanged their files. */
  carvingMoved(a: Split, b: Split): void;
  /** To be called when files have come or gone, before `dataChanged`. */
  dealAgain(): Promise<void>;
  /** Deals by a plan that is not in force yet, with `change` once it is done; till then, and where it is not, all stays as it was. */
  tryDeal(plan: DealPlan, change: Partial<AppState>): Promise<Dealing>;
  /** Gives up the deal under way. */
  stopDealing(): void;
}

export const createCarveSlice =
  ({ dataSource }: Services): SliceCreator<CarveSlice> =>
  (set, get) => {
    /** Whether the data worker's tables are dealt. */
    let dealt = false;
    let inFlight: AbortController | null = null;
    let stopped: AbortController | null = null;
    let working = 0;
    /** Why the last carving of a file was not done, as it was said. */
    let said: Problem | null = null;

    const loaded = (): Split[] => loadedSplits(get());

    const deal = async (plan: DealPlan | null, change: Partial<AppState> = {}): Promise<Dealing> => {
      inFlight?.abort();
      const own = new AbortController();
      inFlight = own;
      try {
        const outcome = await dataSource.carve(plan, {
          signal: own.signal,
          onEvent: (carvePortion) => {
            if (inFlight === own) set({ carvePortion });
          },
        });
        if (outcome.status === "refused") return outcome;
        dealt = plan !== null;
        const { files, fileProblems } = shownOf(get().sources);
        set({ ...change, files: { ...files, ...outcome.summaries }, fileProblems, carveProblems: outcome.problems });
        return { status: "dealt" };
      } catch (reason) {
        if (stopped === own) return { status: "cancelled" };
        if (reason instanceof Error && reason.name === "AbortError") return { status: "overtaken" };
        return { status: "refused", problem: dataWorkerFailed(reason) };
      } finally {
        if (inFlight === own) {
          inFlight = null;
          set({ carvePortion: null });
        }
      }
    };

    /** Makes the splits that have no file, or takes back what was dealt where there is no plan for it. */
    const carveNow = async (): Promise<Dealing> => {
      const { carvePlan } = get();
      const ready = carvePlan !== null && loaded().includes(carvePlan.from);
      const plan = ready ? withoutSplits(carvePlan, loaded()) : null;
      if (ready) set({ carvePlan: plan });
      if (plan === null && !dealt) return { status: "dealt" };
      const outcome = await deal(plan);
      if (outcome.status === "dealt" || outcome.status === "overtaken") return outcome;
      set({ carvePlan: null });
      if (outcome.status === "refused") get().refuse([outcome.problem]);
      await deal(null);
      return outcome;
    };

    /** Has the splits made as the plans say, whatever they are now. */
    const dealNow = async (): Promise<Dealing> => {
      set({ poolRefusal: null });
      const pooled = get().poolDue();
      if (pooled === null) return carveNow();
      const outcome = await deal(pooled);
      if (outcome.status === "dealt" || outcome.status === "overtaken") return outcome;
      // A plan that cannot be carried out stays, so that nobody trains on other splits unawares.
      set(outcome.status === "refused" ? { poolRefusal: outcome.problem } : { poolPlan: null });
      await carveNow();
      return outcome;
    };

    const whileDealing = async <T>(work: () => Promise<T>): Promise<T> => {
      working++;
      set({ carving: true });
      try {
        return await work();
      } finally {
        working--;
        if (working === 0) set({ carving: false });
      }
    };

    return {
      carvePlan: null,
      carving: false,
      carvePortion: null,
      carveProblems: [],

      carve: async (plan) => {
        set(({ refusals }) => ({ refusals: refusals.filter((each) => each !== said) }));
        const change = { carvePlan: withoutSplits(plan, loaded()), poolPlan: null, poolRefusal: null };
        if (change.carvePlan === null || !loaded().includes(plan.from)) {
          set({ ...change, carvePlan: plan });
          await get().dealAgain();
        } else {
          const outcome = await get().tryDeal(change.carvePlan, change);
          if (outcome.status === "refused") {
            said = outcome.problem;
            get().refuse([said]);
          }
          if (outcome.status !== "dealt") return;
        }
        get().dataChanged();
      },
      adoptPlan: async (plan) => {
        set({ dealDraft: null, dealRefusal: null, dealNews: null });
        const adopted = isPool(plan) ? { poolPlan: plan, poolRefusal: null } : { carvePlan: plan, poolPlan: null, poolRefusal: null };
        if (!isPool(plan) || plan.of.join() !== loaded().join()) {
          const waits = isPool(plan) || !loaded().includes(plan.from);
          set(adopted);
          const outcome = await whileDealing(dealNow);
          get().dataChanged();
          return waits ? { status: "waits" } : outcome;
        }
        const outcome = await get().tryDeal(plan, adopted);
        if (outcome.status === "refused") {
          set({ poolPlan: plan, poolRefusal: outcome.problem });
          await whileDealing(carveNow);
        }
        if (outcome.status !== "cancelled") get().dataChanged();
        return outcome;
      },
      splitFile: async (file) => {
        await get().addFileAs("train", file);
        const plan = proposedPlan(get());
        if (plan !== null && get().sources[plan.from]?.file === file) await get().carve(plan);
      },
      takeBackCarving: async () => {
        set({ carvePlan: null });
        await get().dealAgain();
        get().dataChanged();
      },
      giveBack: async (split) => {
        const { carvePlan, poolPlan } = get();
        if (poolPlan !== null) {
          await get().dealBack();
          return;
        }
        if (carvePlan === null || !carvePlan.into.includes(split)) return;
        set({ carvePlan: withoutSplits(carvePlan, [split]) });
        await get().dealAgain();
        get().dataChanged();
      },
      carvingMoved: (a, b) => {
        const { carvePlan, poolPlan } = get();
        if (carvePlan !== null) set({ carvePlan: exchanged(carvePlan, a, b) });
        if (poolPlan !== null) set({ poolPlan: poolExchanged(poolPlan, a, b) });
      },
      dealAgain: async () => {
        await whileDealing(dealNow);
      },
      tryDeal: (plan, change) => whileDealing(() => deal(plan, change)),
      stopDealing: () => {
        stopped = inFlight;
        stopped?.abort();
      },
    };
  };

function loadedSplits({ sources }: Pick<AppState, "sources">): Split[] {
  return SPLITS.filter((split) => sources[split] !== undefined);
}

/** How missing splits could be made, the label dealt in equal shares where it has classes; null where none is missing. */
export function proposedPlan({ sources, label }: Pick<AppState, "sources" | "label">): CarvePlan | null {
  const loaded = loadedSplits({ sources });
  const column = sources[loaded[0] ?? "train"]?.summary.columns.find(({ name }) => name === label?.column);
  return usualPlan(loaded, (column?.values?.length ?? 0) > 1 ? (column?.name ?? null) : null);
}
