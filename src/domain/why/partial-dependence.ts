import { applyFeature } from "../features/apply";
import type { FittedFeature, RawCell } from "../features/fitted";
import { sigmoid } from "../metrics/logistic";
import { sampleRows } from "../row-sample";
import { copyRows, type Matrix, type Scorer, type Surroundings } from "./scorer";

export interface DependenceRequest<X extends Matrix, Value> {
  /** `[rows, columns]`, as the net sees them. */
  readonly x: X;
  readonly rows: number;
  readonly columns: number;
  /** In the order of the curve. */
  readonly grid: readonly Value[];
  /** The columns of the matrix that a value of the source decides. */
  readonly sourceColumns: readonly number[];
  /** What is in these columns, in their order, where the source has the value. */
  readonly cellsOf: (value: Value) => readonly number[];
  readonly seed: number;
  /** With more rows, a sample of so many is drawn from the seed. */
  readonly maxRows: number;
  /** Of the rows used so many are drawn whose own curves are kept. */
  readonly maxCurves: number;
}

export interface Dependence<Value> {
  readonly grid: readonly Value[];
  /** `[grid]`: mean score of the rows used when all have the value. */
  readonly average: Float64Array;
  /** Scores of single rows, each `[grid]`. */
  readonly curves: readonly { readonly row: number; readonly scores: Float64Array }[];
  /** Rows used, of `rows`. */
  readonly rowsUsed: number;
  readonly rows: number;
}

/**
 * Partial dependence (Friedman 2001) and individual curves (Goldstein and others 2015) of one column of the data: the
 * scores of rows whose own values of it are replaced by each value of the grid in turn, all else left as it is.
 * @throws whatever `signal` throws when it is aborted, before the next scoring
 */
export async function partialDependence<X extends Matrix, Value>(
  score: Scorer<X>,
  request: DependenceRequest<X, Value>,
  { signal, onProgress }: Surroundings = {},
): Promise<Dependence<Value>> {
  const { x, rows, columns, grid, sourceColumns, cellsOf, seed, maxRows, maxCurves } = request;
  if (x.length !== rows * columns) throw new RangeError(`${x.length} numbers are not ${rows} rows of ${columns} columns.`);
  const chosen = sampleRows(rows, maxRows, seed, "dependence rows");
  const rowsUsed = chosen?.length ?? rows;
  const buffer = copyRows(x, columns, chosen);
  const drawn = sampleRows(rowsUsed, maxCurves, seed, "dependence curves") ?? Uint32Array.from({ length: rowsUsed }, (_, i) => i);
  const average = new Float64Array(grid.length);
  const curves = [...drawn].map((index) => ({ index, row: chosen?.[index] ?? index, scores: new Float64Array(grid.length) }));
  for (const [point, value] of grid.entries()) {
    signal?.throwIfAborted();
    setColumns(buffer, columns, sourceColumns, cellsOf(value));
    const logits = await score(buffer, rowsUsed);
    average[point] = meanScore(logits.subarray(0, rowsUsed));
    for (const { index, scores } of curves) scores[point] = sigmoid(logits[index] ?? NaN);
    onProgress?.((point + 1) / grid.length);
  }
  return { grid, average, curves: curves.map(({ row, scores }) => ({ row, scores })), rowsUsed, rows };
}

function setColumns(x: Matrix, width: number, columns: readonly number[], cells: readonly number[]): void {
  columns.forEach((column, index) => {
    const cell = cells[index] ?? NaN;
    for (let at = column; at < x.length; at += width) x[at] = cell;
  });
}

function meanScore(logits: Float32Array | Float64Array): number {
  let sum = 0;
  for (const logit of logits) sum += sigmoid(logit);
  return sum / logits.length;
}

/**
 * What a value of a column of the data is in the matrix. Cells are NaN where training would leave the row out: such
 * values have no place on a grid.
 */
export function sourceCells(
  features: readonly FittedFeature[],
  source: string,
): { readonly sourceColumns: readonly number[]; readonly cellsOf: (value: RawCell) => readonly number[] } {
  const own = features.flatMap((feature, column) => (feature.source === source ? [{ feature, column }] : []));
  return {
    sourceColumns: own.map(({ column }) => column),
    cellsOf: (value) => own.map(({ feature }) => applyFeature(feature, value)),
  };
}
