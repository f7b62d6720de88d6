import { classCounts } from "../domain/label";
import { isSurelySmall, type FileEstimate } from "../domain/large-file";
import type { ChoiceEffect, Problem } from "../domain/problem";
import { DEFAULT_READ_RULES, withRules, type RulesChange } from "../domain/reading";
import { assignRoles } from "../domain/roles";
import { SPLITS, type Split } from "../domain/split";
import type { SplitSummary } from "../domain/table";
import type { SliceCreator } from "./app-state";
import { exchange, mapSplits, without } from "./by-split";
import { dataWorkerFailed, sampleFailed } from "./dataset-problems";
import { estimateOf, sampleJobs, type SampleSize } from "./file-jobs";
import { createFileReader, type FileJob, type Readings, type SourceFile } from "./file-reading";
import type { Services } from "./services";
import { isReading, relabelled, shownOf } from "./sources";

/** A file so large that the person is asked before it is read. */
export interface LargeFile {
  readonly job: FileJob;
  readonly estimate: FileEstimate;
}

/** All of a large file, or a row in so many, drawn from a seed; null leaves it unread. */
export type LargeFileAnswer = { readonly oneIn: number; readonly seed: number } | "all" | null;

export interface DatasetSlice {
  /** The files that are loaded, as they were read. Splits that were carved out of another's file have none. */
  readonly sources: Partial<Record<Split, SourceFile>>;
  /** What there is of each split, carved ones included. */
  readonly files: Partial<Record<Split, SplitSummary>>;
  /** What was noticed in the files that are loaded. */
  readonly fileProblems: Partial<Record<Split, readonly Problem[]>>;
  /** Why files are not loaded; stays until dismissed, until the next drop, or until the split gets another file or other rules. */
  readonly refusals: readonly Problem[];
  /** The files that were refused, so that they can be read again by other rules. */
  readonly refused: Partial<Record<Split, FileJob>>;
  /** Files whose role could not be guessed; the person says. */
  readonly unplaced: readonly File[];
  /** Files that are being read, side by side. */
  readonly readings: Readings;
  /** Files that wait for an answer, the first first. */
  readonly largeFiles: readonly LargeFile[];
  /** Whether files that are read from now on name their columns in the first row. */
  readonly hasHeader: boolean;
  readonly makingSample: boolean;
  /** Positives of a split under the chosen label, null while unknown. */
  positives(split: Split): number | null;
  addFiles(files: readonly File[]): Promise<void>;
  addFileAs(split: Split, file: File): Promise<void>;
  /** A file of no known role is not wanted after all. */
  leaveOut(file: File): void;
  /** Reads files as they are told, without asking; resolves when nothing is being read any more. */
  readFiles(jobs: readonly FileJob[]): Promise<void>;
  answerLargeFile(answer: LargeFileAnswer): Promise<void>;
  /** Loads the synthetic trio: at full size made here, else the ready one, a fortieth of it. */
  loadSample(size: SampleSize): Promise<void>;
  /** Stops reading the file of a split, or all. */
  cancelReading(split?: Split): void;
  setHasHeader(hasHeader: boolean): void;
  /** Reads the files of splits again by other rules; what is loaded stays until that has succeeded. */
  changeRules(splits: readonly Split[], change: RulesChange): Promise<void>;
  /** Reads a file that was refused by other rules. */
  readRefused(split: Split, change: RulesChange): Promise<void>;
  /** Does what a choice of a problem of the loaded data says. */
  applyChoice(effect: ChoiceEffect): Promise<void>;
  /** Hands over the rows of a split's file that were left out. */
  downloadRejected(split: Split): Promise<void>;
  /** Gives a loaded file another role; the two exchange when both are taken. */
  moveFile(from: Split, to: Split): Promise<void>;
  /** Removes a file, with what was carved out of it; of a split that was carved, gives its rows back. */
  removeFile(split: Split): Promise<void>;
  refuse(problems: readonly Problem[]): void;
  dismissRefusals(): void;
  /** The data worker has lost what it had read: the page forgets it too. */
  filesLost(problem: Problem): void;
}

const NO_REFUSALS = { refusals: [], refused: {} } satisfies Partial<DatasetSlice>;

