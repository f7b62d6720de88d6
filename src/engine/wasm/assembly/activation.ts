import { sigmoid, tanh } from "./functions";
import { addTo } from "./matrix";
import { LANES, Layer, PANEL } from "./program";

// The numbers of ACTIVATION_CODES in kernel-layout.ts. To add one: a case in `value` and one in `slope`.
const NONE: i32 = 0;
export const RELU: i32 = 1;
const TANH: i32 = 2;
const SIGMOID: i32 = 3;

/** The activation of a linear layer's outputs z. */
@inline
function value(activation: i32, z: v128): v128 {
  if (activation == TANH) return tanh(z);
  if (activation == SIGMOID) return sigmoid(z);
  return z;
}

/** `delta` times the derivative of the activation, given its output h. */
@inline
function slope(activation: i32, h: v128, delta: v128): v128 {
  if (activation == RELU) return v128.and(delta, f32x4.gt(h, f32x4.splat(0)));
  if (activation == TANH) return f32x4.mul(delta, f32x4.sub(f32x4.splat(1), f32x4.mul(h, h)));
  if (activation == SIGMOID) return f32x4.mul(delta, f32x4.mul(h, f32x4.sub(f32x4.splat(1), h)));
  return delta;
}

/** Applies the layer's activation to its outputs in place. ReLU is left to `multiply`. */
export function activate(layer: Layer, blocks: i32): void {
  const activation = layer.activation;
  if (activation == NONE || activation == RELU) return;
  const size = usize(blocks) * 4 * LANES;
  let panel = layer.outputs;
  for (let p = 0; p < layer.outPanels; p++) {
    for (let place = panel, end = panel + size; place < end; place += 16) {
      v128.store(place, value(activation, v128.load(place)));
    }
    panel += PANEL;
  }
  clearFilling(layer, blocks);
}

/** Sets the columns beyond the last output to 0: an activation need not be 0 at 0, as the sigmoid is not. */
function clearFilling(layer: Layer, blocks: i32): void {
  const first = layer.out & 7;
  if (first == 0) return;
  const panel = layer.outputs + usize(layer.outPanels - 1) * PANEL;
  for (let row = 0; row < blocks * 4; row++) {
    for (let lane = first; lane < 8; lane++) store<f32>(panel + usize(row) * LANES + (usize(lane) << 2), 0);
  }
}

/** Takes the deltas back through the activation in place, and adds their sums to the bias gradients. */
export function deactivate(layer: Layer, blocks: i32): void {
  const activation = layer.activation;
  const size = usize(blocks) * 4 * LANES;
  let outputs = layer.outputs;
  let deltas = layer.deltas;
  let gradients = layer.biasGradients;
  for (let p = 0; p < layer.outPanels; p++) {
    let sum0 = f32x4.splat(0), sum1 = sum0;
    for (let i: usize = 0; i < size; i += LANES) {
      const d0 = slope(activation, v128.load(outputs + i), v128.load(deltas + i));
      const d1 = slope(activation, v128.load(outputs + i, 16), v128.load(deltas + i, 16));
      v128.store(deltas + i, d0);
      v128.store(deltas + i, d1, 16);
      sum0 = f32x4.add(sum0, d0);
      sum1 = f32x4.add(sum1, d1);
    }
    addTo(gradients, sum0);
    addTo(gradients + 16, sum1);
    outputs += PANEL;
    deltas += PANEL;
    gradients += LANES;
  }
}
