import type { Confusion } from "../history";

/** Metrics that follow from the four counts alone; null where a denominator is 0. */
export interface ConfusionMetrics {
  readonly accuracy: number;
  readonly balancedAccuracy: number | null;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly specificity: number | null;
  readonly f1: number | null;
  readonly f2: number | null;
  readonly mcc: number | null;
  readonly cohenKappa: number | null;
}

/**
 * Definitions as in scikit-learn, except that an undefined value is null and not 0.
 * @throws RangeError when there are no rows.
 */
export function confusionMetrics({ tp, fp, tn, fn }: Confusion): ConfusionMetrics {
  const rows = tp + fp + tn + fn;
  if (rows === 0) throw new RangeError("No rows to take metrics of.");
  const recall = ratio(tp, tp + fn);
  const specificity = ratio(tn, tn + fp);
  const totals = Math.sqrt((tp + fp) * (tp + fn)) * Math.sqrt((tn + fp) * (tn + fn));
  return {
    accuracy: (tp + tn) / rows,
    balancedAccuracy: recall === null || specificity === null ? null : (recall + specificity) / 2,
    precision: ratio(tp, tp + fp),
    recall,
    specificity,
    f1: ratio(2 * tp, 2 * tp + fp + fn),
    f2: ratio(5 * tp, 5 * tp + 4 * fn + fp),
    mcc: ratio(tp * tn - fp * fn, totals),
    cohenKappa: ratio(2 * (tp * tn - fp * fn), (tp + fp) * (fp + tn) + (tp + fn) * (fn + tn)),
  };
}

function ratio(numerator: number, denominator: number): number | null {
  return denominator === 0 ? null : numerator / denominator;
}

/** Why metrics of these counts are undefined, a sentence each; empty when all are defined. */
export function undefinedConfusionMetrics({ tp, fp, tn, fn }: Confusion): Partial<Record<keyof ConfusionMetrics, string>> {
  const noPositives = tp + fn === 0;
  const noNegatives = tn + fp === 0;
  const nonePredicted = tp + fp === 0;
  const allPredicted = tn + fn === 0;
  const absent = noPositives ? NO_POSITIVES : NO_NEGATIVES;
  return {
    ...(noPositives || noNegatives ? { balancedAccuracy: absent } : {}),
    ...(nonePredicted ? { precision: NONE_PREDICTED } : {}),
    ...(noPositives ? { recall: NO_POSITIVES } : {}),
    ...(noNegatives ? { specificity: NO_NEGATIVES } : {}),
    ...(noPositives && nonePredicted ? { f1: NOTHING_POSITIVE, f2: NOTHING_POSITIVE } : {}),
    ...(noPositives || noNegatives
      ? { mcc: absent }
      : nonePredicted
        ? { mcc: NONE_PREDICTED }
        : allPredicted
          ? { mcc: ALL_PREDICTED }
          : {}),
    ...((noPositives && nonePredicted) || (noNegatives && allPredicted) ? { cohenKappa: SURE_AGREEMENT } : {}),
  };
}

export const NO_POSITIVES = "The split has no positive row.";
export const NO_NEGATIVES = "The split has no negative row.";
const NONE_PREDICTED = "No row is predicted positive at this threshold.";
const ALL_PREDICTED = "Every row is predicted positive at this threshold.";
const NOTHING_POSITIVE = "The split has no positive row and none is predicted.";
const SURE_AGREEMENT = "Labels and predictions hold one and the same class, so agreement by chance is certain.";
