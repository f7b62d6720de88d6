import { exchanged, usualPlan, withoutSplits, type CarvePlan } from "../domain/carve";
import { isPool, poolExchanged, type DealPlan } from "../domain/pool";
import type { Problem } from "../domain/problem";
import { SPLITS, type Split } from "../domain/split";
import type { AppState, SliceCreator } from "./app-state";
import { dataWorkerFailed } from "./dataset-problems";
import { shownOf } from "./sources";
import type { Services } from "./services";

export interface CarveSlice {
  /** How splits without a file are made; waits where the file that they come from is not loaded. */
  readonly carvePlan: CarvePlan | null;
  readonly carving: boolean;
  /** What was noticed when rows were dealt. */
  readonly carveProblems: readonly Problem[];
  /** Makes splits out of a loaded file; when that is refused, everything stays as it was. */
  carve(plan: CarvePlan): Promise<void>;
  /** Takes over the plan of a configuration, which is carried out once its file is there. */
  adoptPlan(plan: DealPlan): Promise<void>;
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
}

export const createCarveSlice =
  ({ dataSource }: Services): SliceCreator<CarveSlice> =>
  (set, get) => {
    /** Whether the data worker's tables are dealt. */
    let dealt = false;

    const loaded = (): Split[] => loadedSplits(get());

    /** Null where it was done, else why not. */
    const deal = async (plan: DealPlan | null): Promise<Problem | null> => {
      const outcome = await dataSource.carve(plan).catch((reason: unknown) => ({
        status: "refused" as const,
        problem: dataWorkerFailed(reason),
      }));
      if (outcome.status === "refused") return outcome.problem;
      dealt = plan !== null;
      const { files, fileProblems } = shownOf(get().sources);
      set({ files: { ...files, ...outcome.summaries }, fileProblems, carveProblems: outcome.problems });
      return null;
    };

    const dealNow = async (): Promise<boolean> => {
      const { carvePlan } = get();
      const pooled = get().poolDue();
      if (pooled !== null) {
        const refusal = await deal(pooled);
        if (refusal === null) return true;
        get().refuse([refusal]);
        set({ poolPlan: null });
      }
      const ready = carvePlan !== null && loaded().includes(carvePlan.from);
      const plan = ready ? withoutSplits(carvePlan, loaded()) : null;
      if (ready) set({ carvePlan: plan });
      if (plan === null && !dealt) return true;
      const refusal = await deal(plan);
      if (refusal === null) return true;
      set({ carvePlan: null });
      get().refuse([refusal]);
      await deal(null);
      return false;
    };

    const working = async <T>(work: () => Promise<T>): Promise<T> => {
      set({ carving: true });
      try {
        return await work();
      } finally {
        set({ carving: false });
      }
    };

    return {
      carvePlan: null,
      carving: false,
      carveProblems: [],

      carve: async (plan) => {
        const before = get().carvePlan;
        set({ carvePlan: plan, refusals: [] });
        await working(async () => {
          if (await dealNow()) return;
          set({ carvePlan: before });
          await dealNow();
        });
        get().dataChanged();
      },
      adoptPlan: async (plan) => {
        set(isPool(plan) ? { poolPlan: plan } : { carvePlan: plan, poolPlan: null });
        await working(dealNow);
        get().dataChanged();
      },
      splitFile: async (file) => {
        await get().addFileAs("train", file);
        const plan = proposedPlan(get());
        if (plan !== null && get().sources[plan.from]?.file === file) await get().carve(plan);
      },
      takeBackCarving: async () => {
        set({ carvePlan: null });
        await working(dealNow);
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
        await working(dealNow);
        get().dataChanged();
      },
      carvingMoved: (a, b) => {
        const { carvePlan, poolPlan } = get();
        if (carvePlan !== null) set({ carvePlan: exchanged(carvePlan, a, b) });
        if (poolPlan !== null) set({ poolPlan: poolExchanged(poolPlan, a, b) });
      },
      dealAgain: async () => {
        await working(dealNow);
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
