import { AGAINST } from "../domain/shift/against";
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
  ks: figure,
  wasserstein: figure.describe("In standard deviations of the column in train."),
  jsDistance: figure.describe("To base 2: of numbers over 20 equal bins, of categories over their shares."),
  psi: figure,
  chiSquare: figure,
  cramersV: figure,
  unseenShare: figure,
});

export const shiftSchema = z.object({
  label: z.object({ train: prevalenceSchema, validation: labelPairSchema, test: labelPairSchema }),
  features: z.array(
    measuresSchema.extend({
      name: z.string(),
      kind: z.enum(["number", "category"]),
      against: z.enum(AGAINST),
      withinPositive: measuresSchema.nullable().describe("Null where a side has no positive row."),
      withinNegative: measuresSchema.nullable(),
    }),
  ),
});
