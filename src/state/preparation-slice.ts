import { resolveFeatures } from "../domain/feature-selection";
import { labelMatcher, labelProblems, resolveLabel } from "../domain/label";
import type { LabelSpec, LabelWish, PreparedData } from "../domain/prepared";
import { DataError, problem, type Problem } from "../domain/problem";
import type { FeatureSelection } from "../domain/run-config";
import { SPLITS, perSplit, type PerSplit } from "../domain/split";
import { checkSplits } from "../domain/split-checks";
import type { SplitSummary } from "../domain/table";
import type { SliceCreator } from "./app-state";
import { isActive } from "./run-slice";
import type { Services } from "./services";

/** What the page keeps of the matrices once they have gone to the trainer. */
export interface PreparedMeta extends Omit<PreparedData, "splits"> {
  readonly label: LabelSpec;
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
  /** Undefined: the default for the data. */
  readonly selection: FeatureSelection | undefined;
  readonly features: readonly string[];
  /** What was noticed when the splits, the label and the features were held against each other. */
  readonly dataProblems: readonly Problem[];
  readonly preparation: Preparation;
  isPositive(value: string): boolean;
  chooseLabel(column: string): void;
  choosePositives(values: readonly string[]): void;
  /** Takes label and features from a configuration; what it leaves open is guessed from the data. */
  adopt(label: LabelWish | undefined, selection: FeatureSelection | undefined): void;
  selectFeatures(selection: FeatureSelection | undefined): void;
  /** To be called when the loaded files have changed. */
  dataChanged(): void;
  /** Resolves when the trainer has the matrices of the current choices. @throws DataError, with what stands in the way. */
  prepared(): Promise<PreparedMeta>;
}

export const createPreparationSlice =
  (services: Services): SliceCreator<PreparationSlice> =>
  (set, get) => {
    const { dataSource, trainer } = services;
    /** Counts changes; a preparation of an older count is out of date. */
    let generation = 0;
    let inFlight: Promise<PreparedMeta> | null = null;

    const refresh = (): void => {
      const { files, selection, labelWish } = get();
      const label = resolveLabel(files, labelWish);
      const { features, problems } = resolveFeatures(selection, files, label?.column ?? null);
      const loaded = SPLITS.some((split) => files[split] !== undefined);
      generation++;
      inFlight = null;
      set({
        label,
        features,
        dataProblems: loaded
          ? [...labelProblems(files, label), ...problems, ...checkSplits(files, { label: label?.column ?? null, features })]
          : [],
        preparation: { status: "empty" },
      });
      // A run keeps its matrices until it ends; the next one asks for new ones.
      if (!isActive(get().run)) void get().prepared().catch(ignoreShown);
    };

    const prepareNow = async (files: PerSplit<SplitSummary>, label: LabelSpec): Promise<PreparedMeta> => {
      const started = services.now();
      const outcome = await dataSource.prepare({ label, features: get().features, scaler: get().config.scaler });
      if (outcome.status === "refused") throw new DataError(outcome.problem);
      const { splits, ...rest } = outcome.data;
      const rows = perSplit((split) => ({ rows: splits[split].rows, positives: splits[split].positives }));
      get().noteTime("scaleMs", services.now() - started);
      await trainer.load({ splits, features: rest.featureNames.length });
      return { ...rest, label, files, rows };
    };

    return {
      label: null,
      labelWish: {},
      selection: undefined,
      features: [],
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
      adopt: (label, selection) => {
        set({ labelWish: label ?? {}, selection });
        refresh();
      },
      selectFeatures: (selection) => {
        set({ selection });
        refresh();
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
        const preparing = prepareNow({ train, validation, test }, label);
        inFlight = preparing;
        preparing.then(
          (meta) => {
            if (mine === generation) set({ preparation: { status: "ready", meta } });
          },
          (reason: unknown) => {
            if (mine !== generation) return;
            inFlight = null;
            set({ preparation: { status: "failed", problem: problemOf(reason) } });
          },
        );
        return preparing;
      },
    };
  };

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
