import { logitOffset } from "../domain/shift/prior-correction";
import { z } from "./zod";

const openShare = z.number().gt(0).lt(1);

export const correctionSchema = z
  .object({
    trainPrior: openShare.describe("The share of positives that the net was fitted to, as its loss weighs them."),
    targetPrior: openShare.describe("The share that its probabilities are corrected to."),
    method: z.enum(["em", "bbse", "typed"]).describe("How the target's share came about: estimated without labels, or typed."),
    target: z.enum(["validation", "test"]).nullable().describe("The split that it was estimated on; null where it was typed."),
    logitOffset: z.number().describe("Added to the bias of the last linear layer: logit(targetPrior) - logit(trainPrior)."),
  })
  .describe("The weights hold a correction of the prior; golden rows, evaluation and threshold are of the corrected net. Absent: as it was trained.");

/** Whether the constant is the one that its priors ask for. */
export function isConsistent({ trainPrior, targetPrior, logitOffset: stated }: z.output<typeof correctionSchema>): boolean {
  return Math.abs((logitOffset(trainPrior, targetPrior) ?? NaN) - stated) <= 1e-6 * (1 + Math.abs(stated));
}
