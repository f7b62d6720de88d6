import { formatStatistic } from "../format";

/** A column so much wider than the others that the net hardly sees them. */
export interface Dominance {
  readonly column: string;
  /** Its standard deviation over the median of the others'. */
  readonly ratio: number;
  readonly sentence: string;
}

/** From this ratio on a column is said to dominate. */
const DOMINATES_FROM = 100;

/**
 * Columns of the matrix whose standard deviation is at least 100 times the median of the others', widest first.
 * Constant columns have no say.
 * @param std standard deviations in the matrix of train, one a name
 */
export function dominantColumns(names: readonly string[], std: readonly number[]): Dominance[] {
  const varying = names.flatMap((column, index) => {
    const deviation = std[index] ?? NaN;
    return deviation > 0 ? [{ column, deviation }] : [];
  });
  if (varying.length < 2) return [];
  const ascending = Float64Array.from(varying, ({ deviation }) => deviation).sort();
  return varying
    .map(({ column, deviation }) => ({ column, deviation, others: medianWithout(ascending, deviation) }))
    .filter(({ deviation, others }) => deviation >= DOMINATES_FROM * others)
    .sort((a, b) => b.deviation - a.deviation)
    .map(({ column, deviation, others }) => ({
      column,
      ratio: deviation / others,
      sentence: `"${column}" dominates by scale: its standard deviation of ${formatStatistic(deviation)} is ${formatStatistic(deviation / others)} times the median of the other columns'.`,
    }));
}

/** The median of sorted values without one of them. */
function medianWithout(ascending: Float64Array, value: number): number {
  const own = ascending.indexOf(value);
  const at = (index: number): number => ascending[index < own ? index : index + 1] ?? NaN;
  const count = ascending.length - 1;
  return (at(Math.floor((count - 1) / 2)) + at(Math.floor(count / 2))) / 2;
}
