import type { AxisScale, ColumnProfile } from "./profile";

/** A range so many times as wide as its middle half squeezes that half into a few bins of a linear axis. */
const LONG_TAIL = 20;
/** Values of one size need no axis of magnitudes. */
const MAGNITUDES = 100;

/** The axis on which the values of a column can be told apart: logarithmic for long tails, else linear. */
export function suggestScale({ statistics }: Pick<ColumnProfile, "statistics">): AxisScale {
  if (statistics === null) return "linear";
  const { min, max, lowerQuartile, upperQuartile } = statistics;
  const tailed = max - min >= LONG_TAIL * (upperQuartile - lowerQuartile);
  if (!tailed || Math.max(Math.abs(min), Math.abs(max)) < MAGNITUDES) return "linear";
  if (min <= 0) return "symlog";
  return max / min >= MAGNITUDES ? "log" : "linear";
}
