import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_CONFIG, PRESETS, type RunConfig } from "../domain/run-config";
import { ConfigError } from "./contract-error";
import { parseRunConfig, readRunConfig, writeRunConfig } from "./run-config";

const HEADER = { format: "triptych.run-config", version: 1 };

const unit = fc.double({ min: 0, max: 1, noNaN: true, noDefaultInfinity: true });
const positive = fc.double({ min: 0, max: 10, noNaN: true, noDefaultInfinity: true });
const memory = fc.double({ min: 0, max: 0.999, noNaN: true });
const texts = fc.array(fc.string(), { minLength: 1, maxLength: 4 });
const column = fc.string({ minLength: 1 });
const hidden = fc.array(
  fc.tuple(fc.integer({ min: 1, max: 1024 }), fc.constantFrom("relu" as const, "tanh" as const, "sigmoid" as const)),
  { maxLength: 3 },
);

const config: fc.Arbitrary<RunConfig> = fc
  .record({
    label: fc.option(
      fc.oneof(fc.record({ column, positive: texts }), fc.record({ column, negative: texts })),
      { nil: undefined },
    ),
    features: fc.option(fc.oneof(fc.record({ include: texts }), fc.record({ exclude: texts })), { nil: undefined }),
    layers: hidden,
    loss: fc.constantFrom({ type: "bce" as const }, { type: "cross-entropy-single-output" as const }),
    optimizer: fc.oneof(
      fc.record({
        type: fc.constant("sgd" as const),
        lr: positive,
        momentum: memory.map((momentum) => momentum + 1e-6),
        nesterov: fc.boolean(),
        weightDecay: positive,
      }),
      fc.record({
        type: fc.constant("adam" as const),
        lr: positive,
        betas: fc.tuple(memory, memory),
        eps: positive,
        weightDecay: positive,
      }),
    ),
    batchSize: fc.oneof(fc.integer({ min: 1, max: 1_000_000 }), fc.constant("full" as const)),
    epochs: fc.integer({ min: 1, max: 1000 }),
    shuffle: fc.boolean(),
    seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    threshold: unit,
  })
  .map(({ label, features, layers, ...rest }) => ({
    ...DEFAULT_CONFIG,
    ...rest,
    ...(label === undefined ? {} : { label }),
    ...(features === undefined ? {} : { features }),
    model: {
      layers: [
        ...layers.flatMap(([out, type]) => [{ type: "linear" as const, out }, { type }]),
        { type: "linear", out: 1 },
        { type: "sigmoid" },
      ],
      init: "pytorch-default",
    },
  }));

