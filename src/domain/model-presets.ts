import { REFERENCE_MODEL, type Block, type LayerSpec, type ModelSpec, parameterCount } from "./model-spec";
import type { OptimizerSpec } from "./run-config";

export const MODEL_PRESET_NAMES = ["reference", "logistic", "wide", "deep", "tiny"] as const;

export type ModelPresetName = (typeof MODEL_PRESET_NAMES)[number];

export interface ModelPreset {
  readonly title: string;
  readonly summary: string;
  readonly layers: readonly LayerSpec[];
}

/** Nets to start from. The input's width follows from the features. */
export const MODEL_PRESETS: Record<ModelPresetName, ModelPreset> = {
  reference: {
    title: "Reference",
    summary: "The notebook's own net: hidden layers of 128 and 64 with relu.",
    layers: REFERENCE_MODEL.layers,
  },
  logistic: {
    title: "Logistic regression",
    summary: "No hidden layer: one weight a feature, and a straight border between the classes.",
    layers: reluNet([]),
  },
  wide: {
    title: "Wide",
    summary: "One hidden layer of 1,024: many simple features side by side.",
    layers: reluNet([1024]),
  },
  deep: {
    title: "Deep",
    summary: "Eight hidden layers of 32: features of features, and gradients that have a long way to go.",
    layers: reluNet([32, 32, 32, 32, 32, 32, 32, 32]),
  },
  tiny: {
    title: "Tiny",
    summary: "One hidden layer of 4: small enough to follow each weight.",
    layers: reluNet([4]),
  },
};

function reluNet(widths: readonly number[]): LayerSpec[] {
  return [
    ...widths.flatMap((out): LayerSpec[] => [{ type: "linear", out }, { type: "relu" }]),
    { type: "linear", out: 1 },
    { type: "sigmoid" },
  ];
}

/** The preset whose layers a net has, however its weights are drawn; null when it is none. */
export function modelPresetOf({ layers }: ModelSpec): ModelPresetName | null {
  return MODEL_PRESET_NAMES.find((name) => sameLayers(MODEL_PRESETS[name].layers, layers)) ?? null;
}

/** The presets are of linear layers and relu alone, so type and width tell layers apart. */
function sameLayers(preset: readonly LayerSpec[], layers: readonly LayerSpec[]): boolean {
  return (
    preset.length === layers.length &&
    preset.every((layer, index) => {
      const other = layers[index];
      return layer.type === other?.type && (layer.type !== "linear" || other.type !== "linear" || layer.out === other.out);
    })
  );
}

/** Bytes that training a net takes, rows apart. */
export interface ModelMemory {
  readonly weights: number;
  readonly gradients: number;
  /** What the optimiser remembers from step to step. */
  readonly optimizer: number;
  readonly total: number;
}

const FLOAT32_BYTES = 4;

export function memoryOf(blocks: readonly Block[], optimizer: OptimizerSpec): ModelMemory {
  const weights = parameterCount(blocks) * FLOAT32_BYTES;
  const state = weights * optimizerSlots(optimizer);
  return { weights, gradients: weights, optimizer: state, total: 2 * weights + state };
}

/** Numbers that an optimiser keeps for each parameter. */
function optimizerSlots(spec: OptimizerSpec): number {
  switch (spec.type) {
    case "sgd":
      return spec.momentum > 0 ? 1 : 0;
    case "adam":
    case "adamw":
      return 2;
    case "rmsprop":
      return spec.momentum > 0 ? 2 : 1;
  }
}
