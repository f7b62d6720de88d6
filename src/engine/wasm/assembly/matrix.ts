import { LANES, PANEL } from "./program";
import { madd } from "./simd";

/**
 * `outputs = max(floor, bias + inputs * weights)` for `blocks` times four rows; a zero `bias` stands for none.
 * Four rows by eight columns are summed in registers.
 */
export function multiply(
  inputs: usize,
  weights: usize,
  bias: usize,
  outputs: usize,
  blocks: i32,
  inPanels: i32,
  outPanels: i32,
  floor: v128,
): void {
  const weightPanel = usize(inPanels) * 8 * LANES;
  for (let j = 0; j < outPanels; j++) {
    let start0 = f32x4.splat(0);
    let start1 = start0;
    if (bias != 0) {
      start0 = v128.load(bias);
      start1 = v128.load(bias, 16);
      bias += LANES;
    }
    for (let i = 0; i < blocks; i++) {
      let c00 = start0, c01 = start1, c10 = start0, c11 = start1;
      let c20 = start0, c21 = start1, c30 = start0, c31 = start1;
      let a = inputs + usize(i) * 4 * LANES;
      let b = weights;
      const end = weights + weightPanel;
      while (b < end) {
        const next = b + 8 * LANES;
        while (b < next) {
          const b0 = v128.load(b), b1 = v128.load(b, 16);
          let x = v128.load32_splat(a);
          c00 = madd(x, b0, c00); c01 = madd(x, b1, c01);
          x = v128.load32_splat(a, 32);
          c10 = madd(x, b0, c10); c11 = madd(x, b1, c11);
          x = v128.load32_splat(a, 64);
          c20 = madd(x, b0, c20); c21 = madd(x, b1, c21);
          x = v128.load32_splat(a, 96);
          c30 = madd(x, b0, c30); c31 = madd(x, b1, c31);
          a += 4;
          b += LANES;
        }
        a += PANEL - LANES;
      }
      const c = outputs + usize(i) * 4 * LANES;
      // In this order of arguments pmax keeps a NaN, so that a diverged run shows.
      v128.store(c, f32x4.pmax(c00, floor)); v128.store(c, f32x4.pmax(c01, floor), 16);
      v128.store(c, f32x4.pmax(c10, floor), 32); v128.store(c, f32x4.pmax(c11, floor), 48);
      v128.store(c, f32x4.pmax(c20, floor), 64); v128.store(c, f32x4.pmax(c21, floor), 80);
      v128.store(c, f32x4.pmax(c30, floor), 96); v128.store(c, f32x4.pmax(c31, floor), 112);
    }
    weights += weightPanel;
    outputs += PANEL;
  }
}

/** `gradients += transpose(inputs) * deltas`, summed over the tile in registers first. */
export function addWeightGradients(
  inputs: usize,
  deltas: usize,
  gradients: usize,
  blocks: i32,
  inPanels: i32,
  outPanels: i32,
): void {
  const rows = usize(blocks) * 4 * LANES;
  for (let j = 0; j < outPanels; j++) {
    for (let m = 0; m < inPanels * 2; m++) {
      let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00;
      let c20 = c00, c21 = c00, c30 = c00, c31 = c00;
      let a = inputs + usize(m >> 1) * PANEL + usize(m & 1) * 16;
      let d = deltas;
      const end = d + rows;
      while (d < end) {
        const d0 = v128.load(d), d1 = v128.load(d, 16);
        let x = v128.load32_splat(a);
        c00 = madd(x, d0, c00); c01 = madd(x, d1, c01);
        x = v128.load32_splat(a, 4);
        c10 = madd(x, d0, c10); c11 = madd(x, d1, c11);
        x = v128.load32_splat(a, 8);
        c20 = madd(x, d0, c20); c21 = madd(x, d1, c21);
        x = v128.load32_splat(a, 12);
        c30 = madd(x, d0, c30); c31 = madd(x, d1, c31);
        a += LANES;
        d += LANES;
      }
      addTo(gradients, c00); addTo(gradients + 16, c01);
      addTo(gradients + 32, c10); addTo(gradients + 48, c11);
      addTo(gradients + 64, c20); addTo(gradients + 80, c21);
      addTo(gradients + 96, c30); addTo(gradients + 112, c31);
      gradients += 4 * LANES;
    }
    deltas += PANEL;
  }
}

@inline
export function addTo(place: usize, value: v128): void {
  v128.store(place, f32x4.add(v128.load(place), value));
}

/** Writes weights [in, out] as [out, in], both in panels of eight. */
export function transpose(weights: usize, transposed: usize, inPanels: i32, outPanels: i32): void {
  for (let j = 0; j < outPanels; j++) {
    for (let m = 0; m < inPanels; m++) {
      const from = weights + usize(j * inPanels + m) * 8 * LANES;
      const to = transposed + usize(m * outPanels + j) * 8 * LANES;
      transposeQuad(from, to);
      transposeQuad(from + 16, to + 4 * LANES);
      transposeQuad(from + 4 * LANES, to + 16);
      transposeQuad(from + 4 * LANES + 16, to + 4 * LANES + 16);
    }
  }
}

/** Four by four numbers, rows 32 bytes apart on both sides. */
@inline
function transposeQuad(from: usize, to: usize): void {
  const a = v128.load(from), b = v128.load(from, 32), c = v128.load(from, 64), d = v128.load(from, 96);
  const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5), ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd0 = v128.shuffle<f32>(c, d, 0, 4, 1, 5), cd1 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(ab0, cd0, 0, 1, 4, 5));
  v128.store(to, v128.shuffle<f32>(ab0, cd0, 2, 3, 6, 7), 32);
  v128.store(to, v128.shuffle<f32>(ab1, cd1, 0, 1, 4, 5), 64);
  v128.store(to, v128.shuffle<f32>(ab1, cd1, 2, 3, 6, 7), 96);
}
