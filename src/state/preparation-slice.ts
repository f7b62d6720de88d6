import { referenceOf, resolveFeatures } from "../domain/feature-selection";
import type { ResolvedTreatment } from "../domain/features/plan";
import { resolveTreatments, widthOf } from "../domain/features/treatments";
import { labelMatcher, labelProblems, resolveLabel } from "../domain/label";
import type { LabelSpec, LabelWish, PreparationSpec, PreparedData } from "../domain/prepared";
import { DataError, problem, type Problem } from "../domain/problem";
import type { FeatureWish } from "../domain/run-config";
import { SPLITS, perSplit, type PerSplit } from "../domain/split";
import { checkSplits } from "../domain/split-checks";
import type { SplitSummary } from "../domain/table";
import { WorkerGoneError } from "../protocol/errors";
import type { SliceCreator } from "./app-state";
import { isActive } from "./run-slice";
import type { Services } from "./services";

/** What the page keeps of the matrices once they have gone to the trainer. */
export interface PreparedMeta extends Omit<PreparedData, "splits"> {
  readonly label: LabelSpec;
  /** What the matrices were made from. */
  readonly spec: PreparationSpec;
  readonly files: PerSplit<SplitSummary>;
  readonly rows: PerSplit<{ readonly rows: number; readonly positives: number }>;
}

export type Preparation =
  | { readonly status: "empty" }
  | { readonly status: "preparing" }
  | { readonly status: "ready"; readonly meta: PreparedMeta }
  | { readonly status: "failed"; readonly problem: Problem };

export interface PreparationSlice {
  readonly label: LabelSpec | null;
  /** What a person or a configuration said of the label; the rest is guessed. */
  readonly labelWish: LabelWish;
  /** The columns of the data that are features, in the order of the matrix. */
  readonly features: readonly string[];
  /** The same with what is done to each. */
  readonly featurePlan: readonly ResolvedTreatment[];
  /** Columns of the matrix: as it was made, else as far as the features tell; 0 without any. */
  readonly inputs: number;
  /** What was noticed when the splits, the label and the features were held against each other. */
  readonly dataProblems: readonly Problem[];
  readonly preparation: Preparation;
  isPositive(value: string): boolean;
  chooseLabel(column: string): void;
  choosePositives(values: readonly string[]): void;
  /** Everything but these is positive. */
  chooseNegatives(values: readonly string[]): void;
  /** Takes label and features from a configuration; what it leaves open is guessed from the data. */
  adopt(label: LabelWish | undefined, features: FeatureWish): void;
  /** To be called when the loaded files have changed. */
  dataChanged(): void;
  /** Resolves when the trainer has the matrices of the current choices. @throws DataError, with what stands in the way. */
  prepared(): Promise<PreparedMeta>;
  /** Gives the trainer the same matrices once more, when it has lost them. @throws DataError when they cannot be made. */
  loadAgain(meta: PreparedMeta): Promise<void>;
}

