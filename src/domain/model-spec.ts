export type ActivationSpec =
  | { readonly type: "relu" }
  /** `x` above 0, else `slope * x`. */
  | { readonly type: "leaky-relu"; readonly slope: number }
  /** `x` above 0, else `e^x - 1`. */
  | { readonly type: "elu" }
  /** `x * Phi(x)`, with the normal distribution function itself, by erf. */
  | { readonly type: "gelu" }
  | { readonly type: "tanh" }
  | { readonly type: "sigmoid" };

/** Zeroes a share `p` of the values while training and scales the others by `1 / (1 - p)`, as `nn.Dropout`. */
export interface DropoutSpec {
  readonly type: "dropout";
  readonly p: number;
}

export interface LinearSpec {
  readonly type: "linear";
  readonly out: number;
}

export type LayerSpec = LinearSpec | ActivationSpec | DropoutSpec;

/** A stack of layers; the last two are `linear {out: 1}` and `sigmoid`. */
export interface ModelSpec {
  readonly layers: readonly LayerSpec[];
  readonly init: InitialisationKind;
}

export const INITIALISATIONS = [
  "pytorch-default",
  "glorot-uniform",
  "glorot-normal",
  "he-uniform",
  "he-normal",
] as const;

export type InitialisationKind = (typeof INITIALISATIONS)[number];

/** torch.nn.LeakyReLU's own. */
export const DEFAULT_SLOPE = 0.01;
export const MAX_HIDDEN_LAYERS = 8;
export const MAX_WIDTH = 1024;

/** A linear layer with what follows it, as engines run it. The output sigmoid is left to the loss. */
export interface Block {
  /** Position in PyTorch's `nn.Sequential`, which names the parameters. */
  readonly index: number;
  readonly in: number;
  readonly out: number;
  /** Null on the output block: engines work on logits. */
  readonly activation: ActivationSpec | null;
  /** Share of the activation's outputs that training drops; 0 for none, and on the output block. */
  readonly dropout: number;
}

export class ModelSpecError extends Error {
  override name = "ModelSpecError";
}

/**
 * Pairs each linear layer with its activation and its dropout, and drops the output sigmoid.
 * @throws ModelSpecError when the stack is not one an engine can run, saying which layer and why.
 */
export function toBlocks(spec: ModelSpec, inputs: number): Block[] {
  const { layers } = spec;
  const last = layers.at(-1);
  const output = layers.at(-2);
  if (last?.type !== "sigmoid" || output?.type !== "linear" || output.out !== 1) {
    throw new ModelSpecError("The last two layers must be linear with one output and a sigmoid.");
  }
  const blocks: Block[] = [];
  layers.slice(0, -1).forEach((layer, index) => {
    if (layer.type === "linear") {
      blocks.push({ index, in: blocks.at(-1)?.out ?? inputs, out: checkedWidth(layer.out, index), activation: null, dropout: 0 });
    } else {
      const block = blocks.at(-1);
      if (block === undefined) throw new ModelSpecError(`Layer ${index}: ${layer.type} must follow a linear layer.`);
      blocks[blocks.length - 1] = followedBy(block, layer, index);
    }
  });
  if (blocks.length - 1 > MAX_HIDDEN_LAYERS) {
    throw new ModelSpecError(`A net has at most ${MAX_HIDDEN_LAYERS} hidden layers, not ${blocks.length - 1}.`);
  }
  return blocks;
}

function followedBy(block: Block, layer: ActivationSpec | DropoutSpec, index: number): Block {
  if (block.dropout > 0 || (layer.type !== "dropout" && block.activation !== null)) {
    const after = block.dropout > 0 ? "dropout" : (block.activation?.type ?? "");
    throw new ModelSpecError(`Layer ${index}: ${layer.type} cannot follow ${after}: put a linear layer between them.`);
  }
  if (layer.type !== "dropout") return { ...block, activation: layer };
  if (!(layer.p >= 0 && layer.p < 1)) {
    throw new ModelSpecError(`Layer ${index}: dropout must be from 0 to below 1, not ${layer.p}.`);
  }
  return { ...block, dropout: layer.p };
}

function checkedWidth(width: number, index: number): number {
  if (Number.isInteger(width) && width >= 1 && width <= MAX_WIDTH) return width;
  throw new ModelSpecError(`Layer ${index}: a width must be a whole number from 1 to 1,024, not ${width}.`);
}

export function parameterCount(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + block.in * block.out + block.out, 0);
}

/** The net of the reference notebook: 7-128-64-1 on seven features. */
export const REFERENCE_MODEL: ModelSpec = {
  layers: [
    { type: "linear", out: 128 },
    { type: "relu" },
    { type: "linear", out: 64 },
    { type: "relu" },
    { type: "linear", out: 1 },
    { type: "sigmoid" },
  ],
  init: "pytorch-default",
};
