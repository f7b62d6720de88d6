/** Two plain sentences a term; they load with the panel. */
export const CORRECT_TERMS = {
  em: {
    title: "EM estimate",
    text: "Corrects the scores to a guessed share of positives, takes their mean for the next guess, and goes on until it stays (Saerens and others 2002). It needs scores that are good probabilities.",
  },
  bbse: {
    title: "BBSE",
    text: "Black box shift estimation: finds the share of positives that explains how often the net answers positive, given how it answers labelled rows of train (Lipton and others 2018). It needs answers, not probabilities.",
  },
  interval: {
    title: "Interval of an estimate",
    text: "Covers the chance of which rows were drawn, 95 times in 100, while rows within a class are alike: for EM every share within 1.92 of the largest log-likelihood, for BBSE every share that explains its counts. EM's takes the scores for the true chances, so a net fitted to few positives is off by more than it says.",
  },
  correction: {
    title: "Prior correction",
    text: "A score says how likely a row is positive where positives are as frequent as in training. The correction replaces that share by another, which adds one constant to every logit and leaves the order of the rows as it was.",
  },
  assumption: {
    title: "Label shift",
    text: "The share of positives changed, but positives look as they did and so do negatives. If the rows within a class changed too, no constant can put the scores right.",
  },
} as const;
