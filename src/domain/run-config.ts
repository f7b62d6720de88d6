import type { ColumnTreatment, FitOn, ScalerKind } from "./features/plan";
import { REFERENCE_MODEL, type ModelSpec } from "./model-spec";
import type { DealPlan } from "./pool";
import type { LabelWish } from "./prepared";

export type LossSpec =
  /**
   * Binary cross-entropy in its logits form: `max(z,0) - z*y + log1p(exp(-|z|))`. A positive weight multiplies the
   * losses of positive rows, as `pos_weight`; "balanced" is negatives / positives of the rows trained on; absent is 1.
   */
  | { readonly type: "bce"; readonly positiveWeight?: number | "balanced" }
  /** `-alpha_t (1 - p_t)^gamma log p_t` (Lin and others 2017); alpha weighs positive rows, 1 - alpha negative ones. */
  | { readonly type: "focal"; readonly gamma: number; readonly alpha: number }
  /** The notebook's: cross-entropy over one output, identically 0, so its gradient is 0. */
  | { readonly type: "cross-entropy-single-output" };

export interface SgdSpec {
  readonly type: "sgd";
  readonly lr: number;
  readonly momentum: number;
  readonly nesterov: boolean;
  /** Coupled: added to the gradient, biases too, as in torch.optim.SGD. */
  readonly weightDecay: number;
}

export interface AdamSpec {
  readonly type: "adam";
  readonly lr: number;
  readonly betas: readonly [number, number];
  readonly eps: number;
  /** Coupled, as in torch.optim.Adam. */
  readonly weightDecay: number;
}

export interface AdamWSpec extends Omit<AdamSpec, "type" | "weightDecay"> {
  readonly type: "adamw";
  /** Decoupled, as in torch.optim.AdamW: the weights shrink by `1 - lr * weightDecay` first. */
  readonly weightDecay: number;
}

export interface RmspropSpec {
  readonly type: "rmsprop";
  readonly lr: number;
  /** Share that the mean square keeps at each step. */
  readonly alpha: number;
  readonly eps: number;
  readonly momentum: number;
  /** Coupled, as in torch.optim.RMSprop. */
  readonly weightDecay: number;
}

export type OptimizerSpec = SgdSpec | AdamSpec | AdamWSpec | RmspropSpec;

/** How the learning rate moves, and by what: epochs or steps. */
interface ScheduleClock {
  readonly advance?: "epoch" | "step";
  /** Epochs or steps in which the rate climbs in a straight line to where the schedule starts; absent is 0. */
  readonly warmup?: number;
}

export type ScheduleSpec = ScheduleClock &
  (
    | { readonly type: "constant" }
    /** Times `gamma` every `every` epochs or steps. */
    | { readonly type: "step"; readonly every: number; readonly gamma: number }
    /** Half a cosine from the learning rate down to `min` in `tMax` epochs or steps. */
    | { readonly type: "cosine"; readonly tMax: number; readonly min: number }
    /** Times `gamma` every epoch or step. */
    | { readonly type: "exponential"; readonly gamma: number }
    /** Up to `max` and down again over the whole run, as torch.optim.lr_scheduler.OneCycleLR without momentum. */
    | { readonly type: "one-cycle"; readonly max: number }
  );

/** What early stopping looks at: smaller is better for losses, larger for accuracies. */
export const EARLY_STOP_METRICS = [
  "validation.loss",
  "validation.accuracy",
  "holdout.loss",
  "holdout.accuracy",
  "train.loss",
  "train.accuracy",
] as const;

export type EarlyStopMetric = (typeof EARLY_STOP_METRICS)[number];

export interface EarlyStopSpec {
  readonly metric: EarlyStopMetric;
  /** Epochs without a better value after which the run ends. */
  readonly patience: number;
  /** Whether the run ends with the weights of its best epoch. */
  readonly restoreBest: boolean;
}

/** For overfitting on purpose: fewer rows of train, some with the wrong label. Both are drawn from the seed. */
export interface SubsetSpec {
  readonly rows: number;
  /** Share of these rows whose label is flipped. */
  readonly labelNoise: number;
}

/** Everything that decides a run, besides the data and the engine. */
export interface RunConfig {
  readonly format: "triptych.run-config";
  readonly version: 1;
  /** What is absent is guessed from the data. */
  readonly label?: LabelWish;
  /** Absent: guessed from the data. */
  readonly features?: FeatureSelection;
  /** What is done with single columns; absent, and where a column or a member is: the default for its kind. */
  readonly treatments?: readonly ColumnTreatment[];
  readonly scaler: ScalerKind;
  /** Absent: on train alone. */
  readonly fitOn?: "everything";
  /** How splits without a file of their own are made, or all rows dealt anew; absent where each is its file. */
  readonly split?: DealPlan;
  readonly model: ModelSpec;
  readonly loss: LossSpec;
  readonly optimizer: OptimizerSpec;
  readonly schedule: ScheduleSpec;
  /** Share of train's rows set aside, i.i.d. and seeded, to tell overfitting from shift; 0 for none. */
  readonly holdout: number;
  readonly subset?: SubsetSpec;
  /** The most that the gradient's global norm may be; absent: no clipping. */
  readonly clipNorm?: number;
  readonly earlyStop?: EarlyStopSpec;
  readonly batchSize: number | "full";
  readonly epochs: number;
  readonly shuffle: boolean;
  readonly seed: number;
  /** Predicted positive means score > threshold. */
  readonly threshold: number;
}

