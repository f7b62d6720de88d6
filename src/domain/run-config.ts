import { REFERENCE_MODEL, type ModelSpec } from "./model-spec";
import type { LabelWish } from "./prepared";
import type { ScalerKind } from "./scaling";

export type LossSpec =
  /** Binary cross-entropy in its logits form: `max(z,0) - z*y + log1p(exp(-|z|))`. */
  | { readonly type: "bce" }
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

export type OptimizerSpec = SgdSpec | AdamSpec;

/** Everything that decides a run, besides the data and the engine. */
export interface RunConfig {
  readonly format: "triptych.run-config";
  readonly version: 1;
  /** What is absent is guessed from the data. */
  readonly label?: LabelWish;
  /** Absent: guessed from the data. */
  readonly features?: FeatureSelection;
  readonly scaler: ScalerKind;
  readonly model: ModelSpec;
  readonly loss: LossSpec;
  readonly optimizer: OptimizerSpec;
  readonly schedule: { readonly type: "constant" };
  readonly batchSize: number | "full";
  readonly epochs: number;
  readonly shuffle: boolean;
  readonly seed: number;
  /** Predicted positive means score > threshold. */
  readonly threshold: number;
}

export type FeatureSelection = { readonly include: readonly string[] } | { readonly exclude: readonly string[] };

export const DEFAULT_SGD: SgdSpec = { type: "sgd", lr: 1e-3, momentum: 0, nesterov: false, weightDecay: 1e-4 };
export const DEFAULT_ADAM: AdamSpec = { type: "adam", lr: 1e-3, betas: [0.9, 0.999], eps: 1e-8, weightDecay: 0 };

const TRAINS: RunConfig = {
  format: "triptych.run-config",
  version: 1,
  scaler: "standard",
  model: REFERENCE_MODEL,
  loss: { type: "bce" },
  optimizer: DEFAULT_ADAM,
  schedule: { type: "constant" },
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

/** The preset that a configuration is, whatever its seed, label and features; null when it is none. */
export function presetOf(config: RunConfig): PresetName | null {
  const settings = (of: RunConfig): string => {
    const { scaler, model, loss, optimizer, schedule, batchSize, epochs, shuffle, threshold } = of;
    const optimizerFields = Object.entries(optimizer).sort(([a], [b]) => (a < b ? -1 : 1));
    return JSON.stringify([scaler, model.init, model.layers, loss, optimizerFields, schedule, batchSize, epochs, shuffle, threshold]);
  };
  return PRESET_NAMES.find((name) => settings(PRESETS[name].config) === settings(config)) ?? null;
}
