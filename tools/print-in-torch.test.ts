import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { MODEL_PRESETS } from "../src/domain/model-presets";
import type { LayerSpec, ModelSpec } from "../src/domain/model-spec";
import { modelText, optimizerText, toTorchConstructor } from "../src/domain/model-text";
import { DEFAULT_ADAM, DEFAULT_ADAMW, DEFAULT_RMSPROP, DEFAULT_SGD, type OptimizerSpec } from "../src/domain/run-config";
import { pythonWithTorch } from "./lib/torch-python";

const INPUTS = 7;

const EVERY_LAYER: readonly LayerSpec[] = [
  { type: "linear", out: 6 },
  { type: "leaky-relu", slope: 0.01 },
  { type: "dropout", p: 0.5 },
  { type: "linear", out: 5 },
  { type: "leaky-relu", slope: 1e-5 },
  { type: "linear", out: 5 },
  { type: "gelu" },
  { type: "dropout", p: 0.00001 },
  { type: "linear", out: 4 },
  { type: "elu" },
  { type: "dropout", p: 0 },
  { type: "linear", out: 3 },
  { type: "tanh" },
  { type: "linear", out: 1 },
  { type: "sigmoid" },
];

const MODELS: readonly ModelSpec[] = [EVERY_LAYER, ...Object.values(MODEL_PRESETS).map(({ layers }) => layers)].map((layers) => ({
  layers,
  init: "pytorch-default",
}));

const OPTIMIZERS: readonly OptimizerSpec[] = [
  DEFAULT_SGD,
  { ...DEFAULT_SGD, lr: 1e-5, momentum: 0.9, nesterov: true, weightDecay: 0 },
  DEFAULT_ADAM,
  { ...DEFAULT_ADAM, lr: 1, betas: [0, 0.99999], eps: 1.5e-7, weightDecay: 0.00012 },
  DEFAULT_ADAMW,
  { ...DEFAULT_ADAMW, lr: 0.3, weightDecay: 0 },
  DEFAULT_RMSPROP,
  { ...DEFAULT_RMSPROP, momentum: 0.5, alpha: 0.9, eps: 1e-10, weightDecay: 0.05 },
];

/** The optimiser as one writes it in Python. */
function constructorOf(spec: OptimizerSpec): string {
  const shared = `lr=${spec.lr}, weight_decay=${spec.weightDecay}`;
  switch (spec.type) {
    case "sgd":
      return `SGD(p, ${shared}, momentum=${spec.momentum}, nesterov=${spec.nesterov ? "True" : "False"})`;
    case "adam":
      return `Adam(p, ${shared}, betas=(${spec.betas.join(", ")}), eps=${spec.eps})`;
    case "adamw":
      return `AdamW(p, ${shared}, betas=(${spec.betas.join(", ")}), eps=${spec.eps})`;
    case "rmsprop":
      return `RMSprop(p, ${shared}, alpha=${spec.alpha}, eps=${spec.eps}, momentum=${spec.momentum})`;
  }
}

interface Prints {
  readonly version: string;
  readonly models: readonly string[];
  readonly optimizers: readonly string[];
}

const SCRIPT = `
import json, sys, torch
from torch import nn
from torch.optim import *
asked = json.loads(sys.argv[1])
p = nn.Linear(2, 1).parameters
optimizers = [str(eval(text, {**globals(), "p": list(p())})) for text in asked["optimizers"]]
print(json.dumps({"version": torch.__version__, "models": [str(eval(text)) for text in asked["models"]], "optimizers": optimizers}))
`;

function printsOf(python: string): Prints {
  const asked = {
    models: MODELS.map((model) => toTorchConstructor(model, INPUTS)),
    optimizers: OPTIMIZERS.map(constructorOf),
  };
  const run = spawnSync(python, ["-c", SCRIPT, JSON.stringify(asked)], { encoding: "utf8" });
  expect(run.status, run.stderr).toBe(0);
  return JSON.parse(run.stdout) as Prints;
}

/** Versions of PyTorch differ in the switches that they print, not in the numbers. */
function numberLines(text: string): string[] {
  return text.split("\n").filter((line) => /^ +(lr|betas|eps|alpha|momentum|nesterov|weight_decay):/.test(line));
}

const python = pythonWithTorch();

describe("what PyTorch prints", () => {
  if (python === null) {
    it("could not be asked, this machine has no PyTorch: each text names its settings once", () => {
      for (const spec of OPTIMIZERS) {
        const names = numberLines(optimizerText(spec)).map((line) => line.split(":")[0]);
        expect(new Set(names).size).toBe(names.length);
        expect(names).toEqual([...names].sort());
      }
    });
    return;
  }

  it("is our text of the same nets and optimisers", () => {
    const { version, models, optimizers } = printsOf(python);
    expect(MODELS.map((model) => modelText(model, INPUTS))).toEqual(models);
    const ours = OPTIMIZERS.map(optimizerText);
    if (version.startsWith("1.13.")) expect(ours).toEqual(optimizers);
    else expect(ours.map(numberLines)).toEqual(optimizers.map(numberLines));
  }, 60_000);
});
