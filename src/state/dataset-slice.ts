import { classCounts } from "../domain/label";
import { problem, type Problem } from "../domain/problem";
import { DEFAULT_READ_RULES, withRules, type ReadRules, type RulesChange } from "../domain/reading";
import { assignRoles } from "../domain/roles";
import { SAMPLE_FILE_NAMES, SAMPLE_SEED } from "../domain/sample/profile";
import { SPLITS, type Split } from "../domain/split";
import type { SplitSummary } from "../domain/table";
import type { SliceCreator } from "./app-state";
import type { ReadJob } from "./data-source";
import { dataLocked } from "./selectors";
import type { Services } from "./services";

/** The file being read, and how many wait behind it. */
export interface Reading {
  readonly split: Split;
  readonly fileName: string;
  readonly bytesRead: number;
  readonly bytesTotal: number;
  readonly rows: number;
  readonly secondsLeft: number | null;
  readonly waiting: number;
}

type SampleSize = "full" | "small";

export interface DatasetSlice {
  readonly files: Partial<Record<Split, SplitSummary>>;
  /** What was noticed in the files that are loaded. */
  readonly fileProblems: Partial<Record<Split, readonly Problem[]>>;
  /** Why files that were dropped are not loaded; stays until dismissed or until the next drop. */
  readonly refusals: readonly Problem[];
  /** Files whose role could not be guessed; the person says. */
  readonly unplaced: readonly File[];
  readonly reading: Reading | null;
  /** Whether files that are read from now on name their columns in the first row. */
  readonly hasHeader: boolean;
  /** Where the loaded splits came from: they can be read again by other rules. */
  readonly sources: Partial<Record<Split, File>>;
  readonly makingSample: boolean;
  /** Positives of a split under the chosen label, null while unknown. */
  positives(split: Split): number | null;
  addFiles(files: readonly File[]): Promise<void>;
  addFileAs(split: Split, file: File): Promise<void>;
  /** Loads the synthetic trio: at full size made here, else the ready one, a fortieth of it. */
  loadSample(size: SampleSize): Promise<void>;
  cancelReading(): void;
  setHasHeader(hasHeader: boolean): void;
  /** Gives a loaded file another role; the two exchange when both are taken. */
  moveFile(from: Split, to: Split): Promise<void>;
  removeFile(split: Split): Promise<void>;
  dismissRefusals(): void;
  /** Reads the file of a split again; what was loaded stays until that has succeeded. */
  changeRules(split: Split, change: RulesChange): Promise<void>;
}


