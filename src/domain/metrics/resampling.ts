import type { Random } from "../random";
import { drawByTable, drawLargePoisson, isLargeMean, poissonTable, type PoissonTable } from "./poisson";

/** With fewer rows than this, rows are simply drawn one by one. */
const FEW_ROWS = 1000;
/** Standard deviations between the expected number of rows drawn in bulk and all of them. */
const MARGIN = 6;

/**
 * Draws as many rows with replacement as there are, of rows that come in cells of equal ones, and says how many of each
 * cell were drawn. The distribution is exactly that of drawing row by row (Efron 1979), in time that grows with the
 * cells: independent Poisson numbers, given their sum, are such a draw of that many rows, so a little less than all
 * rows are drawn that way and the rest one by one.
 * @param sizes rows of each cell, at least one row in all
 */
export function rowResampler(sizes: Uint32Array, random: Random): (drawn: Uint32Array) => void {
  const ends = Float64Array.from(sizes);
  for (let cell = 1; cell < ends.length; cell++) ends[cell]! += ends[cell - 1]!;
  const rows = ends[ends.length - 1]!;
  const share = rows < FEW_ROWS ? 0 : 1 - MARGIN / Math.sqrt(rows);
  const bulk = share === 0 ? drawNone : bulkDraw(sizes, share, random);
  return (drawn) => {
    let missing = -1;
    while (missing < 0) missing = rows - bulk(drawn);
    for (; missing > 0; missing--) drawn[cellOfRow(ends, random.integer(rows))]!++;
  };
}

function drawNone(drawn: Uint32Array): number {
  drawn.fill(0);
  return 0;
}

/** Draws for each cell a Poisson number whose mean is that share of its size, and returns their sum. */
function bulkDraw(sizes: Uint32Array, share: number, random: Random): (drawn: Uint32Array) => number {
  const tables: PoissonTable[] = [];
  for (const size of sizes) if (!isLargeMean(size * share)) tables[size] ??= poissonTable(size * share);
  return (drawn) => {
    let sum = 0;
    for (let cell = 0; cell < sizes.length; cell++) {
      const size = sizes[cell]!;
      const table = tables[size];
      const count = table === undefined ? drawLargePoisson(size * share, random) : drawByTable(table, random.nextUint32());
      drawn[cell] = count;
      sum += count;
    }
    return sum;
  };
}

/** The first cell that ends after the row. */
function cellOfRow(ends: Float64Array, row: number): number {
  let start = 0;
  let end = ends.length - 1;
  while (start < end) {
    const middle = (start + end) >>> 1;
    if (ends[middle]! > row) end = middle;
    else start = middle + 1;
  }
  return start;
}
