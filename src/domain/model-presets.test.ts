import { describe, expect, it } from "vitest";
import { MODEL_PRESET_NAMES, MODEL_PRESETS, memoryOf, modelPresetOf } from "./model-presets";
import { parameterCount, REFERENCE_MODEL, toBlocks, type Block } from "./model-spec";
import { DEFAULT_ADAM, DEFAULT_ADAMW, DEFAULT_RMSPROP, DEFAULT_SGD } from "./run-config";

function blocksOf(name: (typeof MODEL_PRESET_NAMES)[number]): Block[] {
  return toBlocks({ layers: MODEL_PRESETS[name].layers, init: "pytorch-default" }, 7);
}

describe("nets to start from", () => {
  it.each(MODEL_PRESET_NAMES)("%s is known by its layers, however its weights are drawn", (name) => {
    expect(modelPresetOf({ layers: MODEL_PRESETS[name].layers, init: "he-uniform" })).toBe(name);
  });

  it("are the net of the notebook, and nets without, with one wide, with many and with one tiny hidden layer", () => {
    const widths = MODEL_PRESET_NAMES.map((name) => [name, blocksOf(name).slice(0, -1).map(({ out }) => out)]);
    expect(Object.fromEntries(widths)).toEqual({ reference: [128, 64], logistic: [], wide: [1024], deep: Array(8).fill(32), tiny: [4] });
    expect(parameterCount(blocksOf("logistic"))).toBe(8);
  });

  it("any other net is none of them", () => {
    const { layers } = REFERENCE_MODEL;
    const changed = (index: number, layer: (typeof layers)[number]) => modelPresetOf({ ...REFERENCE_MODEL, layers: layers.with(index, layer) });
    expect(changed(0, { type: "linear", out: 127 })).toBeNull();
    expect(changed(1, { type: "tanh" })).toBeNull();
    expect(modelPresetOf({ ...REFERENCE_MODEL, layers: layers.toSpliced(2, 0, { type: "dropout", p: 0.5 }) })).toBeNull();
    expect(modelPresetOf({ ...REFERENCE_MODEL, layers: layers.slice(0, 4) })).toBeNull();
  });
});

describe("the memory that training takes", () => {
  const blocks = blocksOf("reference");
  const bytes = 9345 * 4;

  it.each([
    ["SGD", DEFAULT_SGD, 0],
    ["SGD with momentum", { ...DEFAULT_SGD, momentum: 0.9 }, 1],
    ["Adam", DEFAULT_ADAM, 2],
    ["AdamW", DEFAULT_ADAMW, 2],
    ["RMSprop", DEFAULT_RMSPROP, 1],
    ["RMSprop with momentum", { ...DEFAULT_RMSPROP, momentum: 0.9 }, 2],
  ] as const)("is that of weights, gradients and %s's %s", (_, optimizer, slots) => {
    expect(memoryOf(blocks, optimizer)).toEqual({ weights: bytes, gradients: bytes, optimizer: slots * bytes, total: (2 + slots) * bytes });
  });
});
