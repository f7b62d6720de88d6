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

/** Counts of any values, those that neither side has left out. @param values ascending and distinct */
export function pairedCounts(values: ArrayLike<number>, reference: ArrayLike<number>, current: ArrayLike<number>): PairedCounts {
  const length = values.length;
  const kept = { values: new Float64Array(length), reference: new Uint32Array(length), current: new Uint32Array(length) };
  let to = 0;
  let referenceRows = 0;
  let currentRows = 0;
  for (let at = 0; at < length; at++) {
    const before = reference[at]!;
    const after = current[at]!;
    if (before === 0 && after === 0) continue;
    kept.values[to] = values[at]!;
    kept.reference[to] = before;
    kept.current[to++] = after;
    referenceRows += before;
    currentRows += after;
  }
  return {
    values: kept.values.subarray(0, to),
    reference: kept.reference.subarray(0, to),
    current: kept.current.subarray(0, to),
    referenceRows,
    currentRows,
  };
}