export const createDatasetSlice =
  (services: Services): SliceCreator<DatasetSlice> =>
  (set, get) => {
    const { dataSource, now } = services;
    const queue: ReadJob[] = [];
    let abort: AbortController | null = null;

    const newRules = (): ReadRules => ({ ...DEFAULT_READ_RULES, header: get().hasHeader });

    const refuse = (problems: readonly Problem[]): void => {
      set((state) => ({ refusals: [...state.refusals, ...problems] }));
    };

    /** The names of the files that hold a role, or are on their way to one. */
    const taken = (): Partial<Record<Split, string>> => {
      const names: Partial<Record<Split, string>> = {};
      for (const split of SPLITS) {
        const name = get().files[split]?.fileName;
        if (name !== undefined) names[split] = name;
      }
      const { reading } = get();
      if (reading !== null) names[reading.split] = reading.fileName;
      for (const { split, file } of queue) names[split] = file.name;
      return names;
    };

    /** False when the data worker could not do it, which is then shown. */
    const managed = async (work: Promise<void>): Promise<boolean> => {
      try {
        await work;
        return true;
      } catch (reason) {
        const text = reason instanceof Error ? reason.message : String(reason);
        refuse([problem("error", "unreadable", text, "What was loaded is as it was.")]);
        return false;
      }
    };

    const readOne = async (job: ReadJob, signal: AbortSignal): Promise<void> => {
      const { split, file } = job;
      const started = now();
      const reading: Reading = {
        split,
        fileName: file.name,
        bytesRead: 0,
        bytesTotal: file.size,
        rows: 0,
        secondsLeft: null,
        waiting: queue.length,
      };
      set({ reading });
      const outcome = await dataSource.read(job, signal, ({ bytesRead, bytesTotal, rows }) => {
        const seconds = (now() - started) / 1000;
        const secondsLeft = bytesRead > 0 ? (seconds * (bytesTotal - bytesRead)) / bytesRead : null;
        get().sampleHeap();
        set({ reading: { ...reading, bytesRead, bytesTotal, rows, secondsLeft, waiting: queue.length } });
      });
      if (outcome.status === "refused") {
        refuse(outcome.problems);
        return;
      }
      set((state) => ({
        files: { ...state.files, [split]: outcome.summary },
        sources: { ...state.sources, [split]: file },
        fileProblems: { ...state.fileProblems, [split]: outcome.problems },
      }));
    };

    /** Reads the queue, one file after the other; what is loaded stays loaded whatever becomes of the next. */
    const readQueue = async (): Promise<void> => {
      if (abort !== null) return;
      abort = new AbortController();
      const { signal } = abort;
      const started = now();
      get().startClock();
      for (let job = queue.shift(); job !== undefined && !signal.aborted; job = queue.shift()) {
        try {
          await readOne(job, signal);
        } catch (reason) {
          if (signal.aborted) break;
          const text = reason instanceof Error ? reason.message : String(reason);
          refuse([unreadable(job, text)]);
        }
      }
      queue.length = 0;
      abort = null;
      get().noteTime("ingestMs", (get().timing.ingestMs ?? 0) + now() - started);
      set({ reading: null });
      get().dataChanged();
    };

    return {
      files: {},
      fileProblems: {},
      refusals: [],
      unplaced: [],
      reading: null,
      hasHeader: true,
      sources: {},
      makingSample: false,

      positives: (split) => {
        const { label, files } = get();
        const summary = files[split];
        return label === null || summary === undefined ? null : (classCounts(summary, label)?.positives ?? null);
      },

      addFiles: async (files) => {
        set({ refusals: [], unplaced: [] });
        const { assigned, unassigned, problems } = assignRoles(
          files.map(({ name }) => name),
          taken(),
        );
        refuse(problems);
        set({ unplaced: unassigned.flatMap((index) => files[index] ?? []) });
        for (const { index, split } of assigned) {
          const file = files[index];
          if (file !== undefined) queue.push({ split, file, rules: newRules() });
        }
        await readQueue();
      },
      addFileAs: async (split, file) => {
        set((state) => ({ unplaced: state.unplaced.filter((other) => other !== file), refusals: [] }));
        queue.push({ split, file, rules: newRules() });
        await readQueue();
      },
      loadSample: async (size) => {
        set({ refusals: [], unplaced: [], hasHeader: true, makingSample: true });
        try {
          for (const split of SPLITS) {
            const file =
              size === "full"
                ? await dataSource.sample(split, { scale: 1, seed: SAMPLE_SEED })
                : await services.fetchFile(`samples/${SAMPLE_FILE_NAMES[split]}`);
            queue.push({ split, file, rules: DEFAULT_READ_RULES });
          }
        } catch (reason) {
          queue.length = 0;
          const text = reason instanceof Error ? reason.message : String(reason);
          refuse([problem("error", "unreadable", `The sample could not be made: ${text}`, "Try again.")]);
        }
        set({ makingSample: false });
        get().useSampleSeed();
        await readQueue();
      },
      setHasHeader: (hasHeader) => {
        set({ hasHeader });
      },
      cancelReading: () => {
        abort?.abort();
      },
      moveFile: async (from, to) => {
        if (from === to || get().reading !== null) return;
        const moves = get().files[to] === undefined ? [{ from, to }] : [{ from, to }, { from: to, to: from }];
        if (!(await managed(dataSource.reassign(moves)))) return;
        set((state) => ({
          files: relabelled(exchange(state.files, from, to)),
          sources: exchange(state.sources, from, to),
          fileProblems: relabelledProblems(exchange(state.fileProblems, from, to)),
        }));
        get().dataChanged();
      },
      removeFile: async (split) => {
        if (!(await managed(dataSource.forget(split)))) return;
        set((state) => ({
          files: without(state.files, split),
          sources: without(state.sources, split),
          fileProblems: without(state.fileProblems, split),
        }));
        get().dataChanged();
      },
      dismissRefusals: () => {
        set({ refusals: [] });
      },
      changeRules: async (split, change) => {
        const { files, sources } = get();
        const rules = files[split]?.format.rules;
        const file = sources[split];
        if (rules === undefined || file === undefined || dataLocked(get())) return;
        set({ refusals: [] });
        queue.push({ split, file, rules: withRules(rules, change) });
        await readQueue();
      },
    };
  };

function unreadable({ split, file }: ReadJob, text: string): Problem {
  return problem("error", "unreadable", `${file.name} could not be read: ${text}`, "Choose the file again.", {
    split,
    file: file.name,
  });
}

function exchange<T>(values: Partial<Record<Split, T>>, a: Split, b: Split): Partial<Record<Split, T>> {
  const exchanged = without(without(values, a), b);
  const [atA, atB] = [values[a], values[b]];
  if (atA !== undefined) exchanged[b] = atA;
  if (atB !== undefined) exchanged[a] = atB;
  return exchanged;
}

/** A summary says which split it is of. */
function relabelled(files: Partial<Record<Split, SplitSummary>>): Partial<Record<Split, SplitSummary>> {
  return mapSplits(files, (summary, split) => ({ ...summary, split }));
}

function relabelledProblems(
  problems: Partial<Record<Split, readonly Problem[]>>,
): Partial<Record<Split, readonly Problem[]>> {
  return mapSplits(problems, (list, split) => list.map((each) => ({ ...each, split })));
}

function mapSplits<T>(values: Partial<Record<Split, T>>, map: (value: T, split: Split) => T): Partial<Record<Split, T>> {
  const mapped: Partial<Record<Split, T>> = {};
  for (const split of SPLITS) {
    const value = values[split];
    if (value !== undefined) mapped[split] = map(value, split);
  }
  return mapped;
}

function without<T>(values: Partial<Record<Split, T>>, split: Split): Partial<Record<Split, T>> {
  const rest = { ...values };
  delete rest[split];
  return rest;
}
