export type ScalerKind = "standard";

/** Statistics of one column of train, in float64. */
export interface FittedColumn {
  readonly name: string;
  readonly mean: number;
  /** Population variance (divides by n). */
  readonly variance: number;
  /** `sqrt(variance)`, or 1 for a constant column. */
  readonly scale: number;
  readonly constant: boolean;
}

/** Fitted on train alone; `z = (x - mean) / scale`. */
export interface FittedScaler {
  readonly kind: ScalerKind;
  readonly columns: readonly FittedColumn[];
}

/** A column on its way into the scaler: float64, NaN where a value is missing. */
export interface RawColumn {
  readonly name: string;
  readonly values: Float64Array;
}

/** 2^-52, as `numpy.finfo(float64).eps`. */
const EPS = Number.EPSILON;

/**
 * Fits scikit-learn's StandardScaler to each column.
 * Source: `sklearn.preprocessing.StandardScaler`, with `_is_constant_feature` for the constant rule.
 */
export function fitStandardScaler(columns: readonly RawColumn[]): FittedScaler {
  return { kind: "standard", columns: columns.map(fitStandardColumn) };
}

/**
 * Mean, population variance and scale of the values that are present; all NaN when there are none.
 *
 * Two passes: a compensated sum (Neumaier) for the mean, then the corrected two-pass formula
 * `var = (Σd² − (Σd)² / n) / n` with `d = x − mean` (Chan, Golub, LeVeque 1983), because the square of a namespace id
 * near 4e9 leaves no digit for a variance of a few thousand.
 *
 * A column is constant when `var <= n·eps·var + (n·mean·eps)²`, scikit-learn's bound on the error of its own sums.
 * The bound grows with n: rare small steps on a large offset count as constant too.
 */
export function fitStandardColumn({ name, values }: RawColumn): FittedColumn {
  let n = 0;
  let sum = 0;
  let lost = 0;
  for (const x of values) {
    if (x !== x) continue;
    n++;
    const next = sum + x;
    lost += Math.abs(sum) >= Math.abs(x) ? sum - next + x : x - next + sum;
    sum = next;
  }
  if (n === 0) return { name, mean: NaN, variance: NaN, scale: NaN, constant: false };

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
  const constant = variance <= n * EPS * variance + (n * mean * EPS) ** 2;
  return { name, mean, variance, scale: constant ? 1 : Math.sqrt(variance), constant };
}

/** One value, scaled in float64. A missing value stays NaN. */
export function standardise(x: number, column: FittedColumn): number {
  return (x - column.mean) / column.scale;
}

/**
 * The matrix `[rows, columns]`, row-major: scaled in float64, rounded to float32 once.
 * `columns` are in the scaler's order and all of one length.
 */
export function transformColumns(
  columns: readonly Float64Array[],
  rows: number,
  scaler: FittedScaler,
): Float32Array<ArrayBuffer> {
  const width = scaler.columns.length;
  const matrix = new Float32Array(rows * width);
  scaler.columns.forEach(({ mean, scale }, index) => {
    const values = columns[index];
    if (values?.length !== rows) throw new RangeError(`Column ${index} must have ${rows} values.`);
    let at = index;
    for (const x of values) {
      matrix[at] = (x - mean) / scale;
      at += width;
    }
  });
  return matrix;
}

/** Raw rows as the net sees them: `[rows, columns]`, row-major float32. */
export function scaledRows(scaler: FittedScaler, rows: readonly (readonly number[])[]): Float32Array<ArrayBuffer> {
  return Float32Array.from(
    rows.flatMap((row) => scaler.columns.map((column, index) => standardise(row[index] ?? NaN, column))),
  );
}
