import { LANES, PANEL, Program, TILE } from "./program";

/** The number of a row: `indices` are row numbers, or 0 for neighbours from `start`. */
@inline
function rowAt(indices: usize, start: i32, at: i32): usize {
  return indices == 0 ? usize(start + at) : usize(load<u32>(indices + (usize(at) << 2)));
}

/** Copies rows `at` to `at + rows` of `x` [any, features] into the tile, with zeros up to a multiple of four rows. */
export function gatherInputs(
  program: Program,
  x: usize,
  indices: usize,
  start: i32,
  at: i32,
  rows: i32,
): void {
  const features = program.features;
  const filled = (rows + 3) & ~3;
  for (let r = 0; r < filled; r++) {
    let to = program.inputs + usize(r) * LANES;
    let from = x + ((rowAt(indices, start, at + min(r, rows - 1)) * usize(features)) << 2);
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
export function gatherLabels(program: Program, y: usize, indices: usize, start: i32, at: i32, rows: i32): void {
  for (let r = 0; r < TILE; r++) {
    const label = r < rows ? f32(load<u8>(y + rowAt(indices, start, at + r))) : 0;
    store<f32>(program.labels + (usize(r) << 2), label);
  }
}
