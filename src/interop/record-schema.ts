import { ENGINE_NAMES } from "../domain/engine-identity";
import { SPLITS } from "../domain/split";
import { z } from "./zod";

/** Schemas of what both the model file and the report tell of a run. */

const count = z.int().min(0);
const share = z.number().min(0).max(1);

export function splitsOf<T extends z.ZodType>(schema: T): z.ZodObject<{ train: T; validation: T; test: T }> {
  return z.object({ train: schema, validation: schema, test: schema });
}

const confusionSchema = z.object({ tp: count, fp: count, tn: count, fn: count });

const measurementSchema = z.object({
  loss: z.number().nullable().describe("Mean of the configured loss in evaluation mode; null when it is not a number."),
  accuracy: share,
  rows: count.optional(),
  positives: count.optional(),
  confusion: confusionSchema.optional(),
});

export const epochSchema = splitsOf(measurementSchema).extend({
  epoch: count,
  holdout: measurementSchema.exactOptional().describe("The rows of train that were set aside; absent where none were."),
});

/** A metric that is undefined is null, and `warnings` says why. */
const metric = z.number().nullable().optional();

export const evaluationSchema = z.object({
  rows: count,
  positives: count.optional(),
  threshold: share.optional(),
  accuracy: share,
  baselineAccuracy: share.optional().describe("Accuracy of the best constant answer: the larger class share."),
  alwaysZero: share.optional(),
  alwaysOne: share.optional(),
  balancedAccuracy: metric,
  precision: metric,
  recall: metric,
  specificity: metric,
  f1: metric,
  f2: metric,
  mcc: metric,
  cohenKappa: metric,
  rocAuc: metric,
  averagePrecision: metric,
  logLoss: metric,
  brier: metric,
  confusion: confusionSchema.optional(),
});

/** The file that is named holds other rows too, or not these at all. */
export const dealtSchema = z.string().exactOptional().describe("How the rows of the split were dealt from one file or several; absent where the file is the split.");

export const engineSchema = z.object({
  name: z.enum(ENGINE_NAMES),
  variant: z.string().describe("Which kernel of the engine."),
  pool: z.int().min(1).describe("Workers that share the rows."),
  renderer: z.string().nullable(),
});

const plainValue = z.union([z.number(), z.string(), z.boolean(), z.null()]);

export const changeSchema = z
  .object({ epoch: count, step: count, field: z.string(), from: plainValue, to: plainValue })
  .describe("Something changed in the middle of the run.");

export const warningSchema = z.object({
  code: z.string(),
  message: z.string(),
  split: z.enum(SPLITS).nullable(),
  column: z.string().nullable(),
  line: z.int().nullable(),
  metric: z.string().optional().describe('The metric that is null, for the code "undefined-metric", or that has no interval, for "no-interval".'),
});

export type EpochJson = z.output<typeof epochSchema>;
export type EvaluationJson = z.output<typeof evaluationSchema>;
export type WarningJson = z.output<typeof warningSchema>;
export type Change = z.output<typeof changeSchema>;
