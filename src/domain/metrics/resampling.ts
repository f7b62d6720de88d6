import type { Random } from "../random";
import { drawLargePoisson, invert, isLargeMean, poissonTable, QUICK_SHIFT, QUICK_VALUES, UNSETTLED } from "./poisson";

/** With fewer rows than this, rows are simply drawn one by one. */
const FEW_ROWS = 1000;
/** Standard deviations between the expected number of rows drawn in bulk and all of them; rarely, too many are drawn. */
const MARGIN = 3;

/**
 * Draws as many rows with replacement as there are, of rows that come in cells of equal ones, and says how many of each
 * cell were drawn. The distribution is exactly that of drawing row by row (Efron 1979), in time that grows with the
 * cells: independent Poisson numbers, given their sum, are such a draw of that many rows, so a little less than all
 * rows are drawn that way and the rest one by one; a draw of more rows than there are is thrown away.
 * @param sizes rows of each cell, at least one row in all
 */
export function rowResampler(sizes: Uint32Array, random: Random): (drawn: Uint32Array) => void {
  const ends = Uint32Array.from(sizes);
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

/** Random words that are drawn in one go. */
const BLOCK = 1 << 14;

/** Draws for each cell a Poisson number whose mean is that share of its size, and returns their sum. */
function bulkDraw(sizes: Uint32Array, share: number, random: Random): (drawn: Uint32Array) => number {
  const { quick, ends } = tablesOf(share);
  const words = new Uint32Array(Math.min(BLOCK, sizes.length));
  /** The least size that has no table. */
  const large = ends.length;
  const drawBlock = (drawn: Uint32Array, from: number, to: number): number => {
    random.fill(words);
    let sum = 0;
    for (let cell = from; cell < to; cell++) {
      const size = sizes[cell]!;
      let count: number;
      if (size < large) {
        const word = words[cell - from]!;
        count = quick[size * QUICK_VALUES + (word >>> QUICK_SHIFT)]!;
        if (count === UNSETTLED) count = invert(ends[size]!, word);
      } else {
        count = drawLargePoisson(size * share, random);
      }
      drawn[cell] = count;
      sum += count;
    }
    return sum;
  };
  return (drawn) => {
    let sum = 0;
    for (let from = 0; from < sizes.length; from += BLOCK) sum += drawBlock(drawn, from, Math.min(from + BLOCK, sizes.length));
    return sum;
  };
}

/** The tables of all sizes that are small enough for one, size by size, the quick ones in one array. */
function tablesOf(share: number): { quick: Uint8Array; ends: readonly Float64Array[] } {
  const tables = [];
  for (let size = 0; !isLargeMean(size * share); size++) tables.push(poissonTable(size * share));
  const quick = new Uint8Array(tables.length * QUICK_VALUES);
  for (const [size, table] of tables.entries()) quick.set(table.quick, size * QUICK_VALUES);
  return { quick, ends: tables.map(({ ends }) => ends) };
}

/** The first cell that ends after the row. */
function cellOfRow(ends: Uint32Array, row: number): number {
  let start = 0;
  let end = ends.length - 1;
  while (start < end) {
    const middle = (start + end) >>> 1;
    if (ends[middle]! > row) end = middle;
    else start = middle + 1;
  }
  return start;
}
