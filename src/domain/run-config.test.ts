import { describe, expect, it } from "vitest";
import { DEFAULT_CONFIG, DEFAULT_SGD, featureWishOf, PRESETS, PRESET_NAMES, presetOf, withFeatures } from "./run-config";

describe("presets", () => {
  it.each(PRESET_NAMES)("%s is known by its settings, whatever seed, label and features", (name) => {
    const { config } = PRESETS[name];
    expect(presetOf({ ...config, seed: 77, label: { column: "y", positive: ["1"] }, features: { include: ["a"] } })).toBe(name);
  });

  it.each(PRESET_NAMES)("%s says nothing of what is done with features", (name) => {
    const treatments = [{ column: "a", missing: { type: "mean" } }] as const;
    const config = withFeatures(PRESETS[name].config, { treatments, scaler: "robust", fitOn: "everything" });
    expect(presetOf(config)).toBe(name);
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

describe("what a configuration says of its features", () => {
  it("can be taken out and put in again", () => {
    const wish = { selection: { include: ["a"] }, treatments: [{ column: "a", transform: [{ type: "log1p" }] }], scaler: "minmax", fitOn: "everything" } as const;
    expect(featureWishOf(withFeatures(DEFAULT_CONFIG, wish))).toEqual(wish);
    expect(featureWishOf(DEFAULT_CONFIG)).toEqual({ treatments: [], scaler: "standard", fitOn: "train" });
    expect(withFeatures(withFeatures(DEFAULT_CONFIG, wish), featureWishOf(DEFAULT_CONFIG))).toEqual(DEFAULT_CONFIG);
  });
});
