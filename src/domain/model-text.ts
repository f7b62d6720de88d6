import type { ActivationSpec, DropoutSpec, ModelSpec } from "./model-spec";
import { pythonNumber } from "./python-number";
import type { OptimizerSpec } from "./run-config";

/** The text of PyTorch's `print(model)` for the same net. */
export function modelText(spec: ModelSpec, inputs: number): string {
  let width = inputs;
  const lines = spec.layers.map((layer, index) => {
    if (layer.type !== "linear") return `  (${index}): ${printedModule(layer)}`;
    const line = `  (${index}): Linear(in_features=${width}, out_features=${layer.out}, bias=True)`;
    width = layer.out;
    return line;
  });
  return ["Sequential(", ...lines, ")"].join("\n");
}

/** The same net as a PyTorch expression, for `from torch import nn`. */
export function toTorchConstructor(spec: ModelSpec, inputs: number): string {
  let width = inputs;
  const layers = spec.layers.map((layer) => {
    if (layer.type !== "linear") return `nn.${printedModule(layer)}`;
    const text = `nn.Linear(${width}, ${layer.out})`;
    width = layer.out;
    return text;
  });
  return `nn.Sequential(${layers.join(", ")})`;
}

/** As PyTorch prints the module, which is also how it is made. */
function printedModule(layer: ActivationSpec | DropoutSpec): string {
  switch (layer.type) {
    case "relu":
      return "ReLU()";
    case "leaky-relu":
      return `LeakyReLU(negative_slope=${pythonNumber(layer.slope)})`;
    case "elu":
      return "ELU(alpha=1.0)";
    case "gelu":
      return "GELU(approximate='none')";
    case "tanh":
      return "Tanh()";
    case "sigmoid":
      return "Sigmoid()";
    case "dropout":
      return `Dropout(p=${pythonNumber(layer.p)}, inplace=False)`;
  }
}

/** The text of `print(optimizer)` for the same optimiser over all parameters of a net, as PyTorch 1.13 prints it. */
export function optimizerText(spec: OptimizerSpec): string {
  const { name, group } = printedOptimizer(spec);
  // PyTorch prints the settings in the order of their names.
  const lines = Object.entries(group)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `    ${key}: ${value}`);
  return [`${name} (`, "Parameter Group 0", ...lines, ")"].join("\n");
}

interface PrintedOptimizer {
  readonly name: string;
  readonly group: Readonly<Record<string, string>>;
}

function printedOptimizer(spec: OptimizerSpec): PrintedOptimizer {
  const shared = {
    lr: pythonNumber(spec.lr),
    weight_decay: pythonNumber(spec.weightDecay),
    maximize: "False",
    foreach: "None",
  };
  switch (spec.type) {
    case "sgd":
      return {
        name: "SGD",
        group: {
          ...shared,
          momentum: pythonNumber(spec.momentum),
          dampening: "0",
          nesterov: spec.nesterov ? "True" : "False",
          differentiable: "False",
        },
      };
    case "adam":
      return { name: "Adam", group: { ...shared, ...moments(spec), differentiable: "False", fused: "False" } };
    case "adamw":
      return { name: "AdamW", group: { ...shared, ...moments(spec) } };
    case "rmsprop":
      return {
        name: "RMSprop",
        group: {
          ...shared,
          alpha: pythonNumber(spec.alpha),
          eps: pythonNumber(spec.eps),
          momentum: pythonNumber(spec.momentum),
          centered: "False",
          differentiable: "False",
        },
      };
  }
}

function moments({ betas, eps }: { readonly betas: readonly [number, number]; readonly eps: number }): Record<string, string> {
  return {
    betas: `(${betas.map(pythonNumber).join(", ")})`,
    eps: pythonNumber(eps),
    amsgrad: "False",
    capturable: "False",
  };
}
