/** What else than text in a column of numbers keeps rows of a file out of its table. */
interface Passed {
  /** For each row that was rejected before it came to the columns, ascending: how many rows had come to them. */
  readonly raggedAfter: readonly number[];
  /** The rows that a sample drew, by their numbers in the file; null for all. */
  readonly drawn: readonly number[] | null;
}

/**
 * The number in the file of each row that is kept, counted from 0; null where that is its number in the table.
 * @param rows rows that came to the columns
 * @param leftOut `[rows]`: a 1 for each of them that is left out; null when none is
 * @param kept how many of them are not
 */
export function fileRowsOf(
  rows: number,
  leftOut: Uint8Array | null,
  kept: number,
  { raggedAfter, drawn }: Passed,
): Uint32Array<ArrayBuffer> | null {
  if (leftOut === null && raggedAfter.length === 0 && drawn === null) return null;
  const numbers = new Uint32Array(kept);
  let ragged = 0;
  let at = 0;
  for (let row = 0; row < rows; row++) {
    while (ragged < raggedAfter.length && raggedAfter[ragged]! <= row) ragged++;
    if (leftOut !== null && leftOut[row] === 1) continue;
    const place = row + ragged;
    numbers[at++] = drawn === null ? place : drawn[place]!;
  }
  return numbers;
}
