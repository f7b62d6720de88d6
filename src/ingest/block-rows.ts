/** Rows of one block of a column: few enough to stay in the cache. */
const MAX_ROWS = 1 << 14;
const MIN_ROWS = 1 << 6;
/** Where columns are many, their open blocks together hold so many cells. */
const OPEN_CELLS = 1 << 20;

/** How many rows of a column are held together while a table of so many columns is read; a power of two. */
export function blockRows(columns: number): number {
  const share = 2 ** Math.floor(Math.log2(OPEN_CELLS / columns));
  return Math.max(MIN_ROWS, Math.min(MAX_ROWS, share));
}
