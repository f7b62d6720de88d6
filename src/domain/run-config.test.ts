import { describe, expect, it } from "vitest";
import { DEFAULT_CONFIG, DEFAULT_SGD, PRESETS, PRESET_NAMES, presetOf } from "./run-config";

describe("presets", () => {
  it.each(PRESET_NAMES)("%s is known by its settings, whatever seed, label and features", (name) => {
    const { config } = PRESETS[name];
    expect(presetOf({ ...config, seed: 77, label: { column: "y", positive: ["1"] }, features: { include: ["a"] } })).toBe(name);
  });

  it("any other setting makes it none", () => {
    expect(presetOf({ ...DEFAULT_CONFIG, epochs: 11 })).toBeNull();
    expect(presetOf({ ...DEFAULT_CONFIG, optimizer: DEFAULT_SGD })).toBeNull();
    expect(presetOf({ ...DEFAULT_CONFIG, holdout: 0.1 })).toBeNull();
    expect(presetOf({ ...DEFAULT_CONFIG, clipNorm: 1 })).toBeNull();
    expect(presetOf({ ...DEFAULT_CONFIG, loss: { type: "bce", positiveWeight: "balanced" } })).toBeNull();
    expect(presetOf({ ...DEFAULT_CONFIG, model: { ...DEFAULT_CONFIG.model, init: "he-normal" } })).toBeNull();
  });
});
