import { formatStatistic } from "../format";
import type { FittedFeature } from "./fitted";

/** A column so much larger than the others that the net hardly sees them. */
export interface Dominance {
  readonly column: string;
  /** Its size over the median of the others'. */
  readonly ratio: number;
  readonly sentence: string;
}

/** From this ratio on a column is said to dominate. */
const DOMINATES_FROM = 100;

/** What is left of a constant column once it is centred is rounding. */
const ROUNDING = 1e-6;

type Scaled = Pick<FittedFeature, "name" | "center" | "scale" | "constant" | "statistics">;

/**
 * Columns of the matrix whose size is at least 100 times the median of the others', largest first. The size is the root
 * mean square, not the spread: what a net multiplies is the number itself, and a namespace id near 4e9 that is not
 * centred drowns all else however little it differs. Columns that are 0 throughout have no say.
 * @param std standard deviations in the matrix of train, one a column
 */
export function dominantColumns(columns: readonly Scaled[], std: readonly number[]): Dominance[] {
  const sized = columns.flatMap((column, index) => {
    const size = rootMeanSquare(column, std[index] ?? NaN);
    return size > (column.constant ? ROUNDING : 0) ? [{ column: column.name, size }] : [];
  });
  if (sized.length < 2) return [];
  const ascending = Float64Array.from(sized, ({ size }) => size).sort();
  return sized
    .map(({ column, size }) => ({ column, size, others: medianWithout(ascending, size) }))
    .filter(({ size, others }) => size >= DOMINATES_FROM * others)
    .sort((a, b) => b.size - a.size)
    .map(({ column, size, others }) => ({
      column,
      ratio: size / others,
      sentence: `"${column}" dominates by scale: its root mean square of ${rough(size)} is ${rough(size / others)} times the median of the other columns'.`,
    }));
}

function rootMeanSquare({ center, scale, statistics }: Scaled, std: number): number {
  return Math.hypot((statistics.mean - center) / scale, std);
}

/** Three digits tell enough. */
function rough(value: number): string {
  return formatStatistic(Number(value.toPrecision(3)));
}

/** The median of sorted values without one of them. */
function medianWithout(ascending: Float64Array, value: number): number {
  const own = ascending.indexOf(value);
  const at = (index: number): number => ascending[index < own ? index : index + 1] ?? NaN;
  const count = ascending.length - 1;
  return (at(Math.floor((count - 1) / 2)) + at(Math.floor(count / 2))) / 2;
}