export const createPreparationSlice =
  (services: Services): SliceCreator<PreparationSlice> =>
  (set, get) => {
    const { dataSource, trainer } = services;
    /** Counts changes; a preparation of an older count is out of date. */
    let generation = 0;
    let inFlight: Promise<PreparedMeta> | null = null;
    /** Settles when the matrices that are being made are; never rejects. */
    let underWay: Promise<unknown> = Promise.resolve();

    const refresh = (): void => {
      const { files, featureWish, labelWish } = get();
      const label = resolveLabel(files, labelWish);
      const { features, problems } = resolveFeatures(featureWish.selection, files, label?.column ?? null);
      const reference = referenceOf(files);
      const { plan, problems: refusals } = resolveTreatments(features, featureWish.treatments, reference);
      const loaded = SPLITS.some((split) => files[split] !== undefined);
      generation++;
      inFlight = null;
      set({
        label,
        features,
        featurePlan: plan,
        inputs: widthOfPlan(plan, reference),
        dataProblems: loaded
          ? [
              ...labelProblems(files, label),
              ...problems,
              ...refusals,
              ...checkSplits(files, { label: label?.column ?? null, features }),
            ]
          : [],
        preparation: { status: "empty" },
      });
      // A run keeps its matrices until it ends; the next one asks for new ones.
      if (!isActive(get().run)) void get().prepared().catch(ignoreShown);
    };

    /** The data worker has lost what it had read: the page forgets it too. */
    const forgetFiles = (message: string): DataError => {
      const lost = problem("error", "unreadable", message, "Load the files again.");
      get().filesLost(lost);
      refresh();
      return new DataError(lost);
    };

    const makeMatrices = async (spec: PreparationSpec): Promise<PreparedData> => {
      const started = services.now();
      const outcome = await dataSource.prepare(spec).catch((reason: unknown) => {
        throw reason instanceof WorkerGoneError ? forgetFiles(`${reason.message} The files that it had read are gone.`) : reason;
      });
      if (outcome.status === "refused") {
        // What the page holds for loaded, a data worker that was started anew has never seen.
        if (outcome.problem.code === "split-missing" && SPLITS.every((split) => get().files[split] !== undefined)) {
          throw forgetFiles("The data worker has lost the files that it had read.");
        }
        throw new DataError(outcome.problem);
      }
      get().noteTime("scaleMs", services.now() - started);
      return outcome.data;
    };

    /** The matrices are given away; should the trainer be lost with them, they are made once more for the next one. */
    const load = async (spec: PreparationSpec): Promise<PreparedData> => {
      const give = async (): Promise<PreparedData> => {
        const data = await makeMatrices(spec);
        await trainer.load({ splits: data.splits, features: data.fitted.columns.length });
        return data;
      };
      return give().catch((reason: unknown) => {
        if (reason instanceof WorkerGoneError) return give();
        throw reason;
      });
    };

    const prepareNow = async (files: PerSplit<SplitSummary>, label: LabelSpec): Promise<PreparedMeta> => {
      const { featurePlan, featureWish } = get();
      const spec: PreparationSpec = { label, features: featurePlan, scaler: featureWish.scaler, fitOn: featureWish.fitOn };
      const { splits, ...rest } = await load(spec);
      const rows = perSplit((split) => ({ rows: splits[split].rows, positives: splits[split].positives }));
      return { ...rest, label, spec, files, rows };
    };

    /** One at a time, and of those that wait only the last: matrices that nobody wants any more are not begun. */
    const prepareInTurn = async (files: PerSplit<SplitSummary>, label: LabelSpec): Promise<PreparedMeta> => {
      const mine = generation;
      await underWay;
      if (mine !== generation) return get().prepared();
      const making = prepareNow(files, label);
      underWay = making.catch(ignoreShown);
      return making;
    };

    return {
      label: null,
      labelWish: {},
      features: [],
      featurePlan: [],
      inputs: 0,
      dataProblems: [],
      preparation: { status: "empty" },

      isPositive: (value) => {
        const { label } = get();
        return label !== null && labelMatcher(label)(value);
      },
      chooseLabel: (column) => {
        set({ labelWish: { column } });
        refresh();
      },
      choosePositives: (positive) => {
        const { label } = get();
        if (label === null) return;
        set({ labelWish: { column: label.column, positive } });
        refresh();
      },
      chooseNegatives: (negative) => {
        const { label } = get();
        if (label === null) return;
        set({ labelWish: { column: label.column, negative } });
        refresh();
      },
      adopt: (label, features) => {
        set({ labelWish: label ?? {} });
        get().changeFeatures(features);
      },
      dataChanged: () => {
        refresh();
      },

      prepared: () => {
        if (inFlight !== null) return inFlight;
        const { files, label } = get();
        const { train, validation, test } = files;
        if (train === undefined || validation === undefined || test === undefined || label === null) {
          return Promise.reject(blocked(get().dataProblems));
        }
        const mine = generation;
        set({ preparation: { status: "preparing" } });
        const preparing = prepareInTurn({ train, validation, test }, label);
        inFlight = preparing;
        preparing.then(
          (meta) => {
            if (mine === generation) set({ preparation: { status: "ready", meta }, inputs: meta.fitted.columns.length });
          },
          (reason: unknown) => {
            if (mine !== generation) return;
            inFlight = null;
            set({ preparation: { status: "failed", problem: problemOf(reason) } });
          },
        );
        return preparing;
      },
      loadAgain: async ({ spec }) => {
        await load(spec);
      },
    };
  };

/** The same rows of the same files, with the same label and features, and the same fitted to them. */
export function isSameData(a: PreparedMeta, b: PreparedMeta): boolean {
  const identity = ({ spec, fitted, files, rows }: PreparedMeta): string =>
    JSON.stringify([spec, fitted, rows, perSplit((split) => [files[split].sha256, files[split].format.rules, files[split].carved])]);
  return identity(a) === identity(b);
}

function widthOfPlan(plan: readonly ResolvedTreatment[], reference: SplitSummary | undefined): number {
  const columns = new Map(reference?.columns.map((column) => [column.name, column]));
  return plan.reduce((sum, treatment) => {
    const column = columns.get(treatment.column);
    return sum + (column === undefined ? 1 : widthOf(treatment, column));
  }, 0);
}

function blocked(problems: readonly Problem[]): DataError {
  return new DataError(
    problems.find(({ severity }) => severity === "error") ??
      problem("error", "split-missing", "A train, a validation and a test file are needed.", "Load the missing ones."),
  );
}

function problemOf(reason: unknown): Problem {
  if (reason instanceof DataError) return reason.problem;
  const message = reason instanceof Error ? reason.message : String(reason);
  return problem("error", "config", message, "Change the label or the features.");
}

/** Failures of a preparation are kept in the state, where the page shows them. */
function ignoreShown(): void {
  // Nothing more to do.
}
