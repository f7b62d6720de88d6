/** What a split's accuracy is worth: how well an answer that looks at nothing does on it. */
export interface Baseline {
  /** Accuracy of always answering 0. */
  readonly alwaysZero: number;
  /** Accuracy of always answering 1. */
  readonly alwaysOne: number;
  /** The constant answer with the higher accuracy; 0 when both are equal. */
  readonly best: 0 | 1;
  /** Accuracy of the best constant answer: the larger of the two class shares. */
  readonly accuracy: number;
}

/**
 * The constant answers of a split.
 * @throws RangeError when the split has no rows.
 */
export function baselineOf(rows: number, positives: number): Baseline {
  if (rows <= 0) throw new RangeError("A split without rows has no baseline.");
  const alwaysOne = positives / rows;
  const alwaysZero = (rows - positives) / rows;
  const best = alwaysOne > alwaysZero ? 1 : 0;
  return { alwaysZero, alwaysOne, best, accuracy: Math.max(alwaysZero, alwaysOne) };
}

/** The same accuracy from the share of positives; null where that is. */
export function bestConstant(prevalence: number | null): number | null {
  return prevalence === null ? null : Math.max(prevalence, 1 - prevalence);
}
