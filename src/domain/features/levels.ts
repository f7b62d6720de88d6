import { scalingOf, type MeasuredColumn, type Scaling } from "../scaling";
import type { ScalerKind } from "./plan";
import { weightedQuantiles } from "./quantiles";

/** A column of the matrix that has few values, before it is scaled: the value of each class, and the rows of each. */
export interface Levels {
  readonly values: readonly number[];
  readonly counts: readonly number[];
}

/** The same figures as of the column written out, from its classes. */
function measureLevels({ values, counts }: Levels, scaler: ScalerKind): MeasuredColumn {
  const rows = values.flatMap((value, index) => {
    const count = counts[index] ?? 0;
    return count === 0 ? [] : [{ value, count }];
  });
  rows.sort((a, b) => a.value - b.value);
  const count = rows.reduce((sum, row) => sum + row.count, 0);
  const mean = rows.reduce((sum, row) => sum + row.value * row.count, 0) / count;
  const variance = rows.reduce((sum, row) => sum + (row.value - mean) ** 2 * row.count, 0) / count;
  const [lower = null, median = null, upper = null] =
    scaler === "robust"
      ? weightedQuantiles(
          rows.map((row) => row.value),
          rows.map((row) => row.count),
          [0.25, 0.5, 0.75],
        )
      : [];
  const interquartileRange = lower === null || upper === null ? null : upper - lower;
  const min = rows[0]?.value ?? NaN;
  const max = rows.at(-1)?.value ?? NaN;
  return { count, statistics: { mean, variance, min, max, median, interquartileRange } };
}

/** Standard deviation of a column of classes once it is scaled (divides by n). */
export function scaledDeviation({ values, counts }: Levels, scaling: Pick<Scaling, "scale">): number {
  const { statistics } = measureLevels({ values, counts }, "none");
  return Math.sqrt(statistics.variance) / scaling.scale;
}

export function scaledLevels(levels: Levels, scaler: ScalerKind): { measured: MeasuredColumn; scaling: Scaling } {
  const measured = measureLevels(levels, scaler);
  return { measured, scaling: scalingOf(scaler, measured) };
}
