import { describe, expect, it } from "vitest";
import { REFERENCE_MODEL, type ModelSpec } from "./model-spec";
import { modelText, optimizerText, toTorchConstructor } from "./model-text";
import { DEFAULT_ADAM, DEFAULT_ADAMW, DEFAULT_RMSPROP, DEFAULT_SGD } from "./run-config";

const DROPPING: ModelSpec = {
  layers: [
    { type: "linear", out: 4 },
    { type: "leaky-relu", slope: 0.00001 },
    { type: "dropout", p: 0.5 },
    { type: "linear", out: 1 },
    { type: "sigmoid" },
  ],
  init: "he-normal",
};

describe("the text of a net", () => {
  it("is what PyTorch 1.13 prints", () => {
    expect(modelText(REFERENCE_MODEL, 7)).toBe(
      `Sequential(
  (0): Linear(in_features=7, out_features=128, bias=True)
  (1): ReLU()
  (2): Linear(in_features=128, out_features=64, bias=True)
  (3): ReLU()
  (4): Linear(in_features=64, out_features=1, bias=True)
  (5): Sigmoid()
)`,
    );
    expect(modelText(DROPPING, 3)).toContain("  (1): LeakyReLU(negative_slope=1e-05)\n  (2): Dropout(p=0.5, inplace=False)\n");
  });

  it("is also to be had as the expression that makes the net", () => {
    expect(toTorchConstructor(DROPPING, 3)).toBe(
      "nn.Sequential(nn.Linear(3, 4), nn.LeakyReLU(negative_slope=1e-05), nn.Dropout(p=0.5, inplace=False), nn.Linear(4, 1), nn.Sigmoid())",
    );
  });
});

// The texts are those that PyTorch 1.13 printed; tools/print-in-torch.test.ts asks it again where it can.
describe("the text of an optimiser", () => {
  it("is what PyTorch 1.13 prints for SGD", () => {
    expect(optimizerText(DEFAULT_SGD)).toBe(
      `SGD (
Parameter Group 0
    dampening: 0
    differentiable: False
    foreach: None
    lr: 0.001
    maximize: False
    momentum: 0
    nesterov: False
    weight_decay: 0.0001
)`,
    );
    expect(optimizerText({ ...DEFAULT_SGD, lr: 1e-5, momentum: 0.9, nesterov: true })).toMatch(/lr: 1e-05\n.*\n.*momentum: 0\.9\n +nesterov: True/);
  });

  it("is what PyTorch 1.13 prints for Adam", () => {
    expect(optimizerText(DEFAULT_ADAM)).toBe(
      `Adam (
Parameter Group 0
    amsgrad: False
    betas: (0.9, 0.999)
    capturable: False
    differentiable: False
    eps: 1e-08
    foreach: None
    fused: False
    lr: 0.001
    maximize: False
    weight_decay: 0
)`,
    );
  });

  it("is what PyTorch 1.13 prints for AdamW, which has fewer switches", () => {
    expect(optimizerText(DEFAULT_ADAMW)).toBe(
      `AdamW (
Parameter Group 0
    amsgrad: False
    betas: (0.9, 0.999)
    capturable: False
    eps: 1e-08
    foreach: None
    lr: 0.001
    maximize: False
    weight_decay: 0.01
)`,
    );
  });

  it("is what PyTorch 1.13 prints for RMSprop", () => {
    expect(optimizerText(DEFAULT_RMSPROP)).toBe(
      `RMSprop (
Parameter Group 0
    alpha: 0.99
    centered: False
    differentiable: False
    eps: 1e-08
    foreach: None
    lr: 0.01
    maximize: False
    momentum: 0
    weight_decay: 0
)`,
    );
  });
});
