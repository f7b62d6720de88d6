import { AGAINST } from "../domain/shift/against";
import { PRIOR_METHODS } from "../domain/shift/prior-estimates";
import { z } from "./zod";

/** Null where undefined. */
const figure = z.number().nullable();
const rows = z.int().min(0);

const prevalenceSchema = z.object({
  prevalence: figure,
  interval: z.tuple([z.number(), z.number()]).nullable().describe("Wilson's 95 %, [low, high]."),
});

const labelPairSchema = prevalenceSchema.extend({
  psi: figure,
  cramersV: figure,
  ratio: figure.describe("Prevalence over that of train."),
  logOddsChange: figure,
});

const measuresSchema = z.object({
  referenceRows: rows.describe("Rows of train with a value."),
  currentRows: rows,
  referenceMissing: rows.describe("Rows of train without a value."),
  currentMissing: rows,
  ks: figure,
  wasserstein: figure.describe("In standard deviations of the column in train."),
  jsDistance: figure.describe("To base 2: of numbers over 20 equal bins, of categories over their shares."),
  psi: figure,
  chiSquare: figure,
  cramersV: figure,
  unseenShare: figure,
});

const interval = z.tuple([z.number(), z.number()]).nullable().describe("95 %, [low, high].");

const gapSchema = z.object({
  from: z.literal("train"),
  to: z.enum(AGAINST),
  total: figure.describe("Accuracy there less accuracy on train; the parts add up to it."),
  labelMix: figure,
  tpr: figure,
  tnr: figure,
  reason: z.string().nullable().describe("Why the parts are null, where they are."),
  baseline: z.object({ from: figure, to: figure }).describe("Accuracy of the best constant answer on either side."),
  noise: z.object({ total: interval, labelMix: interval, tpr: interval, tnr: interval }),
});

const priorSchema = z.object({ em: figure, emInterval: interval, bbse: figure, bbseInterval: interval, true: figure.describe("By the labels.") });

const accuracies = z.object({ accuracy: figure, logLoss: figure });

const overfittingSchema = z.object({
  holdoutRows: rows,
  trainAccuracy: figure.describe("On the rows trained on."),
  holdoutAccuracy: figure,
  total: figure.describe("Accuracy on the hold-out less accuracy on the rows trained on: overfitting."),
  interval,
  shift: perAgainst(z.object({ total: figure.describe("Accuracy there less accuracy on the hold-out: shift."), interval })),
});

const correctionSchema = z.object({
  method: z.enum(PRIOR_METHODS),
  trainPrior: z.number(),
  prior: z.number(),
  logitOffset: z.number(),
  before: accuracies,
  after: accuracies.describe("At a threshold of one half."),
  baselineAccuracy: figure,
});

const assumptionSchema = z.object({
  verdict: z.enum(["for", "against", "unclear"]),
  evidence: z.array(z.object({ verdict: z.enum(["for", "against", "doubtful", "unclear", "unasked"]), sentence: z.string() })),
});

const domainSchema = z.object({ interval, sameMixAuc: figure.describe("The same within the classes."), sameMixInterval: interval });

function perAgainst<T extends z.ZodType>(schema: T) {
  return z.object({ validation: schema, test: schema });
}

export const shiftSchema = z.object({
  label: z.object({ train: prevalenceSchema, validation: labelPairSchema, test: labelPairSchema }),
  features: z
    .array(
      measuresSchema.extend({
        name: z.string(),
        kind: z.enum(["number", "category"]),
        against: z.enum(AGAINST),
        withinPositive: measuresSchema.nullable().describe("Null where a side has no positive row."),
        withinNegative: measuresSchema.nullable(),
      }),
    )
    .nullable(),
  domainAuc: perAgainst(figure).describe("Of a small net that tells train from the other split."),
  domain: perAgainst(domainSchema),
  gap: perAgainst(gapSchema.nullable()).describe("Of the final model at the threshold."),
  prior: perAgainst(priorSchema.nullable()).describe("Shares of positives estimated without labels, from the final model's scores."),
  overfitting: overfittingSchema.nullable().describe("Null where the run held nothing out, or it is not known."),
  correction: perAgainst(correctionSchema.nullable()).describe("Each split's scores corrected to its own estimated share of positives; null where they cannot be."),
  assumption: perAgainst(assumptionSchema.nullable()).describe("What speaks for and against P(x|y) being the same as in train, on which estimates and correction rest."),
});
