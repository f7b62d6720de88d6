import type { ActivationSpec, InitialisationKind, LayerSpec } from "../domain/model-spec";
import { DEFAULT_ADAM, DEFAULT_CONFIG, DEFAULT_SGD, type LossSpec, type OptimizerSpec } from "../domain/run-config";
import type { ScalerKind } from "../domain/scaling";
import { isObject } from "./contract-error";
import { z } from "./zod";

/** A member that the contract has and this version cannot honour: only its "off" value is let through. */
function notYet<T extends z.ZodType>(off: T): z.ZodOptional<T> {
  return off.optional();
}

const LATER = { error: "is not available in this version: leave it out" };

/** Fills in the kind of an object that leaves it out, before the kinds are told apart. */
function kindOr(kind: string) {
  return (value: unknown): unknown => (isObject(value) && value["type"] === undefined ? { ...value, type: kind } : value);
}

/** A value of the label column, kept as text: 1 in the file is "1". */
const labelValue = z.union([z.string(), z.number(), z.boolean()], { error: "must be text or a number" }).transform(String);

const labelColumn = z.string().min(1, { error: "must not be empty" });

/** What a label leaves out is guessed from the data. */
export const labelSchema = z
  .object({
    column: labelColumn.optional().describe("The label column, by name."),
    positive: z.array(labelValue).min(1).optional().describe('Values that count as positive; "1" also matches 1.0.'),
    negative: z.array(labelValue).min(1).optional().describe("Values that count as negative; every other one is positive."),
  })
  .refine((label) => label.positive === undefined || label.negative === undefined, {
    error: "has both positive and negative values: give one of the two lists",
  });

/** The label of a model, which has been learned and cannot be guessed again. */
export const learnedLabelSchema = labelSchema.safeExtend({ column: labelColumn });

const featuresSchema = z
  .object({
    include: z.array(z.string()).min(1).optional().describe("Feature columns, in the order of the matrix."),
    exclude: z.array(z.string()).optional().describe("Every column but these and the label."),
    encoding: z
      .record(z.string(), z.object({ type: z.enum(["numeric"]) }))
      .optional()
      .describe("How a column becomes numbers."),
  })
  .refine((features) => features.include === undefined || features.exclude === undefined, {
    error: "has both include and exclude: give one of the two lists",
  });

const ACTIVATIONS = {
  relu: z.object({ type: z.literal("relu") }),
  tanh: z.object({ type: z.literal("tanh") }),
  sigmoid: z.object({ type: z.literal("sigmoid") }),
} satisfies Record<ActivationSpec["type"], z.ZodType<LayerSpec>>;

const linearSchema = z.object({ type: z.literal("linear"), out: z.int().min(1).max(1024) });

const layersSchema = z
  .array(z.discriminatedUnion("type", [linearSchema, ACTIVATIONS.relu, ACTIVATIONS.tanh, ACTIVATIONS.sigmoid]))
  .min(2)
  .max(64);

const INITS = ["pytorch-default"] as const satisfies readonly InitialisationKind[];
const SCALERS = ["standard"] as const satisfies readonly ScalerKind[];

const LOSSES = {
  bce: z.object({ type: z.literal("bce"), positiveWeight: notYet(z.literal(1, LATER)) }),
  "cross-entropy-single-output": z.object({ type: z.literal("cross-entropy-single-output") }),
} satisfies Record<LossSpec["type"], z.ZodType<LossSpec>>;

const rate = z.number().min(0);
/** Momentum and the decay rates of moments: 1 would never forget. */
const memory = z.number().min(0).lt(1);

const OPTIMIZERS = {
  sgd: z
    .object({
      type: z.literal("sgd"),
      lr: rate.default(DEFAULT_SGD.lr),
      momentum: memory.default(DEFAULT_SGD.momentum),
      nesterov: z.boolean().default(DEFAULT_SGD.nesterov),
      // 0 as in PyTorch and in preset Trains; the notebook's 1e-4 is that notebook's own choice.
      weightDecay: rate.default(0),
    })
    .refine((sgd) => !sgd.nesterov || sgd.momentum > 0, { error: "is true, which needs a momentum above 0", path: ["nesterov"] }),
  adam: z.object({
    type: z.literal("adam"),
    lr: rate.default(DEFAULT_ADAM.lr),
    betas: z.tuple([memory, memory]).default([...DEFAULT_ADAM.betas]),
    eps: rate.default(DEFAULT_ADAM.eps),
    weightDecay: rate.default(DEFAULT_ADAM.weightDecay),
  }),
} satisfies Record<OptimizerSpec["type"], z.ZodType<OptimizerSpec>>;

const scheduleSchema = z.object({
  type: z.literal("constant"),
  warmup: notYet(z.literal(0, LATER)),
  advance: z.enum(["epoch", "step"]).optional(),
});

/** A run configuration as it stands in a file. Missing members take the values of preset Trains. */
export const runConfigSchema = z
  .object({
    format: z.literal("triptych.run-config"),
    version: z.literal(1),
    label: labelSchema.nullish().describe("Guessed from the data when absent."),
    features: featuresSchema.nullish().describe("Guessed from the data when absent."),
    scaler: z.enum(SCALERS).default(DEFAULT_CONFIG.scaler),
    model: z
      .object({ layers: layersSchema.default(mutableLayers), init: z.enum(INITS).default(DEFAULT_CONFIG.model.init) })
      .prefault({}),
    loss: z
      .preprocess(kindOr(DEFAULT_CONFIG.loss.type), z.discriminatedUnion("type", [LOSSES.bce, LOSSES["cross-entropy-single-output"]]))
      .prefault(DEFAULT_CONFIG.loss),
    optimizer: z
      .preprocess(kindOr(DEFAULT_CONFIG.optimizer.type), z.discriminatedUnion("type", [OPTIMIZERS.sgd, OPTIMIZERS.adam]))
      .prefault(DEFAULT_CONFIG.optimizer),
    schedule: z
      .preprocess(kindOr(DEFAULT_CONFIG.schedule.type), z.discriminatedUnion("type", [scheduleSchema]))
      .prefault(DEFAULT_CONFIG.schedule),
    batchSize: z
      .union([z.int().min(1), z.literal("full")], { error: 'must be a whole number of rows from 1, or "full"' })
      .default(DEFAULT_CONFIG.batchSize),
    epochs: z.int().min(0).max(100_000).default(DEFAULT_CONFIG.epochs),
    shuffle: z.boolean().default(DEFAULT_CONFIG.shuffle),
    seed: z.int().min(0).max(2 ** 32 - 1).default(DEFAULT_CONFIG.seed),
    threshold: z.number().min(0).max(1).default(DEFAULT_CONFIG.threshold).describe("Predicted positive means score > threshold."),
    holdout: notYet(z.literal(0, LATER).nullable()),
    subset: notYet(z.null(LATER)),
    clipNorm: notYet(z.null(LATER)),
    earlyStop: notYet(z.null(LATER)),
  })
  .meta({ title: "Triptych run configuration", description: "Everything that decides a run, besides the data and the engine." });

function mutableLayers(): LayerSpec[] {
  return [...DEFAULT_CONFIG.model.layers];
}
