import {
  DEFAULT_ADAM,
  DEFAULT_ADAMW,
  DEFAULT_FOCAL,
  DEFAULT_RMSPROP,
  DEFAULT_SGD,
  EARLY_STOP_METRICS,
  type EarlyStopMetric,
  type LossSpec,
  type OptimizerSpec,
  type ScheduleSpec,
} from "../domain/run-config";
import { isObject } from "./contract-error";
import { numberWithin } from "./number-schema";
import { z } from "./zod";

/** Schemas of what decides how a net learns. */

/** Fills in the kind of an object that leaves it out, before the kinds are told apart. */
function kindOr(kind: string) {
  return (value: unknown): unknown => (isObject(value) && value["type"] === undefined ? { ...value, type: kind } : value);
}

const LOSSES = {
  bce: z.object({
    type: z.literal("bce"),
    positiveWeight: z
      .union([numberWithin("positiveWeight"), z.literal("balanced")], {
        error: 'must be a number above 0 and at most 1,000,000, or "balanced"',
      })
      .exactOptional()
      .describe('Multiplies the losses of positive rows; "balanced" is negatives / positives of the rows trained on; 1 when absent.'),
  }),
  focal: z
    .object({
      type: z.literal("focal"),
      gamma: numberWithin("focalGamma").default(DEFAULT_FOCAL.gamma),
      alpha: numberWithin("focalAlpha").default(DEFAULT_FOCAL.alpha).describe("Weight of positive rows; negative ones have 1 - alpha."),
    })
    .describe("-alpha_t (1 - p_t)^gamma log p_t"),
  "cross-entropy-single-output": z.object({ type: z.literal("cross-entropy-single-output") }),
} satisfies Record<LossSpec["type"], z.ZodType<LossSpec>>;

export const lossSchema = z.preprocess(
  kindOr("bce"),
  z.discriminatedUnion("type", [LOSSES.bce, LOSSES.focal, LOSSES["cross-entropy-single-output"]]),
);

/** A file may also hold a rate of 0, with which nothing moves. */
const rate = z.number().min(0);
const betas = z.tuple([numberWithin("beta"), numberWithin("beta")]);

const OPTIMIZERS = {
  sgd: z.object({
    type: z.literal("sgd"),
    lr: rate.default(DEFAULT_SGD.lr),
    momentum: numberWithin("momentum").default(DEFAULT_SGD.momentum),
    nesterov: z.boolean().default(DEFAULT_SGD.nesterov).describe("Needs a momentum above 0."),
    // 0 as in PyTorch and in preset Trains; the notebook's 1e-4 is that notebook's own choice.
    weightDecay: rate.default(0).describe("Coupled: added to the gradient."),
  }),
  adam: z.object({
    type: z.literal("adam"),
    lr: rate.default(DEFAULT_ADAM.lr),
    betas: betas.default([...DEFAULT_ADAM.betas]),
    eps: numberWithin("eps").default(DEFAULT_ADAM.eps),
    weightDecay: rate.default(DEFAULT_ADAM.weightDecay).describe("Coupled: added to the gradient."),
  }),
  adamw: z.object({
    type: z.literal("adamw"),
    lr: rate.default(DEFAULT_ADAMW.lr),
    betas: betas.default([...DEFAULT_ADAMW.betas]),
    eps: numberWithin("eps").default(DEFAULT_ADAMW.eps),
    weightDecay: rate.default(DEFAULT_ADAMW.weightDecay).describe("Decoupled: the weights shrink by 1 - lr * weightDecay first."),
  }),
  rmsprop: z.object({
    type: z.literal("rmsprop"),
    lr: rate.default(DEFAULT_RMSPROP.lr),
    alpha: numberWithin("alpha").default(DEFAULT_RMSPROP.alpha).describe("Share that the mean square keeps at each step."),
    eps: numberWithin("eps").default(DEFAULT_RMSPROP.eps),
    momentum: numberWithin("momentum").default(DEFAULT_RMSPROP.momentum),
    weightDecay: rate.default(DEFAULT_RMSPROP.weightDecay).describe("Coupled: added to the gradient."),
  }),
} satisfies Record<OptimizerSpec["type"], z.ZodType<OptimizerSpec>>;

export const optimizerSchema = z.preprocess(
  kindOr("adam"),
  z.discriminatedUnion("type", [OPTIMIZERS.sgd, OPTIMIZERS.adam, OPTIMIZERS.adamw, OPTIMIZERS.rmsprop]),
);

const clock = {
  warmup: numberWithin("warmup").exactOptional().describe("Epochs or steps in which the rate climbs to where the schedule starts; 0 when absent."),
  advance: z.enum(["epoch", "step"]).exactOptional().describe('What the schedule counts; "epoch" when absent.'),
};

const SCHEDULES = {
  constant: z.object({ type: z.literal("constant"), ...clock }),
  step: z
    .object({
      type: z.literal("step"),
      every: numberWithin("every"),
      gamma: numberWithin("scheduleGamma").default(0.1),
      ...clock,
    })
    .describe("The rate times gamma every so many epochs or steps."),
  cosine: z
    .object({
      type: z.literal("cosine"),
      tMax: numberWithin("tMax")
        .exactOptional()
        .describe("Epochs or steps of half a cosine; when absent and counted in epochs, those of the run after its warm-up."),
      min: numberWithin("min").default(0),
      ...clock,
    })
    .describe("Half a cosine from the learning rate down to min."),
  exponential: z
    .object({ type: z.literal("exponential"), gamma: numberWithin("scheduleGamma"), ...clock })
    .describe("The rate times gamma every epoch or step."),
  "one-cycle": z
    .object({ type: z.literal("one-cycle"), max: numberWithin("max").describe("The rate at the top."), ...clock })
    .describe("Up to max and down again over the whole run, as torch.optim.lr_scheduler.OneCycleLR without momentum."),
} satisfies Record<ScheduleSpec["type"], z.ZodType>;

export const scheduleSchema = z.preprocess(
  kindOr("constant"),
  z.discriminatedUnion("type", [
    SCHEDULES.constant,
    SCHEDULES.step,
    SCHEDULES.cosine,
    SCHEDULES.exponential,
    SCHEDULES["one-cycle"],
  ]),
);

/** Short names, for those who think of the validation split alone. */
const SHORT_METRICS = { loss: "validation.loss", accuracy: "validation.accuracy" } as const satisfies Record<string, EarlyStopMetric>;

export const earlyStopSchema = z.object({
  metric: z
    .enum([...EARLY_STOP_METRICS, "loss", "accuracy"])
    .transform((name): EarlyStopMetric => (name === "loss" || name === "accuracy" ? SHORT_METRICS[name] : name))
    .default("validation.loss")
    .describe('"loss" and "accuracy" are short for those of validation.'),
  patience: numberWithin("patience").default(5).describe("Epochs without a better value after which the run ends."),
  restoreBest: z.boolean().default(true).describe("Whether the run ends with the weights of its best epoch."),
});

export const subsetSchema = z.object({
  rows: numberWithin("subsetRows").describe("Rows of train that are trained on, drawn from the seed."),
  labelNoise: numberWithin("labelNoise").default(0).describe("Share of these rows whose label is flipped."),
});
