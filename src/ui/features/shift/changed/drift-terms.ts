/** Two plain sentences a term. They load with the panel, so they are no part of the page's own terms. */
export const DRIFT_TERMS = {
  labelShift: {
    title: "Label shift",
    text: "The share of positives differs between two splits. In pure label shift nothing else does: within each class the rows look the same.",
  },
  times: {
    title: "Times as many",
    text: "The share of positives divided by that of train. A share of 0.2 % that becomes 0.5 % is 2.5 times as many, however small both are.",
  },
  logOdds: {
    title: "Log-odds change",
    text: "How far the share has moved on the axis above: the difference of ln(p / (1 − p)). It is what has to be added to a well calibrated logit when nothing but the share has changed.",
  },
  ks: {
    title: "Kolmogorov–Smirnov",
    text: "The largest gap between the two cumulative shares, from 0 to 1: 0.3 means that at some value 30 % more of one split's rows lie below it. It asks how many rows moved, not how far.",
  },
  wasserstein: {
    title: "Wasserstein distance",
    text: "How far values have to be moved on average to turn one split into the other, in standard deviations of the column in train. Unlike the others it grows with the distance.",
  },
  jsDistance: {
    title: "Jensen–Shannon distance",
    text: "How well one look at a value tells the two splits apart, from 0 (not at all) to 1 (always). Numbers are put into 20 equal bins first.",
  },
  psi: {
    title: "Population stability index",
    text: "Sums how much the share of each bin has changed; by custom below 0.1 is called no drift and above 0.25 much. It hardly sees what happens to rare rows.",
  },
  chiSquare: {
    title: "Chi-square",
    text: "How far the counts of the values are from what equal shares would give. It grows with the number of rows, so it is not what columns are ranked by.",
  },
  cramersV: {
    title: "Cramér's V",
    text: "Chi-square brought to a scale from 0 (same shares in both splits) to 1 (no value in common). It does not grow with the number of rows.",
  },
  unseenShare: {
    title: "Unseen values",
    text: "The share of rows whose value train never had; within a class, whose value no row of that class had in train. A net has learned nothing about such a value.",
  },
  missing: {
    title: "Missing values",
    text: "The share of rows whose cell has no value, in train and in the other split. The other measures are of the rows that have one; rows that the treatment leaves out are in none.",
  },
  effect: {
    title: "Effect size",
    text: "How much a column has moved, whatever the number of rows. With hundreds of thousands of rows any difference is significant, so no p-value is shown.",
  },
  withinClass: {
    title: "Within a class",
    text: "Positives of train against positives of the other split, and negatives against negatives. If nothing moved there, only the mix of the two classes has changed.",
  },
} as const;

export type DriftTerm = keyof typeof DRIFT_TERMS;
