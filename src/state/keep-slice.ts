import { keptBytes, type DatasetShelf, type KeptDataset, type KeptFile } from "../storage/dataset-shelf";
import { SPLITS } from "../domain/split";
import type { AppState, SliceCreator } from "./app-state";
import { sampleJob } from "./file-jobs";
import type { FileJob } from "./file-reading";
import type { Services } from "./services";
import { isReading } from "./sources";

/** How the dataset is kept in the browser. */
type Keeping =
  | { readonly status: "nothing" }
  | { readonly status: "keeping" }
  | { readonly status: "kept"; readonly bytes: number }
  /** For the person: why not. What is loaded is not touched by it. */
  | { readonly status: "failed"; readonly reason: string };

export interface KeepSlice {
  readonly keeping: Keeping;
  readonly keepWanted: boolean;
  /** What was kept is being loaded again. */
  readonly restoring: boolean;
  /** To be called once, when the page opens: loads what was kept, where anything was. */
  restore(): Promise<void>;
  /** To be called when the dataset changed; keeps it a moment later. */
  keepSoon(): void;
  /** Removes what is kept; what is loaded stays, and is not kept until its files change. */
  forgetKept(): Promise<void>;
  setKeepWanted(wanted: boolean): Promise<void>;
}

/** Changes come in bursts: a choice of labels, three files one after the other. */
const KEEP_AFTER_MS = 700;

const NOTHING: Keeping = { status: "nothing" };

export const createKeepSlice =
  (services: Services): SliceCreator<KeepSlice> =>
  (set, get) => {
    const { shelf: door } = services;
    let opened: Promise<DatasetShelf> | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    /** Files that were forgotten while they were loaded. */
    let forgotten: AppState["sources"] | null = null;
    /** One thing at a time happens to the shelf. */
    let line: Promise<void> = Promise.resolve();

    const open = (): Promise<DatasetShelf> => {
      opened ??= door.open().catch((reason: unknown) => {
        opened = null;
        throw reason;
      });
      return opened;
    };

    const failed = (reason: unknown): void => {
      set({ keeping: { status: "failed", reason: reason instanceof Error ? reason.message : String(reason) } });
    };

    const inLine = (work: () => Promise<void>): Promise<void> => {
      line = line.then(work).catch(failed);
      return line;
    };

    const keepNow = (): Promise<void> =>
      inLine(async () => {
        const { keepWanted, sources } = get();
        if (!keepWanted || sources === forgotten || Object.keys(sources).length === 0) return;
        set({ keeping: { status: "keeping" } });
        const bytes = await (await open()).save(datasetOf(get()));
        set({ keeping: { status: "kept", bytes } });
      });

    const bringBack = async (kept: KeptDataset): Promise<void> => {
      set({ restoring: true, carvePlan: kept.carve, poolPlan: kept.pool ?? null, labelWish: kept.label });
      try {
        await get().readFiles(await Promise.all(kept.files.map((file) => jobOf(services, file))));
      } finally {
        set({ restoring: false });
      }
    };

    return {
      keeping: NOTHING,
      keepWanted: true,
      restoring: false,

      restore: async () => {
        let kept: KeptDataset | null = null;
        await inLine(async () => {
          if (!(await door.exists())) return;
          const shelf = await open();
          const keepWanted = await shelf.wanted();
          kept = await shelf.load();
          set({ keepWanted, keeping: kept === null ? NOTHING : { status: "kept", bytes: keptBytes(kept) } });
        });
        const { sources, readings } = get();
        // Somebody was quicker.
        if (kept === null || Object.keys(sources).length > 0 || isReading(readings)) return;
        await bringBack(kept).catch(failed);
      },

      keepSoon: () => {
        if (get().restoring) return;
        clearTimeout(timer);
        timer = setTimeout(() => {
          if (isBusy(get())) get().keepSoon();
          else void keepNow();
        }, KEEP_AFTER_MS);
      },

      forgetKept: () => {
        clearTimeout(timer);
        forgotten = get().sources;
        return inLine(async () => {
          if (await door.exists()) await (await open()).clear();
          set({ keeping: NOTHING });
        });
      },

      setKeepWanted: async (keepWanted) => {
        set({ keepWanted });
        forgotten = null;
        await inLine(async () => {
          const shelf = await open();
          await shelf.want(keepWanted);
          if (!keepWanted) await shelf.clear();
          set({ keeping: NOTHING });
        });
        if (keepWanted) await keepNow();
      },
    };
  };

/** While files are on their way in, what is there is not what is meant. */
function isBusy({ readings, carving, restoring, preparation }: AppState): boolean {
  return isReading(readings) || carving || restoring || preparation.status === "preparing";
}

/** Whether what is kept has changed from one state to the next. */
export function isOtherDataset(a: AppState, b: AppState): boolean {
  return a.sources !== b.sources || a.carvePlan !== b.carvePlan || a.poolPlan !== b.poolPlan || a.labelWish !== b.labelWish;
}

function datasetOf({ sources, carvePlan, poolPlan, labelWish }: AppState): KeptDataset {
  const files = SPLITS.flatMap((split): KeptFile[] => {
    const source = sources[split];
    if (source === undefined) return [];
    const { file, origin, rules, summary } = source;
    const content = origin.type === "file" ? file : null;
    return [{ split, name: file.name, origin, rules, sha256: summary.sha256, content }];
  });
  return { files, carve: carvePlan, pool: poolPlan, label: labelWish };
}

async function jobOf(services: Services, { split, name, origin, rules, content }: KeptFile): Promise<FileJob> {
  const job =
    content === null ? await sampleJob(services, split, origin) : { split, file: new File([content], name), origin, rules };
  return { ...job, rules, restoring: true };
}
