import type { FigureName } from "./figure-rows";

/** Two plain sentences a figure. They load with the stage, so they are no part of the page's own terms. */
export const FIGURE_TERMS: Readonly<Record<FigureName, string>> = {
  accuracy: "The share of rows that the model answers correctly. It says little when one class is rare: compare it with the constant answers beside it.",
  balancedAccuracy: "The mean of recall and specificity, so that both classes count alike however rare one is. A constant answer scores 0.5.",
  precision: "Of the rows that the model calls positive, the share that are. It falls with the share of positives, even where the model stays the same.",
  recall: "Of the rows that are positive, the share that the model finds. What is missing to 1 is missed.",
  specificity: "Of the rows that are negative, the share that the model leaves alone. What is missing to 1 are false alarms.",
  f1: "One number from precision and recall, near the lower of the two. Right negatives do not count.",
  f2: "As F1, with recall counting more: for cases where a miss is worse than a false alarm.",
  mcc: "Matthews correlation coefficient: the correlation of label and answer, from -1 to 1, using all four counts. 0 is no better than chance.",
  cohenKappa: "Cohen's kappa: how far label and answer agree beyond what chance would give. 1 is full agreement, 0 is chance, below 0 is worse.",
  logLoss: "The mean of -ln(p), where p is the score that the right class got; lower is better. One row that is surely wrong costs much.",
  brier: "The mean squared distance between score and label; lower is better. It punishes scores that are both sure and wrong.",
  rocAuc: "The chance that a positive row scores higher than a negative one. 0.5 is a coin; no threshold is needed.",
  averagePrecision: "The area under the precision-recall curve. A model that knows nothing gets the share of positives, not 0.5.",
  ks: "Kolmogorov-Smirnov: the largest gap between recall and the share of false alarms over all thresholds. 0 says that the scores of both classes lie alike.",
  ece: "Expected calibration error: how far scores lie, on average, from the share of positives among rows that score alike (10 bins of equal width). Lower is better.",
};
