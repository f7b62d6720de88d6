import { SCALER_KINDS } from "../domain/features/plan";
import { MAX_ONE_HOT } from "../domain/features/treatments";
import { isObject } from "./contract-error";
import { z } from "./zod";

/** Schemas of what is done with features, and of what was fitted. */

const plainValue = z.union([z.number(), z.string()], { error: "must be a number or text" });
const texts = z.array(z.string());
/** A value of a column, kept as text: 1 in the file is "1". */
const valueText = z.union([z.string(), z.number(), z.boolean()], { error: "must be text or a number" }).transform(String);

export const missingSchema = z
  .discriminatedUnion("type", [
    z.object({ type: z.literal("drop-row") }),
    z.object({ type: z.literal("mean") }),
    z.object({ type: z.literal("median") }),
    z.object({ type: z.literal("constant"), value: plainValue }),
    z.object({ type: z.literal("indicator") }),
  ])
  .describe("What is done with a missing value; its row is left out by default.");

const transformSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("clip"), low: z.number().exactOptional(), high: z.number().exactOptional() }),
  z.object({ type: z.literal("log1p") }),
  z.object({ type: z.literal("symlog") }),
]);

export const transformsSchema = z.array(transformSchema).describe("In order, after missing values are filled in.");

export const encodingSchema = z
  .discriminatedUnion("type", [
    z.object({ type: z.literal("numeric") }),
    z.object({ type: z.literal("one-hot"), max: z.int().min(1).max(MAX_ONE_HOT) }),
    z.object({ type: z.literal("ordinal") }),
    z.object({ type: z.literal("frequency") }),
    z.object({ type: z.literal("not-in"), values: z.array(valueText).min(1) }),
    z.object({ type: z.literal("at-least"), limit: z.number() }),
    z.object({ type: z.literal("sign") }),
  ])
  .describe("How a column becomes columns of the matrix.");

export const scalerSchema = z.enum(SCALER_KINDS);

/** zod leaves members called `__proto__` out, but a column may have the name: it goes through with a mark behind it. */
const UNSAFE = /^__proto__\0*$/;
const marked = (name: string): string => (UNSAFE.test(name) ? `${name}\0` : name);
const unmarked = (name: string): string => (UNSAFE.test(name) ? name.slice(0, -1) : name);

/** An object with a member for each column, whatever it is called, read as a map. */
export function byColumn<T extends z.ZodType>(schema: T) {
  return z
    .preprocess(
      (value) => (isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, each]) => [marked(name), each])) : value),
      z.record(z.string(), schema),
    )
    .transform((record) => new Map(Object.entries(record).map(([name, each]) => [unmarked(name), each])));
}

/** An encoding with what was learned. */
const fittedEncodingSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("numeric") }),
  z.object({ type: z.literal("missing") }),
  z.object({ type: z.literal("one-hot"), category: z.string() }),
  z.object({ type: z.literal("one-hot-other"), categories: texts }),
  z.object({ type: z.literal("ordinal"), categories: texts }),
  z
    .object({ type: z.literal("frequency"), categories: texts, shares: z.array(z.number()) })
    .refine(({ categories, shares }) => categories.length === shares.length, { error: "must have as many shares as categories" }),
  z.object({ type: z.literal("not-in"), values: texts }),
  z.object({ type: z.literal("at-least"), limit: z.number() }),
  z.object({ type: z.literal("sign") }),
]);

const KINDS = ["numeric", "missing", "one-hot", "one-hot-other", "ordinal", "frequency", "not-in", "at-least", "sign"] as const;

const finiteOrNull = z.number().nullable();

const statisticsSchema = z.object({
  mean: z.number(),
  variance: z.number().min(0).describe("Divides by n."),
  min: z.number(),
  max: z.number(),
  median: finiteOrNull,
  interquartileRange: finiteOrNull,
});

/** One column of the matrix. Files of older versions have name, source, kind "numeric", mean and scale. */
export const featureSchema = z
  .object({
    name: z.string(),
    source: z.string().describe("The column of the data that the feature is made from."),
    kind: z.enum(KINDS).describe("The type of its encoding."),
    mean: z.number().optional().describe("The center, where the scaler is standard."),
    center: z.number().optional().describe("z = (x - center) / scale, after missing, transform and encoding."),
    scale: z.number().refine((scale) => scale !== 0, { error: "must not be 0" }),
    variance: z.number().min(0).optional(),
    constant: z.boolean().optional(),
    missing: z.enum(["drop-row", "mean", "median", "constant", "indicator"]).optional(),
    fill: plainValue.nullish().describe("What a missing cell is taken for; null where its row is left out."),
    transform: transformsSchema.optional(),
    encoding: fittedEncodingSchema.optional(),
    statistics: statisticsSchema.optional().describe("Of the column in the fitted rows, before it was scaled."),
  })
  .refine(({ mean, center }) => mean !== undefined || center !== undefined, { error: "has neither mean nor center" })
  .refine(({ kind, encoding }) => kind === "numeric" || encoding?.type === kind, { error: "has a kind that its encoding contradicts" });

export const preprocessingSchema = z.object({
  scaler: scalerSchema,
  fittedOn: z.enum(["train", "everything"]).optional().describe('"everything" is there to show leakage; "train" when absent.'),
  features: z.array(featureSchema),
});

export type FeatureJson = z.output<typeof featureSchema>;
export type PreprocessingJson = z.output<typeof preprocessingSchema>;
