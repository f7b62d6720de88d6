import type { FittedStatistics } from "./features/fitted";
import type { ScalerKind } from "./features/plan";
import { quantiles } from "./features/quantiles";

/** How a column of the matrix is scaled: `z = (x - center) / scale`. */
export interface Scaling {
  readonly center: number;
  readonly scale: number;
  /** It has one value only, or differs by no more than rounding errors. */
  readonly constant: boolean;
}

/** What was measured of the values that are present. */
export interface MeasuredColumn {
  readonly count: number;
  readonly statistics: FittedStatistics;
}

/** Statistics of one column as StandardScaler fits it, in float64; population variance (divides by n). */
export type StandardColumn = Pick<FittedStatistics, "mean" | "variance" | "min" | "max"> & { readonly count: number };

/** 2^-52, as `numpy.finfo(float64).eps`. */
const EPS = Number.EPSILON;

/**
 * Mean, population variance and range of the values that are present; all NaN when there are none.
 *
 * Two passes: a compensated sum (Neumaier) for the mean, then the corrected two-pass formula
 * `var = (Σd² − (Σd)² / n) / n` with `d = x − mean` (Chan, Golub, LeVeque 1983), because the square of a namespace id
 * near 4e9 leaves no digit for a variance of a few thousand.
 */
export function fitStandardColumn(values: Float64Array): StandardColumn {
  let n = 0;
  let sum = 0;
  let lost = 0;
  let min = Infinity;
  let max = -Infinity;
  for (const x of values) {
    if (x !== x) continue;
    n++;
    if (x < min) min = x;
    if (x > max) max = x;
    const next = sum + x;
    lost += Math.abs(sum) >= Math.abs(x) ? sum - next + x : x - next + sum;
    sum = next;
  }
  if (n === 0) return { count: 0, mean: NaN, variance: NaN, min: NaN, max: NaN };

  const guess = (sum + lost) / n;
  let first = 0;
  let firstLost = 0;
  let second = 0;
  let secondLost = 0;
  for (const x of values) {
    if (x !== x) continue;
    const d = x - guess;
    const nextFirst = first + d;
    firstLost += Math.abs(first) >= Math.abs(d) ? first - nextFirst + d : d - nextFirst + first;
    first = nextFirst;
    const square = d * d;
    const nextSecond = second + square;
    secondLost += second >= square ? second - nextSecond + square : square - nextSecond + second;
    second = nextSecond;
  }
  const residue = first + firstLost;
  const mean = guess + residue / n;
  const variance = Math.max(0, (second + secondLost - (residue * residue) / n) / n);
  return { count: n, mean, variance, min, max };
}

/**
 * A column is constant when `var <= n·eps·var + (n·mean·eps)²`, scikit-learn's bound on the error of its own sums
 * (`_is_constant_feature` of `sklearn.preprocessing`).
 * The bound grows with n: rare small steps on a large offset count as constant too.
 */
function isConstant(n: number, mean: number, variance: number): boolean {
  return variance <= n * EPS * variance + (n * mean * EPS) ** 2;
}

/** Measures a column; its quartiles only where the scaler needs them, because they take a copy. NaN is no value. */
export function measureColumn(values: Float64Array, scaler: ScalerKind): MeasuredColumn {
  const { count, mean, variance, min, max } = fitStandardColumn(values);
  const [lower = null, median = null, upper = null] =
    scaler === "robust" && count > 0 ? quantiles(values, [0.25, 0.5, 0.75]) : [];
  const interquartileRange = lower === null || upper === null ? null : upper - lower;
  return { count, statistics: { mean, variance, min, max, median, interquartileRange } };
}

/** As `sklearn.preprocessing._data._handle_zeros_in_scale`: what is divided by is 1 where the spread is but rounding. */
function divisor(spread: number): number {
  return spread < 10 * EPS ? 1 : spread;
}

const SCALERS: Record<ScalerKind, (measured: MeasuredColumn) => Scaling> = {
  standard: ({ count, statistics: { mean, variance } }) => {
    const constant = isConstant(count, mean, variance);
    return { center: mean, scale: constant ? 1 : Math.sqrt(variance), constant };
  },
  // Subtracted first: the library's own `x * scale + min` loses digits on large offsets.
  minmax: ({ statistics: { min, max } }) => ({ center: min, scale: divisor(max - min), constant: max - min < 10 * EPS }),
  robust: ({ statistics: { min, max, median, interquartileRange } }) => ({
    center: median ?? NaN,
    scale: divisor(interquartileRange ?? NaN),
    constant: max - min < 10 * EPS,
  }),
  none: ({ statistics: { min, max } }) => ({ center: 0, scale: 1, constant: max - min < 10 * EPS }),
};

/**
 * Center and scale of a measured column. Sources: `StandardScaler`, `MinMaxScaler` (as `(x - min) / (max - min)`) and
 * `RobustScaler` (median and interquartile range, linear quantiles) of scikit-learn.
 */
export function scalingOf(scaler: ScalerKind, measured: MeasuredColumn): Scaling {
  return SCALERS[scaler](measured);
}