export type FeatureSelection = { readonly include: readonly string[] } | { readonly exclude: readonly string[] };

/** What a person or a configuration says of the features; what is left open follows from the data. */
export interface FeatureWish {
  /** Absent: the default for the data. */
  readonly selection?: FeatureSelection;
  readonly treatments: readonly ColumnTreatment[];
  readonly scaler: ScalerKind;
  readonly fitOn: FitOn;
}

export function featureWishOf({ features, treatments, scaler, fitOn }: RunConfig): FeatureWish {
  return { ...(features === undefined ? {} : { selection: features }), treatments: treatments ?? [], scaler, fitOn: fitOn ?? "train" };
}

/** A configuration with other features. */
export function withFeatures(config: RunConfig, { selection, treatments, scaler, fitOn }: FeatureWish): RunConfig {
  const { features: _, treatments: __, fitOn: ___, ...rest } = config;
  return {
    ...rest,
    ...(selection === undefined ? {} : { features: selection }),
    ...(treatments.length === 0 ? {} : { treatments }),
    scaler,
    ...(fitOn === "train" ? {} : { fitOn }),
  };
}

export const DEFAULT_SGD: SgdSpec = { type: "sgd", lr: 1e-3, momentum: 0, nesterov: false, weightDecay: 1e-4 };
export const DEFAULT_ADAM: AdamSpec = { type: "adam", lr: 1e-3, betas: [0.9, 0.999], eps: 1e-8, weightDecay: 0 };

export const DEFAULT_ADAMW: AdamWSpec = { ...DEFAULT_ADAM, type: "adamw", weightDecay: 0.01 };
export const DEFAULT_RMSPROP: RmspropSpec = { type: "rmsprop", lr: 1e-2, alpha: 0.99, eps: 1e-8, momentum: 0, weightDecay: 0 };
/** Of the paper and of torchvision. */
export const DEFAULT_FOCAL = { type: "focal", gamma: 2, alpha: 0.25 } as const satisfies LossSpec;

const TRAINS: RunConfig = {
  format: "triptych.run-config",
  version: 1,
  scaler: "standard",
  model: REFERENCE_MODEL,
  loss: { type: "bce" },
  optimizer: DEFAULT_ADAM,
  schedule: { type: "constant" },
  holdout: 0,
  batchSize: 4096,
  epochs: 10,
  shuffle: true,
  seed: 0,
  threshold: 0.5,
};

export const PRESET_NAMES = ["notebook", "notebook-fixed", "trains"] as const;
export type PresetName = (typeof PRESET_NAMES)[number];

export interface Preset {
  readonly title: string;
  readonly summary: string;
  readonly config: RunConfig;
}

/** The three steps of the reference story; *Trains* is the default and fills in missing fields. */
export const PRESETS: Record<PresetName, Preset> = {
  notebook: {
    title: "Notebook as written",
    summary: "Cross-entropy over one output is always 0: nothing is learned, only weight decay moves the weights.",
    config: {
      ...TRAINS,
      loss: { type: "cross-entropy-single-output" },
      optimizer: DEFAULT_SGD,
      batchSize: "full",
    },
  },
  "notebook-fixed": {
    title: "Notebook, loss fixed",
    summary: "Binary cross-entropy, but one small SGD step an epoch: the net learns to answer 0 every time.",
    config: { ...TRAINS, optimizer: DEFAULT_SGD, batchSize: "full" },
  },
  trains: {
    title: "Trains",
    summary: "Adam at 1e-3 in batches of 4,096: the net learns for real.",
    config: TRAINS,
  },
};

export const DEFAULT_CONFIG: RunConfig = TRAINS;

/** The preset that a configuration is, whatever its seed, label, features and their scaling; null when it is none. */
export function presetOf(config: RunConfig): PresetName | null {
  return PRESET_NAMES.find((name) => settingsText(PRESETS[name].config) === settingsText(config)) ?? null;
}

/** What a preset says nothing of. */
const NOT_OF_PRESETS: ReadonlySet<string> = new Set<keyof RunConfig>([
  "label",
  "features",
  "treatments",
  "scaler",
  "fitOn",
  "split",
  "seed",
]);

/** What decides a run besides data and seed, as text that is the same for the same settings. */
function settingsText(config: RunConfig): string {
  const settings = Object.fromEntries(Object.entries(config).filter(([name]) => !NOT_OF_PRESETS.has(name)));
  return JSON.stringify(settings, (_key, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
