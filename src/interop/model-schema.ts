import { correctionSchema } from "./correction-schema";
import { preprocessingSchema } from "./feature-schema";
import { PLAIN_LAYERS } from "./layer-schema";
import { changeSchema, dealtSchema, engineSchema, epochSchema, evaluationSchema, splitsOf, warningSchema } from "./record-schema";
import { learnedLabelSchema, runConfigSchema } from "./run-config-schema";
import { z } from "./zod";

const linear = z.object({
  type: z.literal("linear"),
  in: z.int().min(1),
  out: z.int().min(1),
  bias: z.literal(true).default(true),
});

export const fingerprintSchema = z.object({
  name: z.string(),
  bytes: z.int().min(0),
  rows: z.int().min(0),
  sha256: z.string(),
  dealt: dealtSchema,
});

const values = z.array(z.number());
const cells = z.array(z.union([z.number(), z.string(), z.null()], { error: "must be a number, text or null" }));

/**
 * A model file as it stands. `weightsFrom` reads the weights, whose shapes follow from the architecture, and
 * `parseRunConfig` the configuration.
 */
export const modelFileSchema = z
  .object({
    format: z.literal("triptych.model"),
    version: z.literal(1),
    createdAt: z.string().describe("Date and time as ISO 8601."),
    app: z.object({ name: z.string(), version: z.string() }),
    label: learnedLabelSchema,
    threshold: z.number().min(0).max(1).describe("Predicted positive means probability > threshold."),
    correction: correctionSchema.optional(),
    preprocessing: preprocessingSchema.refine(({ features }) => features.length > 0, { error: "has no features" }),
    architecture: z
      .array(z.discriminatedUnion("type", [linear, ...PLAIN_LAYERS]))
      .min(2)
      .describe("The layers of PyTorch's nn.Sequential, in order; the position names the parameters."),
    weights: z.record(z.string(), z.unknown()),
    weightsEpoch: z.int().min(0).nullish().describe("The epoch whose end the weights are from; null in the middle of one."),
    config: z.unknown(),
    finalConfig: z.unknown().optional(),
    initial: epochSchema.nullish().describe("The untrained net, epoch 0."),
    history: z.array(epochSchema),
    evaluation: splitsOf(evaluationSchema),
    data: z.partialRecord(z.enum(["train", "validation", "test"]), fingerprintSchema),
    golden: z
      .object({ rows: z.array(cells), probabilities: values })
      .describe("Raw rows, a cell for each of preprocessing.features, null where it is missing, and what the model gives for them."),
    engine: engineSchema,
    changes: z.array(changeSchema),
    warnings: z.array(warningSchema).default([]),
  })
  .meta({ title: "Triptych model file", description: "A trained net with all that is needed to use it and to check it." });

/** For the published schema: the same with what other code reads spelled out. */
export const publishedModelSchema = modelFileSchema.extend({
  weights: z
    .record(z.string(), z.union([z.array(values), values]))
    .describe("float32 under PyTorch's names, weights as [out][in]; each decimal reads back to the same float32."),
  config: runConfigSchema.describe("The run configuration as the run started, label and features resolved."),
  finalConfig: runConfigSchema.optional().describe("The same with the changes of the run applied; absent when there were none."),
});
