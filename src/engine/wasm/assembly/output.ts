import { addTo } from "./matrix";
import { LANES, PANEL, Program } from "./program";
import { laneSum, laneSums, madd } from "./simd";

// The last layer has one output, so it is a product with one vector.

/** Writes the logits of the tile from what comes into the last layer. */
export function outputForward(program: Program, inputs: usize, blocks: i32): void {
  const bias = v128.load32_splat(program.outputBias);
  for (let i = 0; i < blocks; i++) {
    let c0 = f32x4.splat(0), c1 = c0, c2 = c0, c3 = c0;
    let a = inputs + usize(i) * 4 * LANES;
    let w = program.outputWeights;
    for (let p = 0; p < program.outputPanels; p++) {
      const w0 = v128.load(w), w1 = v128.load(w, 16);
      c0 = madd(v128.load(a, 16), w1, madd(v128.load(a), w0, c0));
      c1 = madd(v128.load(a, 48), w1, madd(v128.load(a, 32), w0, c1));
      c2 = madd(v128.load(a, 80), w1, madd(v128.load(a, 64), w0, c2));
      c3 = madd(v128.load(a, 112), w1, madd(v128.load(a, 96), w0, c3));
      a += PANEL;
      w += LANES;
    }
    v128.store(program.logits + (usize(i) << 4), f32x4.add(bias, laneSums(c0, c1, c2, c3)));
  }
}

/** Adds the last layer's gradients, and writes the gradients of what came into it unless `deltas` is 0. */
export function outputBackward(program: Program, inputs: usize, deltas: usize, blocks: i32): void {
  let sum = f32x4.splat(0);
  for (let i = 0; i < blocks; i++) sum = f32x4.add(sum, v128.load(program.logitGradients + (usize(i) << 4)));
  const bias = program.outputBiasGradients;
  store<f32>(bias, load<f32>(bias) + laneSum(sum));

  let weights = program.outputWeights;
  let gradients = program.outputWeightGradients;
  const end = program.logitGradients + (usize(blocks) << 4);
  for (let p = 0; p < program.outputPanels; p++) {
    const w0 = v128.load(weights), w1 = v128.load(weights, 16);
    let g0 = f32x4.splat(0), g1 = g0;
    let a = inputs, d = deltas;
    for (let g = program.logitGradients; g < end; g += 4) {
      const x = v128.load32_splat(g);
      g0 = madd(x, v128.load(a), g0);
      g1 = madd(x, v128.load(a, 16), g1);
      if (deltas != 0) {
        v128.store(d, f32x4.mul(x, w0));
        v128.store(d, f32x4.mul(x, w1), 16);
      }
      a += LANES;
      d += LANES;
    }
    addTo(gradients, g0);
    addTo(gradients + 16, g1);
    inputs += PANEL;
    if (deltas != 0) deltas += PANEL;
    weights += LANES;
    gradients += LANES;
  }
}
