export type ActivationSpec =
  | { readonly type: "relu" }
  | { readonly type: "tanh" }
  | { readonly type: "sigmoid" };

export type LayerSpec = { readonly type: "linear"; readonly out: number } | ActivationSpec;

/** A stack of layers; the last two are `linear {out: 1}` and `sigmoid`. */
export interface ModelSpec {
  readonly layers: readonly LayerSpec[];
  readonly init: InitialisationKind;
}

export type InitialisationKind = "pytorch-default";

/** A linear layer with what follows it, as engines run it. The output sigmoid is left to the loss. */
export interface Block {
  /** Position in PyTorch's `nn.Sequential`, which names the parameters. */
  readonly index: number;
  readonly in: number;
  readonly out: number;
  /** Null on the output block: engines work on logits. */
  readonly activation: ActivationSpec["type"] | null;
}

export class ModelSpecError extends Error {
  override name = "ModelSpecError";
}

/**
 * Pairs each linear layer with its activation and drops the output sigmoid.
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
  let width = inputs;
  layers.slice(0, -1).forEach((layer, index) => {
    if (layer.type === "linear") {
      if (!Number.isInteger(layer.out) || layer.out < 1 || layer.out > 1024) {
        throw new ModelSpecError(`Layer ${index}: a width must be a whole number from 1 to 1,024, not ${layer.out}.`);
      }
      blocks.push({ index, in: width, out: layer.out, activation: null });
      width = layer.out;
      return;
    }
    const block = blocks.at(-1);
    if (block === undefined || block.activation !== null) {
      throw new ModelSpecError(`Layer ${index}: ${layer.type} must follow a linear layer.`);
    }
    blocks[blocks.length - 1] = { ...block, activation: layer.type };
  });
  return blocks;
}

export function parameterCount(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + block.in * block.out + block.out, 0);
}

/** The text of PyTorch's `print(model)` for the same net. */
export function modelText(spec: ModelSpec, inputs: number): string {
  let width = inputs;
  const lines = spec.layers.map((layer, index) => {
    if (layer.type !== "linear") return `  (${index}): ${TORCH_NAMES[layer.type]}()`;
    const line = `  (${index}): Linear(in_features=${width}, out_features=${layer.out}, bias=True)`;
    width = layer.out;
    return line;
  });
  return ["Sequential(", ...lines, ")"].join("\n");
}

const TORCH_NAMES: Record<ActivationSpec["type"], string> = {
  relu: "ReLU",
  tanh: "Tanh",
  sigmoid: "Sigmoid",
};

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

/** The same net as a PyTorch expression, for `from torch import nn`. */
export function toTorchConstructor(spec: ModelSpec, inputs: number): string {
  let width = inputs;
  const layers = spec.layers.map((layer) => {
    if (layer.type !== "linear") return `nn.${TORCH_NAMES[layer.type]}()`;
    const text = `nn.Linear(${width}, ${layer.out})`;
    width = layer.out;
    return text;
  });
  return `nn.Sequential(${layers.join(", ")})`;
}
