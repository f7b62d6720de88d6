/** How often each of some values occurs on two sides: the reference and the current rows. */
export interface PairedCounts {
  /** Ascending and distinct; each occurs on one side at least. */
  readonly values: Float64Array;
  readonly reference: Uint32Array;
  readonly current: Uint32Array;
  /** The sums of the counts. */
  readonly referenceRows: number;
  readonly currentRows: number;
}

/** Which rows of a list of counts by value and class are meant: `[2 * values]`, the negative rows and then the positive ones. */
export type DriftScope = "all" | "withinPositive" | "withinNegative";

/** Counts of the rows of a scope, without the values that neither side has. @param values ascending and distinct */
export function pairedCounts(values: Float64Array, train: Uint32Array, other: Uint32Array, scope: DriftScope): PairedCounts {
  const negatives = scope === "withinPositive" ? 0 : 1;
  const positives = scope === "withinNegative" ? 0 : 1;
  let kept = 0;
  for (let at = 0; at < 2 * values.length; at += 2) {
    if (negatives * (train[at]! + other[at]!) + positives * (train[at + 1]! + other[at + 1]!) > 0) kept++;
  }
  const own = new Float64Array(kept);
  const reference = new Uint32Array(kept);
  const current = new Uint32Array(kept);
  let referenceRows = 0;
  let currentRows = 0;
  for (let at = 0, to = 0; at < values.length; at++) {
    const before = negatives * train[2 * at]! + positives * train[2 * at + 1]!;
    const after = negatives * other[2 * at]! + positives * other[2 * at + 1]!;
    if (before + after === 0) continue;
    own[to] = values[at]!;
    reference[to] = before;
    current[to++] = after;
    referenceRows += before;
    currentRows += after;
  }
  return { values: own, reference, current, referenceRows, currentRows };
}
