import { sigmoid } from "../metrics/logistic";

/** Predicted positive means a corrected score above this: with the target's prior in the scores, errors of either kind cost the same there. */
export const CORRECTED_THRESHOLD = 0.5;

/**
 * The posterior of a row where positives are as frequent as `newPrior`, given its posterior where they are as frequent as
 * `trainPrior` and the same rows within each class (Saerens, Latinne and Decaestecker 2002, equation 2.4).
 * @returns null where both classes are impossible, such as a posterior of 1 under a new prior of 0
 */
export function correctedPosterior(posterior: number, trainPrior: number, newPrior: number): number | null {
  const positive = (posterior * newPrior) / trainPrior;
  const negative = ((1 - posterior) * (1 - newPrior)) / (1 - trainPrior);
  return positive + negative === 0 ? null : positive / (positive + negative);
}

/** The logit of a share; infinite at 0 and 1. */
export function logitOf(share: number): number {
  return Math.log(share) - Math.log1p(-share);
}

/**
 * The same correction as a constant that is added to every logit: the difference of the logits of the two priors.
 * @returns null where a prior of exactly 0 or 1 would make it infinite
 */
export function logitOffset(trainPrior: number, newPrior: number): number | null {
  const offset = logitOf(newPrior) - logitOf(trainPrior);
  return Number.isFinite(offset) ? offset : null;
}

/** The threshold on uncorrected scores by which the same rows are positive as by `threshold` on corrected ones. */
export function thresholdBefore(threshold: number, trainPrior: number, newPrior: number): number {
  if (newPrior === 0) return 1;
  const odds = (threshold / (1 - threshold)) * (trainPrior / (1 - trainPrior)) * ((1 - newPrior) / newPrior);
  return odds === Infinity ? 1 : odds / (1 + odds);
}

/** The same for the threshold of corrected scores, of a constant that is added to the logits. */
export function equivalentThreshold(offset: number): number {
  return sigmoid(-offset);
}

/** The corrected score above which calling a row positive costs less on average (Elkan 2001). */
export function thresholdOfCosts({ falsePositive, falseNegative }: { readonly falsePositive: number; readonly falseNegative: number }): number {
  return falsePositive / (falsePositive + falseNegative);
}
