import { DEFAULT_SLOPE, MAX_HIDDEN_LAYERS, type ActivationSpec, type LayerSpec, type ModelSpec } from "./model-spec";

/** A hidden layer as people think of one: a linear layer with what follows it. */
export interface HiddenLayer {
  readonly out: number;
  /** Null: the next linear layer follows at once. */
  readonly activation: ActivationSpec | null;
  /** 0: no dropout layer. */
  readonly dropout: number;
}

/** What a new layer is like. */
const NEW_LAYER: HiddenLayer = { out: 32, activation: { type: "relu" }, dropout: 0 };

export const ACTIVATIONS: Readonly<Record<ActivationSpec["type"], { readonly title: string; readonly spec: ActivationSpec }>> = {
  relu: { title: "ReLU", spec: { type: "relu" } },
  "leaky-relu": { title: "Leaky ReLU", spec: { type: "leaky-relu", slope: DEFAULT_SLOPE } },
  elu: { title: "ELU", spec: { type: "elu" } },
  gelu: { title: "GELU", spec: { type: "gelu" } },
  tanh: { title: "Tanh", spec: { type: "tanh" } },
  sigmoid: { title: "Sigmoid", spec: { type: "sigmoid" } },
};

/** The hidden layers of a stack that `toBlocks` takes. */
export function hiddenLayersOf({ layers }: ModelSpec): HiddenLayer[] {
  const hidden: HiddenLayer[] = [];
  for (const layer of layers.slice(0, -2)) {
    const last = hidden.at(-1);
    if (layer.type === "linear") hidden.push({ out: layer.out, activation: null, dropout: 0 });
    else if (last === undefined) continue;
    else hidden[hidden.length - 1] = layer.type === "dropout" ? { ...last, dropout: layer.p } : { ...last, activation: layer };
  }
  return hidden;
}

/** The stack with these hidden layers in front of the output. */
export function stackOf(hidden: readonly HiddenLayer[]): readonly LayerSpec[] {
  return [
    ...hidden.flatMap(({ out, activation, dropout }): LayerSpec[] => [
      { type: "linear", out },
      ...(activation === null ? [] : [activation]),
      ...(dropout === 0 ? [] : [{ type: "dropout" as const, p: dropout }]),
    ]),
    { type: "linear", out: 1 },
    { type: "sigmoid" },
  ];
}

/** With one more at the end, like the last one; null where no more fit. */
export function withLayerAdded(hidden: readonly HiddenLayer[]): HiddenLayer[] | null {
  return hidden.length >= MAX_HIDDEN_LAYERS ? null : [...hidden, hidden.at(-1) ?? NEW_LAYER];
}

/** With the layer moved to another place. */
export function withLayerMoved(hidden: readonly HiddenLayer[], from: number, to: number): HiddenLayer[] {
  const rest = hidden.filter((_, index) => index !== from);
  return [...rest.slice(0, to), ...hidden.slice(from, from + 1), ...rest.slice(to)];
}
