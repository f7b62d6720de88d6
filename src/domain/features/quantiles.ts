/**
 * Quantiles by linear interpolation, as `numpy.quantile`, of the values that are present; NaN where there are none.
 * @param shares ascending, each from 0 to 1
 */
export function quantiles(values: Float64Array, shares: readonly number[]): number[] {
  const present = values.slice();
  let count = 0;
  for (const x of present) if (x === x) present[count++] = x;
  if (count === 0) return shares.map(() => NaN);
  let from = 0;
  return shares.map((share) => {
    const position = share * (count - 1);
    const below = Math.floor(position);
    select(present, from, count - 1, below);
    const low = present[below] ?? NaN;
    from = below;
    if (position === below) return low;
    return between(low, smallest(present, below + 1, count), position - below);
  });
}

/** The same of values that occur so many times each; `values` ascending. */
export function weightedQuantiles(values: readonly number[], counts: readonly number[], shares: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const at = (rank: number): number => {
    let before = 0;
    return values.find((_, index) => (before += counts[index] ?? 0) > rank) ?? NaN;
  };
  return shares.map((share) => {
    const position = share * (total - 1);
    const below = Math.floor(position);
    return position === below ? at(below) : between(at(below), at(below + 1), position - below);
  });
}

/** Numpy's own interpolation: from the nearer end, so that it is exact at both. */
export function between(low: number, high: number, share: number): number {
  const step = high - low;
  return share < 0.5 ? low + step * share : high - step * (1 - share);
}

function smallest(values: Float64Array, from: number, to: number): number {
  let least = values[from] ?? NaN;
  for (let at = from + 1; at < to; at++) {
    const x = values[at]!;
    if (x < least) least = x;
  }
  return least;
}

/**
 * Puts the value of rank `rank` in its place among `values[left..right]`, smaller ones before it (Hoare's selection).
 * The middle of three as pivot; values equal to it are kept together, because real columns are full of ties.
 */
function select(values: Float64Array, left: number, right: number, rank: number): void {
  while (left < right) {
    const pivot = middleOf(values[left]!, values[(left + right) >>> 1]!, values[right]!);
    let below = left;
    let at = left;
    let above = right;
    while (at <= above) {
      const x = values[at]!;
      if (x < pivot) {
        values[at++] = values[below]!;
        values[below++] = x;
      } else if (x > pivot) {
        values[at] = values[above]!;
        values[above--] = x;
      } else at++;
    }
    if (rank < below) right = below - 1;
    else if (rank > above) left = above + 1;
    else return;
  }
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
