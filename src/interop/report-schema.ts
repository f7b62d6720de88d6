import { METRIC_NAMES } from "../domain/metrics/metric-list";
import { reportName } from "../domain/metrics/report-block";
import { SPLITS } from "../domain/split";
import { preprocessingSchema } from "./feature-schema";
import { changeSchema, dealtSchema, engineSchema, epochSchema, evaluationSchema, splitsOf, warningSchema } from "./record-schema";
import { runConfigSchema } from "./run-config-schema";
import { shiftSchema } from "./shift-schema";
import { z } from "./zod";

const INTERVAL_NAMES = METRIC_NAMES.map(reportName);
const count = z.int().min(0);
const milliseconds = z.number().min(0);

const splitDataSchema = z.object({
  name: z.string().optional(),
  bytes: count.optional(),
  rows: count,
  rejectedRows: count.optional(),
  columns: z.array(z.string()).optional(),
  missing: z.record(z.string(), count).optional(),
  positives: count.nullable().optional(),
  sha256: z.string().optional(),
  dealt: dealtSchema,
});

const errorSchema = z.object({
  code: z.string(),
  message: z.string(),
  split: z.enum(SPLITS).nullable(),
  line: z.int().nullable(),
  column: z.string().nullable(),
});

/** Null where undefined; `warnings` says why. */
const figure = z.number().nullable();
const threshold = figure.describe("For score > threshold; below 0 where even a score of 0 is called positive.");

const finalSchema = evaluationSchema.extend({
  specificity: figure,
  f2: figure,
  kappa: figure.describe("Cohen's, as cohenKappa."),
  ece: figure.describe("Expected calibration error over ten bins of equal width."),
  mce: figure.describe("Maximum calibration error over the same bins."),
  intervals: z
    .partialRecord(z.enum(INTERVAL_NAMES), z.tuple([z.number(), z.number()]))
    .describe("95 %, [low, high]: Wilson's of shares of rows, the others by resampling rows; for metrics without one, warnings say why."),
  thresholds: z.object({ bestF1: threshold, youden: threshold }),
});

/** What the headless runner prints. After a failure, what was not reached is null or empty. */
export const reportSchema = z
  .object({
    format: z.literal("triptych.report"),
    version: z.literal(1),
    ok: z.boolean(),
    error: errorSchema.nullable(),
    warnings: z.array(warningSchema),
    engine: engineSchema.extend({ rowsPerSecond: z.number().nullable() }).nullable(),
    data: z.partialRecord(z.enum(SPLITS), splitDataSchema),
    preprocessing: preprocessingSchema.nullable(),
    unseen: z
      .array(z.object({ column: z.string(), rows: splitsOf(count), examples: z.array(z.string()) }))
      .default([])
      .describe("Rows with a category that the fitted rows do not have, by column."),
    model: z.object({ parameters: count, text: z.string() }).nullable(),
    config: runConfigSchema.nullable().describe("As the run started."),
    finalConfig: runConfigSchema.nullable().describe("With the changes of the run applied; null before its end."),
    weightsEpoch: count.nullable().describe("The epoch whose end the final weights are from; null in the middle of one."),
    initial: epochSchema.nullable().describe("The untrained net, epoch 0."),
    history: z.array(epochSchema).describe("From epoch 1, each measured after the epoch's last update."),
    changes: z.array(changeSchema),
    evaluation: splitsOf(finalSchema).nullable().describe("Of the final model at the threshold."),
    bootstrap: z
      .object({ resamples: count, seed: z.int(), ms: milliseconds.describe("What all intervals took.") })
      .nullable()
      .describe("How intervals were resampled; null where they were not."),
    shift: shiftSchema.nullable().default(null).describe("Train against validation and against test; null before the end of a run. What cannot be had is null, and warnings say why."),
    timing: z.object({
      ingestMs: milliseconds.nullable(),
      scaleMs: milliseconds.nullable(),
      trainMs: milliseconds.nullable(),
      evaluateMs: milliseconds.nullable(),
      totalMs: milliseconds.nullable(),
      longestMainThreadTaskMs: milliseconds.nullable().describe("0 when no task passed 50 ms."),
    }),
    peakHeapBytes: count.nullable(),
    trainer: z
      .object({
        matrixBytes: count.describe("Of the float32 matrices of all splits."),
        bufferBytes: count.describe("Of all buffers of the train worker and its pool, checkpoints apart."),
        liveBuffers: count,
        workers: count.describe("Kernel workers alive, the train worker itself apart."),
      })
      .nullable()
      .describe("What the trainer held at the end of the run."),
    outboundRequests: count.describe("Requests to other origins."),
  })
  .meta({ title: "Triptych report", description: "What a headless run prints." });

export type Report = z.input<typeof reportSchema>;
export type ReportError = z.output<typeof errorSchema>;