export const createDatasetSlice =
  (services: Services): SliceCreator<DatasetSlice> =>
  (set, get) => {
    const { dataSource, now } = services;

    const refuse = (problems: readonly Problem[]): void => {
      if (problems.length > 0) set((state) => ({ refusals: [...state.refusals, ...problems] }));
    };

    /** What was said of these splits and files no longer holds. */
    const settle = (splits: readonly Split[], fileName: string | null = null): void => {
      set(({ refusals, refused }) => ({
        refusals: refusals.filter(({ split, file }) => !splits.some((each) => each === split) && (fileName === null || file !== fileName)),
        refused: splits.reduce(without, refused),
      }));
    };

    let started = 0;
    const reader = createFileReader(services, {
      onProgress: (reading) => {
        get().sampleHeap();
        set((state) => ({ readings: { ...state.readings, [reading.split]: reading } }));
      },
      onLoaded: (split, source) => {
        const before = get().sources[split];
        if (before !== undefined && before.summary.sha256 !== source.summary.sha256 && !get().restoring) get().dealOutdated();
        set((state) => ({
          sources: { ...state.sources, [split]: source },
          files: { ...state.files, [split]: source.summary },
          fileProblems: { ...state.fileProblems, [split]: source.problems },
        }));
      },
      onRefused: (job, problems) => {
        set((state) => ({ refused: { ...state.refused, [job.split]: job } }));
        refuse(problems);
      },
      onEnded: (split) => {
        set((state) => ({ readings: without(state.readings, split) }));
      },
      onIdle: async () => {
        get().noteTime("ingestMs", (get().timing.ingestMs ?? 0) + now() - started);
        await get().dealAgain();
        get().dataChanged();
      },
    });

    const readFiles = async (jobs: readonly FileJob[]): Promise<void> => {
      if (jobs.length === 0) return;
      if (!isReading(get().readings)) {
        get().startClock();
        started = now();
      }
      await reader.read(jobs);
    };

    /** Reads what can be read without asking; the rest waits for an answer. */
    const askOrRead = async (jobs: readonly FileJob[]): Promise<void> => {
      const small = jobs.filter(({ file }) => isSurelySmall(file.name, file.size));
      const reading = readFiles(small);
      for (const job of jobs.filter((each) => !small.includes(each))) {
        const estimate = await estimateOf(job.file);
        if (estimate === null) void readFiles([job]);
        else set((state) => ({ largeFiles: [...state.largeFiles, { job, estimate }] }));
      }
      await reading;
    };

    const newJob = (split: Split, file: File): FileJob => ({
      split,
      file,
      origin: { type: "file" },
      rules: { ...DEFAULT_READ_RULES, header: get().hasHeader },
      restoring: false,
    });

    /** The names of the files that hold a role, or are on their way to one. */
    const taken = (): Partial<Record<Split, string>> => ({
      ...mapSplits(get().sources, ({ file }) => file.name),
      ...mapSplits(get().readings, ({ fileName }) => fileName),
    });

    /** False when the data worker could not do it, which is then shown. */
    const managed = async (work: Promise<void>): Promise<boolean> => {
      try {
        await work;
        return true;
      } catch (reason) {
        refuse([dataWorkerFailed(reason)]);
        return false;
      }
    };

    return {
      sources: {},
      files: {},
      fileProblems: {},
      refusals: [],
      refused: {},
      unplaced: [],
      readings: {},
      largeFiles: [],
      hasHeader: true,
      makingSample: false,

      positives: (split) => {
        const { label, files, preparation } = get();
        const summary = files[split];
        if (label === null || summary === undefined) return null;
        const prepared = preparation.status === "ready" ? preparation.meta.rows[split].positives : null;
        return classCounts(summary, label)?.positives ?? prepared;
      },

      addFiles: async (files) => {
        set({ ...NO_REFUSALS, unplaced: [] });
        const { assigned, unassigned, problems } = assignRoles(
          files.map(({ name }) => name),
          taken(),
        );
        refuse(problems);
        set({ unplaced: unassigned.flatMap((index) => files[index] ?? []) });
        await askOrRead(assigned.flatMap(({ index, split }) => files.slice(index, index + 1).map((file) => newJob(split, file))));
      },
      addFileAs: async (split, file) => {
        get().leaveOut(file);
        settle([split]);
        await askOrRead([newJob(split, file)]);
      },
      leaveOut: (file) => {
        const unplaced = get().unplaced.filter((other) => other !== file);
        set({ unplaced });
        settle([], file.name);
        if (unplaced.length === 0) set(({ refusals }) => ({ refusals: refusals.filter(({ code }) => code !== "too-many-files") }));
      },
      readFiles,
      answerLargeFile: async (answer) => {
        const [asked, ...largeFiles] = get().largeFiles;
        set({ largeFiles });
        if (asked === undefined || answer === null) return;
        const { job } = asked;
        const sample = answer === "all" ? null : { share: 1 / answer.oneIn, seed: answer.seed };
        await readFiles([{ ...job, rules: { ...job.rules, sample } }]);
      },
      loadSample: async (size) => {
        set({ ...NO_REFUSALS, unplaced: [], hasHeader: true, makingSample: true });
        try {
          const jobs = await sampleJobs(services, size);
          get().useSampleSeed();
          const reading = readFiles(jobs);
          set({ makingSample: false });
          await reading;
        } catch (reason) {
          refuse([sampleFailed(reason)]);
          set({ makingSample: false });
        }
      },
      cancelReading: (split) => {
        reader.cancel(split);
      },
      setHasHeader: (hasHeader) => {
        set({ hasHeader });
      },

      changeRules: async (splits, change) => {
        const { sources, carvePlan, poolPlan } = get();
        // What was carved is read in the file that it was carved from.
        const owners = splits.map((split) => (sources[split] === undefined ? (poolPlan?.of[0] ?? carvePlan?.from) : split));
        const jobs = SPLITS.filter((split) => owners.includes(split)).flatMap((split) => {
          const source = sources[split];
          return source === undefined ? [] : [{ split, ...source, rules: withRules(source.rules, change), restoring: false }];
        });
        settle(jobs.map(({ split }) => split));
        await readFiles(jobs);
      },
      readRefused: async (split, change) => {
        const job = get().refused[split];
        settle([split]);
        if (job !== undefined) await readFiles([{ ...job, rules: withRules(job.rules, change) }]);
      },
      applyChoice: async (effect) => {
        if (effect.kind === "rules") await get().changeRules(effect.splits, effect.change);
        else get().changeFeatures({ ...get().featureWish, selection: { include: get().features.filter((name) => name !== effect.column) } });
      },
      downloadRejected: async (split) => {
        const name = get().files[split]?.fileName ?? split;
        await managed(
          dataSource.rejected(split).then((rows) => {
            services.download(`${name.replace(/(?:\.\w+)?(?:\.gz)?$/i, "")}-rejected.csv`, rows);
          }),
        );
      },

      moveFile: async (from, to) => {
        if (from === to || isReading(get().readings) || get().sources[from] === undefined) return;
        const moves = get().sources[to] === undefined ? [{ from, to }] : [{ from, to }, { from: to, to: from }];
        if (!(await managed(dataSource.reassign(moves)))) return;
        get().carvingMoved(from, to);
        const sources = relabelled(exchange(get().sources, from, to));
        set({ sources, ...shownOf(sources) });
        await get().dealAgain();
        get().dataChanged();
      },
      removeFile: async (split) => {
        if (get().sources[split] === undefined) {
          await get().giveBack(split);
          return;
        }
        if (!(await managed(dataSource.forget(split)))) return;
        const sources = without(get().sources, split);
        if (get().carvePlan?.from === split) set({ carvePlan: null });
        if (get().poolPlan?.of.includes(split) === true) set({ poolPlan: null, poolRefusal: null });
        set({ sources, ...shownOf(sources) });
        await get().dealAgain();
        get().dataChanged();
        if (Object.keys(sources).length === 0) await get().forgetKept();
      },
      refuse,
      dismissRefusals: () => {
        set(NO_REFUSALS);
      },
      filesLost: (problem) => {
        set((state) => ({ sources: {}, files: {}, fileProblems: {}, refusals: [...state.refusals, problem] }));
      },
    };
  };
