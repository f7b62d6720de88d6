/** Terms of this panel, which load with it. */
export const APART_TERMS = {
  apart: {
    title: "Telling splits apart",
    text: "A small net is given rows of train and of another split, without their labels, and learns which split each is from. Measured on rows that it has not seen, it does no better than chance where the two are alike.",
  },
  auc: {
    title: "AUC of the split",
    text: "The chance that the net finds a row of the other split likelier to be from there than a row of train. 0.5 is chance: the rows cannot be told apart; 1 is certainty: they are known at sight.",
  },
  sameMix: {
    title: "Class by class",
    text: "As many positive and as many negative rows are drawn from either side, and only rows of one class are held against each other, so that a different share of positives can no longer give a row away. What is still told apart has changed within the classes; near 0.5, the shift is one of labels alone.",
  },
  givesAway: {
    title: "Columns that give it away",
    text: "How much AUC is lost when one column is mixed up among the rows that are measured. Columns that say the same stand in for each other, so each of them may look less important than it is.",
  },
} as const;
