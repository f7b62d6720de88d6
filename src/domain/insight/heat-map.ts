/** A weight matrix thinned until it can be drawn. */
export interface HeatMap {
  readonly rows: number;
  readonly columns: number;
  /** `[rows, columns]`: the mean of each block of weights. */
  readonly cells: Float32Array;
  /** Weights that a cell stands for in each direction; cells at the far ends may stand for fewer. */
  readonly rowsPerCell: number;
  readonly columnsPerCell: number;
  /** The largest size of a single finite weight, which means may hide. */
  readonly largest: number;
}

/**
 * Means over blocks of a matrix, as few cells as `maxCells` asks for and blocks as square as that allows.
 * @param weight `[rows, columns]`, row-major
 * @param maxCells at least 1
 */
export function heatMap(weight: Float32Array, rows: number, columns: number, maxCells: number): HeatMap {
  if (weight.length !== rows * columns) throw new RangeError(`${weight.length} weights are not ${rows} rows of ${columns}.`);
  const { rowsPerCell, columnsPerCell } = blockOf(rows, columns, maxCells);
  const down = Math.ceil(rows / rowsPerCell);
  const across = Math.ceil(columns / columnsPerCell);
  const sums = new Float64Array(down * across);
  const counts = new Uint32Array(down * across);
  let largest = 0;
  for (let row = 0, at = 0; row < rows; row++) {
    const start = Math.floor(row / rowsPerCell) * across;
    for (let column = 0; column < columns; column++, at++) {
      const cell = start + Math.floor(column / columnsPerCell);
      const value = weight[at]!;
      sums[cell]! += value;
      counts[cell]!++;
      if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value));
    }
  }
  const cells = Float32Array.from(sums, (sum, cell) => sum / counts[cell]!);
  return { rows: down, columns: across, cells, rowsPerCell, columnsPerCell, largest };
}

/** The longer side of the picture is halved, or cut to a third and so on, until it fits. */
function blockOf(rows: number, columns: number, maxCells: number): { rowsPerCell: number; columnsPerCell: number } {
  let rowsPerCell = 1;
  let columnsPerCell = 1;
  for (;;) {
    const down = Math.ceil(rows / rowsPerCell);
    const across = Math.ceil(columns / columnsPerCell);
    if (down * across <= Math.max(1, maxCells)) return { rowsPerCell, columnsPerCell };
    if (down >= across) rowsPerCell++;
    else columnsPerCell++;
  }
}
