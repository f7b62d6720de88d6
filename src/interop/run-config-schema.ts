import { INITIALISATIONS, type LayerSpec } from "../domain/model-spec";
import { DEFAULT_CONFIG } from "../domain/run-config";
import { byColumn, encodingSchema, missingSchema, scalerSchema, transformsSchema } from "./feature-schema";
import { layersSchema } from "./layer-schema";
import { numberWithin } from "./number-schema";
import { earlyStopSchema, lossSchema, optimizerSchema, scheduleSchema, subsetSchema } from "./training-schema";
import { splitSchema } from "./split-schema";
import { z } from "./zod";

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
    encoding: byColumn(encodingSchema).optional().describe("By column; numbers go in as they are by default, text one-hot."),
    missing: byColumn(missingSchema).optional().describe("By column; rows that lack a value are left out by default."),
    transform: byColumn(transformsSchema).optional().describe("By column; nothing by default."),
  })
  .refine((features) => features.include === undefined || features.exclude === undefined, {
    error: "has both include and exclude: give one of the two lists",
  });

/** A run configuration as it stands in a file. Missing members take the values of preset Trains. */
export const runConfigSchema = z
  .object({
    format: z.literal("triptych.run-config"),
    version: z.literal(1),
    label: labelSchema.nullish().describe("Guessed from the data when absent."),
    features: featuresSchema.nullish().describe("Guessed from the data when absent."),
    split: splitSchema.nullish().describe("How splits without a file of their own are made out of one that has, or the rows of all files dealt anew; none when absent."),
    scaler: scalerSchema.default(DEFAULT_CONFIG.scaler),
    fitOn: z
      .enum(["train", "everything"])
      .nullish()
      .describe('The rows that features are fitted on: train alone by default. "everything" is there to show leakage.'),
    model: z
      .object({ layers: layersSchema.default(mutableLayers), init: z.enum(INITIALISATIONS).default(DEFAULT_CONFIG.model.init) })
      .prefault({}),
    loss: lossSchema.prefault(DEFAULT_CONFIG.loss),
    optimizer: optimizerSchema.prefault(DEFAULT_CONFIG.optimizer),
    schedule: scheduleSchema.prefault(DEFAULT_CONFIG.schedule),
    holdout: numberWithin("holdout")
      .nullable()
      .default(DEFAULT_CONFIG.holdout)
      .describe("Share of train set aside, i.i.d. and seeded, to tell overfitting from shift; null is 0."),
    subset: subsetSchema.nullish().describe("For overfitting on purpose; train on all rows when absent."),
    clipNorm: numberWithin("clipNorm").nullish().describe("The most that the gradient's global norm may be; no limit when absent."),
    earlyStop: earlyStopSchema.nullish().describe("Off when absent."),
    batchSize: z
      .union([numberWithin("batchSize"), z.literal("full")], { error: 'must be a whole number of rows from 1, or "full"' })
      .default(DEFAULT_CONFIG.batchSize),
    epochs: numberWithin("epochs").default(DEFAULT_CONFIG.epochs),
    shuffle: z.boolean().default(DEFAULT_CONFIG.shuffle),
    seed: numberWithin("seed").default(DEFAULT_CONFIG.seed),
    threshold: numberWithin("threshold").default(DEFAULT_CONFIG.threshold).describe("Predicted positive means score > threshold."),
  })
  .meta({ title: "Triptych run configuration", description: "Everything that decides a run, besides the data and the engine." });

function mutableLayers(): LayerSpec[] {
  return [...DEFAULT_CONFIG.model.layers];
}
