import { LANES, PANEL, Program, RowSet, TILE } from "./program";

// Rows are numbered within their set; `indices` are such numbers, or 0 for neighbours from `start`.

/** The number of a row. */
@inline
function rowAt(indices: usize, start: i32, at: i32): usize {
  return indices == 0 ? usize(start + at) : usize(load<u32>(indices + (usize(at) << 2)));
}

/** Copies rows `at` to `at + rows` of the set into the tile, with zeros up to a multiple of four rows. */
export function gatherInputs(program: Program, set: RowSet, indices: usize, start: i32, at: i32, rows: i32): void {
  const features = program.features;
  const filled = (rows + 3) & ~3;
  for (let r = 0; r < filled; r++) {
    let to = program.inputs + usize(r) * LANES;
    let from = set.x + ((rowAt(indices, start, at + min(r, rows - 1)) * usize(features)) << 2);
    const used = r < rows;
    let left = features;
    for (; left >= 8; left -= 8) {
      v128.store(to, used ? v128.load(from) : f32x4.splat(0));
      v128.store(to, used ? v128.load(from, 16) : f32x4.splat(0), 16);
      from += LANES;
      to += PANEL;
    }
    for (let c: usize = 0; c < usize(left); c++) store<f32>(to + (c << 2), used ? load<f32>(from + (c << 2)) : 0);
  }
}

/** Copies the labels of the same rows, bytes of 0 and 1, as float32. */
export function gatherLabels(program: Program, set: RowSet, indices: usize, start: i32, at: i32, rows: i32): void {
  for (let r = 0; r < TILE; r++) {
    const label = r < rows ? f32(load<u8>(set.y + rowAt(indices, start, at + r))) : 0;
    store<f32>(program.labels + (usize(r) << 2), label);
  }
}

/** Writes the numbers that the same rows have in train, wrapped to 32 bits; the set is one worker's share of it. */
export function numberRows(program: Program, set: RowSet, indices: usize, start: i32, at: i32, rows: i32): void {
  for (let r = 0; r < TILE; r++) {
    const row = i32(rowAt(indices, start, at + min(r, rows - 1)));
    const number = (((row >> 10) * set.workers + set.worker) << 10) + (row & 1023);
    store<i32>(program.numbers + (usize(r) << 2), number);
  }
}

/**
 * Reads a little of each of the rows, which lie anywhere in memory: the processor fetches many at once, which it does
 * not when it copies one after the other.
 */
export function touch(program: Program, set: RowSet, indices: usize, at: i32, rows: i32): void {
  const size = usize(program.features) << 2;
  let seen = 0;
  for (let r = 0; r < rows; r++) {
    const row = rowAt(indices, 0, at + r);
    const from = set.x + row * size;
    const last = from + size - 1;
    for (let place = from; place < last; place += 64) seen |= load<u8>(place);
    seen |= load<u8>(last) | load<u8>(set.y + row);
  }
  program.seen = seen;
}