/** The error that parsing this addition to an otherwise valid file gives. */
function refusal(members: Record<string, unknown>): ConfigError {
  try {
    parseRunConfig({ ...HEADER, ...members });
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error(`${JSON.stringify(members)} was accepted`);
}

describe("run configuration", () => {
  it("reads back what it wrote", () => {
    fc.assert(
      fc.property(config, (value) => {
        expect(readRunConfig(writeRunConfig(value))).toEqual(value);
      }),
    );
  });

  for (const [name, preset] of Object.entries(PRESETS)) {
    it(`reads back the preset ${name}`, () => {
      expect(readRunConfig(writeRunConfig(preset.config))).toEqual(preset.config);
    });
  }

  it("fills in preset Trains for all that is missing", () => {
    expect(parseRunConfig(HEADER)).toEqual(DEFAULT_CONFIG);
    expect(parseRunConfig({ ...HEADER, epochs: 3, model: {} })).toEqual({ ...DEFAULT_CONFIG, epochs: 3 });
  });

  it("takes the defaults of the optimiser named, and of Adam when none is named", () => {
    expect(parseRunConfig({ ...HEADER, optimizer: { type: "sgd", lr: 0.1 } }).optimizer).toEqual({
      type: "sgd", lr: 0.1, momentum: 0, nesterov: false, weightDecay: 0,
    });
    expect(parseRunConfig({ ...HEADER, optimizer: { lr: 0.1 } }).optimizer).toEqual({
      type: "adam", lr: 0.1, betas: [0.9, 0.999], eps: 1e-8, weightDecay: 0,
    });
  });

  it("keeps label values as text, whatever they are in the file", () => {
    expect(parseRunConfig({ ...HEADER, label: { column: "sus", positive: [1, "evil", true] } }).label).toEqual({
      column: "sus", positive: ["1", "evil", "true"],
    });
    expect(parseRunConfig({ ...HEADER, label: { column: "sus" } }).label).toEqual({ column: "sus" });
    expect(parseRunConfig({ ...HEADER, label: { negative: [0] } }).label).toEqual({ negative: ["0"] });
  });

  it("ignores unknown fields and accepts the off values of features still to come", () => {
    const off = { holdout: 0, subset: null, earlyStop: null, clipNorm: null, loss: { type: "bce", positiveWeight: 1 }, note: "mine" };
    expect(parseRunConfig({ ...HEADER, ...off, features: { encoding: { userId: { type: "numeric" } } } })).toEqual(DEFAULT_CONFIG);
  });

  const later: [Record<string, unknown>, string, string][] = [
    [{ optimizer: { type: "adamw", lr: 1e-3 } }, "optimizer.type", 'optimizer.type "adamw" is not available in this version'],
    [{ loss: { type: "focal", gamma: 2, alpha: 0.25 } }, "loss.type", 'loss.type "focal" is not available in this version'],
    [{ loss: { type: "bce", positiveWeight: "balanced" } }, "loss.positiveWeight", "loss.positiveWeight is not available"],
    [{ schedule: { type: "cosine", tMax: 10 } }, "schedule.type", 'schedule.type "cosine" is not available in this version'],
    [{ schedule: { type: "constant", warmup: 3 } }, "schedule.warmup", "schedule.warmup is not available in this version"],
    [{ scaler: "minmax" }, "scaler", 'scaler "minmax" is not available in this version'],
    [{ model: { init: "he-normal" } }, "model.init", 'model.init "he-normal" is not available in this version'],
    [{ model: { layers: [{ type: "dropout", p: 0.5 }, { type: "sigmoid" }] } }, "model.layers[0].type", '"dropout" is not available'],
    [{ features: { encoding: { a: { type: "one-hot" } } } }, "features.encoding.a.type", '"one-hot" is not available'],
    [{ holdout: 0.1 }, "holdout", "holdout is not available in this version: leave it out"],
    [{ subset: { rows: 100 } }, "subset", "subset is not available in this version"],
    [{ clipNorm: 1 }, "clipNorm", "clipNorm is not available in this version"],
    [{ earlyStop: { metric: "loss", patience: 2 } }, "earlyStop", "earlyStop is not available in this version"],
  ];
  for (const [members, path, sentence] of later) {
    it(`refuses ${path} that is still to come: ${JSON.stringify(members)}`, () => {
      const error = refusal(members);
      expect(error.path).toBe(path);
      expect(error.message).toContain(sentence);
    });
  }

  const wrong: [Record<string, unknown>, string, string][] = [
    [{ epochs: -1 }, "epochs", "epochs must be at least 0, not -1"],
    [{ epochs: 2.5 }, "epochs", "epochs must be a whole number, not 2.5"],
    [{ epochs: "ten" }, "epochs", 'epochs must be a number, not "ten"'],
    [{ batchSize: "half" }, "batchSize", 'batchSize must be a whole number of rows from 1, or "full"'],
    [{ threshold: 1.5 }, "threshold", "threshold must be at most 1, not 1.5"],
    [{ seed: -1 }, "seed", "seed must be at least 0"],
    [{ optimizer: { type: "adam", betas: [0.9, 1] } }, "optimizer.betas[1]", "optimizer.betas[1] must be below 1, not 1"],
    [{ optimizer: { type: "sgd", nesterov: true } }, "optimizer.nesterov", "needs a momentum above 0"],
    [{ optimizer: { type: "sgd", lr: null } }, "optimizer.lr", "optimizer.lr must be a number, not null"],
    [{ label: { column: "a", positive: ["1"], negative: ["0"] } }, "label", "label has both positive and negative values"],
    [{ features: { include: ["a"], exclude: ["b"] } }, "features", "features has both include and exclude"],
    [{ model: { layers: [{ type: "linear", out: 3 }, { type: "relu" }] } }, "model.layers", "last two layers"],
    [{ model: { layers: [{ type: "linear", out: 0 }, { type: "sigmoid" }] } }, "model.layers[0].out", "at least 1"],
  ];
  for (const [members, path, sentence] of wrong) {
    it(`names ${path} and says what is wrong with ${JSON.stringify(members)}`, () => {
      const error = refusal(members);
      expect(error.path).toBe(path);
      expect(error.message).toContain(sentence);
    });
  }

  it("refuses other versions and other files, and says which it reads", () => {
    expect(() => parseRunConfig({ ...HEADER, version: 2 })).toThrow("reads version 1 of a run configuration");
    expect(() => parseRunConfig({ format: "triptych.run-config" })).toThrow("version is missing");
    expect(() => parseRunConfig({ ...HEADER, format: "triptych.model" })).toThrow('format is "triptych.model"');
    expect(() => parseRunConfig({ epochs: 3 })).toThrow('starts with "format": "triptych.run-config", "version": 1');
    expect(() => parseRunConfig([])).toThrow("JSON object");
    expect(() => readRunConfig("{ epochs: 3 }")).toThrow("The run configuration is not JSON");
  });

  it("reads a file with a byte order mark", () => {
    expect(readRunConfig(`\uFEFF${JSON.stringify(HEADER)}`)).toEqual(DEFAULT_CONFIG);
  });
});
