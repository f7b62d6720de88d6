import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { INITIALISATIONS, type ActivationSpec, type LayerSpec, type ModelSpec } from "../domain/model-spec";
import {
  DEFAULT_ADAMW,
  DEFAULT_CONFIG,
  DEFAULT_RMSPROP,
  EARLY_STOP_METRICS,
  PRESETS,
  withFeatures,
  type LossSpec,
  type OptimizerSpec,
  type RunConfig,
  type ScheduleSpec,
} from "../domain/run-config";
import { ConfigError } from "./contract-error";
import { parseRunConfig, readRunConfig, writeRunConfig } from "./run-config";

const HEADER = { format: "triptych.run-config", version: 1 };

const between = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
const unit = between(0, 1);
const rate = between(0, 10);
const memory = between(0, 0.999);
const some = between(1e-6, 10);
const count = fc.integer({ min: 1, max: 1_000_000 });
const texts = fc.array(fc.string(), { minLength: 1, maxLength: 4 });
const column = fc.string({ minLength: 1 });

/** A record whose optional members are there or absent, never undefined. */
function absentOr<T extends object>(members: { [K in keyof T]: fc.Arbitrary<T[K]> }) {
  return fc.record<T, never>(members, { requiredKeys: [] });
}

const activation = fc.oneof(
  fc.constantFrom<ActivationSpec>({ type: "relu" }, { type: "elu" }, { type: "gelu" }, { type: "tanh" }, { type: "sigmoid" }),
  fc.record({ type: fc.constant("leaky-relu" as const), slope: unit }),
);

const block: fc.Arbitrary<LayerSpec[]> = fc
  .tuple(fc.integer({ min: 1, max: 1024 }), activation, fc.option(between(0.001, 0.99)))
  .map(([out, follows, p]) => [{ type: "linear", out }, follows, ...(p === null ? [] : [{ type: "dropout" as const, p }])]);

const model: fc.Arbitrary<ModelSpec> = fc.record({
  layers: fc.array(block, { maxLength: 3 }).map((blocks): LayerSpec[] => [...blocks.flat(), { type: "linear", out: 1 }, { type: "sigmoid" }]),
  init: fc.constantFrom(...INITIALISATIONS),
});

const loss: fc.Arbitrary<LossSpec> = fc.oneof(
  fc.constantFrom<LossSpec>({ type: "bce" }, { type: "bce", positiveWeight: "balanced" }, { type: "cross-entropy-single-output" }),
  fc.record({ type: fc.constant("bce" as const), positiveWeight: between(1.001, 1e6) }),
  fc.record({ type: fc.constant("focal" as const), gamma: rate, alpha: unit }),
);

const moments = { lr: rate, betas: fc.tuple(memory, memory), eps: unit, weightDecay: rate };
const optimizer: fc.Arbitrary<OptimizerSpec> = fc.oneof(
  fc
    .record({ type: fc.constant("sgd" as const), lr: rate, momentum: memory, nesterov: fc.boolean(), weightDecay: rate })
    .map((sgd) => ({ ...sgd, nesterov: sgd.nesterov && sgd.momentum > 0 })),
  fc.record({ type: fc.constant("adam" as const), ...moments }),
  fc.record({ type: fc.constant("adamw" as const), ...moments }),
  fc.record({ type: fc.constant("rmsprop" as const), lr: rate, alpha: memory, eps: unit, momentum: memory, weightDecay: rate }),
);

/** The longest warm-up of these is shorter than the shortest run. */
const clock = absentOr({ advance: fc.constant("step" as const), warmup: fc.integer({ min: 1, max: 9 }) });
const schedule: fc.Arbitrary<ScheduleSpec> = fc.oneof(
  fc.constant({ type: "constant" as const }),
  fc.tuple(fc.constant({ type: "constant" as const, warmup: 3 }), clock).map(([constant, time]) => ({ ...time, ...constant })),
  fc
    .tuple(
      fc.oneof(
        fc.record({ type: fc.constant("step" as const), every: count, gamma: some }),
        fc.record({ type: fc.constant("cosine" as const), tMax: count, min: rate }),
        fc.record({ type: fc.constant("exponential" as const), gamma: some }),
        fc.record({ type: fc.constant("one-cycle" as const), max: some }),
      ),
      clock,
    )
    .map(([shape, time]) => ({ ...shape, ...time })),
);

const rest = fc.record({
  model,
  loss,
  optimizer,
  schedule,
  holdout: between(0.001, 0.9),
  batchSize: fc.oneof(count, fc.constant("full" as const)),
  epochs: fc.integer({ min: 10, max: 1000 }),
  shuffle: fc.boolean(),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  threshold: unit,
});

