/** A share of no rows stands for this one, so that its logarithm is defined. */
const LEAST_SHARE = 1e-4;

/**
 * Population stability index of two lists of counts: the sum of (current - reference) * ln(current / reference) over their
 * shares, each raised to 0.0001 where it is smaller. Null where a side has no rows.
 */
export function psiOfCounts(reference: ArrayLike<number>, current: ArrayLike<number>): number | null {
  const referenceRows = sum(reference);
  const currentRows = sum(current);
  if (referenceRows === 0 || currentRows === 0) return null;
  let index = 0;
  for (let at = 0; at < reference.length; at++) {
    const before = Math.max(reference[at]! / referenceRows, LEAST_SHARE);
    const after = Math.max(current[at]! / currentRows, LEAST_SHARE);
    index += (after - before) * Math.log(after / before);
  }
  return index;
}

/**
 * Jensen–Shannon distance of the shares of two lists of counts: the square root of the divergence to base 2, from 0 (the
 * same shares) to 1 (nothing in common). Null where a side has no rows. Source: Endres and Schindelin 2003.
 */
export function jsDistanceOfCounts(reference: ArrayLike<number>, current: ArrayLike<number>): number | null {
  const referenceRows = sum(reference);
  const currentRows = sum(current);
  if (referenceRows === 0 || currentRows === 0) return null;
  let divergence = 0;
  for (let at = 0; at < reference.length; at++) {
    const before = reference[at]! / referenceRows;
    const after = current[at]! / currentRows;
    if (before === after) continue;
    const middle = (before + after) / 2;
    divergence += relative(before, middle) + relative(after, middle);
  }
  return Math.min(1, Math.sqrt(Math.max(0, divergence / (2 * Math.LN2))));
}

function relative(share: number, of: number): number {
  return share === 0 ? 0 : share * Math.log(share / of);
}

/**
 * Pearson's chi-square of the table of two rows of counts, without a continuity correction, and Cramér's V of it:
 * sqrt(chiSquare / rows), as two rows have one degree of freedom. V is null where there is one category, both where a side
 * has no rows. Source: Cramér 1946.
 */
export function chiSquareOfCounts(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): { readonly chiSquare: number; readonly cramersV: number | null } | null {
  const referenceRows = sum(reference);
  const currentRows = sum(current);
  if (referenceRows === 0 || currentRows === 0) return null;
  const rows = referenceRows + currentRows;
  let chiSquare = 0;
  let categories = 0;
  for (let at = 0; at < reference.length; at++) {
    const both = reference[at]! + current[at]!;
    if (both === 0) continue;
    categories++;
    chiSquare += squareOver(reference[at]!, (both * referenceRows) / rows) + squareOver(current[at]!, (both * currentRows) / rows);
  }
  return { chiSquare, cramersV: categories < 2 ? null : Math.min(1, Math.sqrt(chiSquare / rows)) };
}

function squareOver(seen: number, expected: number): number {
  return (seen - expected) ** 2 / expected;
}

function sum(counts: ArrayLike<number>): number {
  let total = 0;
  for (let at = 0; at < counts.length; at++) total += counts[at]!;
  return total;
}
