/** Two plain sentences a term. They load with the panel, so they are no part of the page's own terms. */
export const COST_TERMS = {
  labelMix: {
    title: "Label mix",
    text: "How many rows are positive and how many are negative. Accuracy moves with it even where the model answers each class as before.",
  },
  tpr: {
    title: "TPR",
    text: "True-positive rate, also called recall: the share of the positive rows that the model finds. It does not depend on how many positives there are.",
  },
  tnr: {
    title: "TNR",
    text: "True-negative rate, also called specificity: the share of the negative rows that the model leaves alone. It does not depend on how many negatives there are.",
  },
  noise: {
    title: "Sampling noise",
    text: "Other rows of the same two worlds would give slightly other figures. The 95 % interval says how far; a change whose interval holds 0 may be none.",
  },
  dial: {
    title: "Prevalence dial",
    text: "Holds the model's TPR and TNR still and moves the share of positives alone. That is what a label shift does, and nothing else.",
  },
} as const;