const optional = absentOr<Pick<RunConfig, "label" | "features" | "subset" | "clipNorm" | "earlyStop">>({
  label: fc.oneof(fc.record({ column, positive: texts }), fc.record({ column, negative: texts })),
  features: fc.oneof(fc.record({ include: texts }), fc.record({ exclude: texts })),
  subset: fc.record({ rows: count, labelNoise: unit }),
  clipNorm: some,
  earlyStop: fc.record({ metric: fc.constantFrom(...EARLY_STOP_METRICS), patience: fc.integer({ min: 1, max: 1000 }), restoreBest: fc.boolean() }),
});

const config: fc.Arbitrary<RunConfig> = fc
  .tuple(rest, optional)
  .map(([all, some]) => ({ ...DEFAULT_CONFIG, ...all, ...some }));

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
    expect(parseRunConfig({ ...HEADER, optimizer: { type: "adamw", lr: 0.1 } }).optimizer).toEqual({ ...DEFAULT_ADAMW, lr: 0.1 });
    expect(parseRunConfig({ ...HEADER, optimizer: { type: "rmsprop" } }).optimizer).toEqual(DEFAULT_RMSPROP);
  });

  it("takes the usual numbers of losses, layers, schedules and early stopping that leave them out", () => {
    const layers = [{ type: "linear", out: 3 }, { type: "leaky-relu" }, { type: "dropout" }, { type: "linear", out: 1 }, { type: "sigmoid" }];
    const read = parseRunConfig({
      ...HEADER,
      model: { layers },
      loss: { type: "focal" },
      schedule: { type: "step", every: 3 },
      subset: { rows: 100 },
      earlyStop: {},
    });
    expect(read.model.layers.slice(1, 3)).toEqual([{ type: "leaky-relu", slope: 0.01 }, { type: "dropout", p: 0.5 }]);
    expect(read).toMatchObject({
      loss: { gamma: 2, alpha: 0.25 },
      schedule: { every: 3, gamma: 0.1 },
      subset: { rows: 100, labelNoise: 0 },
      earlyStop: { metric: "validation.loss", patience: 5, restoreBest: true },
    });
  });

  it("lets a cosine without a length end with the run", () => {
    const cosine = (members: object, epochs = 20): ScheduleSpec =>
      parseRunConfig({ ...HEADER, epochs, schedule: { type: "cosine", ...members } }).schedule;
    expect(cosine({})).toEqual({ type: "cosine", tMax: 20, min: 0 });
    expect(cosine({ warmup: 5 })).toEqual({ type: "cosine", tMax: 15, min: 0, warmup: 5 });
    expect(cosine({}, 0)).toEqual({ type: "cosine", tMax: 1, min: 0 });
  });

  it("takes loss and accuracy to be those of validation", () => {
    const metric = (name: string): unknown => parseRunConfig({ ...HEADER, earlyStop: { metric: name } }).earlyStop?.metric;
    expect(["loss", "accuracy", "train.loss"].map(metric)).toEqual(["validation.loss", "validation.accuracy", "train.loss"]);
  });

  it("keeps label values as text, whatever they are in the file", () => {
    expect(parseRunConfig({ ...HEADER, label: { column: "sus", positive: [1, "evil", true] } }).label).toEqual({
      column: "sus", positive: ["1", "evil", "true"],
    });
    expect(parseRunConfig({ ...HEADER, label: { column: "sus" } }).label).toEqual({ column: "sus" });
    expect(parseRunConfig({ ...HEADER, label: { negative: [0] } }).label).toEqual({ negative: ["0"] });
  });

  it("ignores unknown fields, and knows what changes nothing", () => {
    const off = {
      holdout: null,
      subset: null,
      earlyStop: null,
      clipNorm: null,
      loss: { type: "bce", positiveWeight: 1 },
      schedule: { type: "constant", warmup: 0, advance: "step" },
      note: "mine",
    };
    expect(parseRunConfig({ ...HEADER, ...off, features: { encoding: {}, transform: {} }, fitOn: "train" })).toStrictEqual(DEFAULT_CONFIG);
  });

  it("reads what is done with columns, each under its name", () => {
    const features = {
      include: ["a", "daemon"],
      encoding: { daemon: { type: "one-hot", max: 3 }, userId: { type: "not-in", values: [0, "1"] } },
      missing: { a: { type: "constant", value: -1 } },
      transform: { a: [{ type: "clip", low: 0 }, { type: "log1p" }] },
    };
    const config = parseRunConfig({ ...HEADER, features, scaler: "robust", fitOn: "everything" });
    expect(config).toMatchObject({ features: { include: ["a", "daemon"] }, scaler: "robust", fitOn: "everything" });
    expect(config.treatments).toEqual([
      { column: "a", missing: { type: "constant", value: -1 }, transform: [{ type: "clip", low: 0 }, { type: "log1p" }] },
      { column: "daemon", encoding: { type: "one-hot", max: 3 } },
      { column: "userId", encoding: { type: "not-in", values: ["0", "1"] } },
    ]);
    expect(readRunConfig(writeRunConfig(config))).toStrictEqual(config);
  });

  it("keeps columns of any name, `__proto__` and `constructor` among them, through writing and reading", () => {
    const name = fc.oneof(fc.constantFrom("__proto__", "constructor", "toString", "1", "", "__proto__\0"), fc.string());
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 6 }), (names) => {
        const treatments = names.toSorted().map((column, index) => ({
          column,
          ...(index % 3 === 0 ? {} : { missing: { type: "indicator" as const } }),
          ...(index % 2 === 0 ? { encoding: { type: "one-hot" as const, max: index + 1 } } : {}),
          ...(index % 4 === 3 ? { transform: [{ type: "symlog" as const }] } : {}),
        }));
        const config = withFeatures(DEFAULT_CONFIG, { treatments, scaler: "minmax", fitOn: "train" });
        expect(readRunConfig(writeRunConfig(config))).toStrictEqual(config);
      }),
    );
    expect(({} as Record<string, unknown>)["type"]).toBeUndefined();
  });

  it("names the column whose treatment is at fault", () => {
    const text = '{"format":"triptych.run-config","version":1,"features":{"encoding":{"__proto__":{"type":"one-hot","max":0}}}}';
    expect(() => readRunConfig(text)).toThrow(/features\.encoding\.__proto__\0?\.max must be at least 1/);
    const clip = { features: { transform: { a: [{ type: "clip", low: 2, high: 1 }] } } };
    expect(refusal(clip)).toMatchObject({ path: "features.transform" });
    expect(refusal(clip).message).toContain('"a" cannot be clipped to 2 to 1');
  });

  const later: [Record<string, unknown>, string, string][] = [
    [{ scaler: "power" }, "scaler", 'scaler "power" is not available in this version'],
    [{ features: { encoding: { a: { type: "hash" } } } }, "features.encoding.a.type", '"hash" is not available'],
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
    [{ optimizer: { type: "lion" } }, "optimizer.type", 'optimizer.type "lion" is not available in this version'],
    [{ optimizer: { type: "rmsprop", alpha: 1 } }, "optimizer.alpha", "optimizer.alpha must be below 1, not 1"],
    [{ loss: { type: "bce", positiveWeight: 0 } }, "loss.positiveWeight", "loss.positiveWeight must be above 0, not 0"],
    [{ loss: { type: "bce", positiveWeight: "heavy" } }, "loss.positiveWeight", 'above 0 and at most 1,000,000, or "balanced"'],
    [{ loss: { type: "focal", gamma: -1 } }, "loss.gamma", "loss.gamma must be at least 0, not -1"],
    [{ model: { init: "zeros" } }, "model.init", 'model.init "zeros" is not available'],
    [{ model: { layers: [{ type: "dropout", p: 1 }] } }, "model.layers[0].p", "must be below 1, not 1"],
    [{ model: { layers: [{ type: "dropout", p: 0.5 }, { type: "linear", out: 1 }, { type: "sigmoid" }] } }, "model.layers", "must follow a linear layer"],
    [{ schedule: { type: "step" } }, "schedule.every", "schedule.every is missing"],
    [{ schedule: { type: "one-cycle" } }, "schedule.max", "schedule.max is missing"],
    [{ schedule: { type: "one-cycle", max: 0.1, warmup: 10 } }, "schedule.warmup", "must be shorter than the run of 10 epochs"],
    [{ schedule: { type: "cosine", advance: "step" } }, "schedule.tMax", "give the steps that the cosine takes"],
    [{ holdout: 0.95 }, "holdout", "holdout must be at most 0.9"],
    [{ subset: { labelNoise: 0.1 } }, "subset.rows", "subset.rows is missing"],
    [{ clipNorm: 0 }, "clipNorm", "clipNorm must be above 0, not 0"],
    [{ earlyStop: { metric: "auc" } }, "earlyStop.metric", '"auc" is not available'],
    [{ earlyStop: { metric: "holdout.loss" } }, "earlyStop.metric", "give a hold-out share"],
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
