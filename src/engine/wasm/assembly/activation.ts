import { elu, gelu, identity, leakyRelu, relu, sigmoid, tanh } from "./curves";
import { dropoutFactors } from "./dropout";
import { addTo } from "./matrix";
import { LANES, Layer, PANEL } from "./program";

// The numbers of ACTIVATION_CODES in kernel-layout.ts. To add one: a case in `value`.
const NONE: i32 = 0;
export const RELU: i32 = 1;
const LEAKY_RELU: i32 = 2;
const ELU: i32 = 3;
const GELU: i32 = 4;
const TANH: i32 = 5;
const SIGMOID: i32 = 6;

/** The activation of four outputs z of a linear layer; its derivatives go to `slopes` unless that is 0. */
@inline
function value(activation: i32, parameter: v128, z: v128, slopes: usize): v128 {
  if (activation == RELU) return relu(z, slopes);
  if (activation == LEAKY_RELU) return leakyRelu(z, parameter, slopes);
  if (activation == ELU) return elu(z, slopes);
  if (activation == GELU) return gelu(z, slopes);
  if (activation == TANH) return tanh(z, slopes);
  if (activation == SIGMOID) return sigmoid(z, slopes);
  return identity(z, slopes);
}

/** ReLU is left to `multiply`, and its derivative follows from the output. */
@inline
function needsNothing(activation: i32): bool {
  return activation == NONE || activation == RELU;
}

/**
 * Applies the layer's activation to its outputs in place and, for training, its dropout.
 * @param numbers the rows' numbers in train, as dropout wants them
 */
export function activate(layer: Layer, blocks: i32, training: bool, numbers: usize): void {
  const activation = layer.activation;
  if (training && layer.dropout.limit != 0) activateDropping(layer, blocks, numbers);
  else if (!needsNothing(activation)) activateAll(layer, blocks, training);
  // An activation need not be 0 at 0.
  if (activation == SIGMOID) clearFilling(layer, blocks);
}

function activateAll(layer: Layer, blocks: i32, training: bool): void {
  const activation = layer.activation;
  const parameter = f32x4.splat(layer.parameter);
  const size = usize(blocks) * 4 * LANES;
  let panel = layer.outputs, slopes = layer.slopes;
  for (let p = 0; p < layer.outPanels; p++) {
    for (let i: usize = 0; i < size; i += 16) {
      const place = panel + i;
      v128.store(place, value(activation, parameter, v128.load(place), training ? slopes + i : 0));
    }
    panel += PANEL;
    slopes += PANEL;
  }
}

function activateDropping(layer: Layer, blocks: i32, numbers: usize): void {
  const activation = layer.activation;
  const parameter = f32x4.splat(layer.parameter);
  const dropout = layer.dropout;
  const end = numbers + (usize(blocks) << 4);
  let panel = layer.outputs, panelSlopes = layer.slopes;
  let units = i32x4(0, 1, 2, 3);
  for (let p = 0; p < layer.outPanels; p++) {
    let place = panel, slopes = panelSlopes;
    for (let number = numbers; number < end; number += 4) {
      let words = i32x4.add(i32x4.splat(load<i32>(number) * layer.out), units);
      for (let half = 0; half < 2; half++) {
        const factors = dropoutFactors(dropout, words);
        const h = value(activation, parameter, v128.load(place), slopes);
        v128.store(place, f32x4.mul(h, factors));
        v128.store(slopes, f32x4.mul(v128.load(slopes), factors));
        words = i32x4.add(words, i32x4.splat(4));
        place += 16;
        slopes += 16;
      }
    }
    units = i32x4.add(units, i32x4.splat(8));
    panel += PANEL;
    panelSlopes += PANEL;
  }
}

/** Sets the columns beyond the last output to 0. */
function clearFilling(layer: Layer, blocks: i32): void {
  const first = layer.out & 7;
  if (first == 0) return;
  const panel = layer.outputs + usize(layer.outPanels - 1) * PANEL;
  for (let row = 0; row < blocks * 4; row++) {
    for (let lane = first; lane < 8; lane++) store<f32>(panel + usize(row) * LANES + (usize(lane) << 2), 0);
  }
}

/** Takes the deltas back through dropout and activation in place, and adds their sums to the bias gradients. */
export function deactivate(layer: Layer, blocks: i32): void {
  const activation = layer.activation;
  if (layer.dropout.limit != 0 || !needsNothing(activation)) deactivateBy(STORED, layer, layer.slopes, blocks);
  else if (activation == RELU) deactivateBy(RELU, layer, layer.outputs, blocks);
  else deactivateBy(NONE, layer, layer.outputs, blocks);
}

/** The derivatives were stored on the way forward; an activation in its place says how they follow from the outputs. */
const STORED: i32 = -1;

/** `delta` times the derivative, which is `from` itself or follows from the output `from`. */
@inline
function sloped(how: i32, from: v128, delta: v128): v128 {
  if (how == STORED) return f32x4.mul(delta, from);
  return how == RELU ? v128.and(delta, f32x4.gt(from, f32x4.splat(0))) : delta;
}

@inline
function deactivateBy(how: i32, layer: Layer, from: usize, blocks: i32): void {
  const size = usize(blocks) * 4 * LANES;
  let deltas = layer.deltas;
  let gradients = layer.biasGradients;
  for (let p = 0; p < layer.outPanels; p++) {
    let sum0 = f32x4.splat(0), sum1 = sum0;
    for (let i: usize = 0; i < size; i += LANES) {
      const d0 = sloped(how, v128.load(from + i), v128.load(deltas + i));
      const d1 = sloped(how, v128.load(from + i, 16), v128.load(deltas + i, 16));
      v128.store(deltas + i, d0);
      v128.store(deltas + i, d1, 16);
      sum0 = f32x4.add(sum0, d0);
      sum1 = f32x4.add(sum1, d1);
    }
    addTo(gradients, sum0);
    addTo(gradients + 16, sum1);
    from += PANEL;
    deltas += PANEL;
    gradients += LANES;
  }
}
