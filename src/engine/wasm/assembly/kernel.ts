import { activate, deactivate, RELU } from "./activation";
import { lossOfTile } from "./loss";
import { addWeightGradients, multiply, transpose } from "./matrix";
import { outputBackward, outputForward } from "./output";
import { layerOf, Program, RowSet, TILE } from "./program";
import { gatherInputs, gatherLabels, numberRows, touch } from "./tile";

export { gradientNorm, updateAdam, updateMomentum, updateRmsprop, updateSgd } from "./optimizers";

/** Tiles whose gradients are summed in float32 before they are added to the float64 sums: 1,024 rows. */
const TILES_PER_FOLD: i32 = 32;

/** The first byte that the host may use. */
export function heapBase(): usize {
  return __heap_base;
}

/** Prepares for `accumulate` after the weights have changed. */
export function prepare(program: Program): void {
  for (let l = 1; l < program.hidden; l++) {
    const layer = layerOf(program, l);
    transpose(layer.weights, layer.transposed, layer.inPanels, layer.outPanels);
  }
}

/** Whether all `count` row numbers are below `limit`. */
export function areBelow(indices: usize, count: i32, limit: u32): bool {
  let most: u32 = 0;
  for (let i = 0; i < count; i++) most = max(most, load<u32>(indices + (usize(i) << 2)));
  return count == 0 || most < limit;
}

/**
 * Takes `count` rows through the net and back. Adds `scale` times the gradients of their losses to the sums.
 * `indices` are row numbers, or 0 for neighbours from `start`. Returns the sum of the rows' losses.
 */
export function accumulate(
  program: Program,
  set: RowSet,
  indices: usize,
  start: i32,
  count: i32,
  scale: f32,
): f64 {
  let total: f64 = 0;
  let tiles = 0;
  for (let at = 0; at < count; at += TILE) {
    const rows = min(TILE, count - at);
    const blocks = (rows + 3) >> 2;
    if (indices != 0) touch(program, set, indices, at, rows);
    gatherInputs(program, set, indices, start, at, rows);
    gatherLabels(program, set, indices, start, at, rows);
    if (program.settings.drops) numberRows(program, set, indices, start, at, rows);
    forward(program, blocks, true);
    total += f64(lossOfTile(program, rows, scale));
    backward(program, blocks);
    if (++tiles == TILES_PER_FOLD) {
      fold(program);
      tiles = 0;
    }
  }
  if (tiles > 0) fold(program);
  return total;
}

/** Writes the logits of `count` neighbouring rows. */
export function evaluate(program: Program, set: RowSet, start: i32, count: i32, logits: usize): void {
  for (let at = 0; at < count; at += TILE) {
    const rows = min(TILE, count - at);
    gatherInputs(program, set, 0, start, at, rows);
    forward(program, (rows + 3) >> 2, false);
    memory.copy(logits + (usize(at) << 2), program.logits, usize(rows) << 2);
  }
}

/** Adds the vector that lies in `program.taken` to the sums. */
export function addGradients(program: Program): void {
  addToSums(program.taken, program.sums, program.parameters);
}

/** Rounds the sums to float32 in `program.taken`, and clears them. */
export function takeGradients(program: Program): void {
  let g = program.taken, s = program.sums;
  for (let i = 0; i < program.parameters; i += 4) {
    const low = f32x4.demote_f64x2_zero(v128.load(s));
    const high = f32x4.demote_f64x2_zero(v128.load(s, 16));
    v128.store(g, v128.shuffle<f32>(low, high, 0, 1, 4, 5));
    v128.store(s, f64x2.splat(0));
    v128.store(s, f64x2.splat(0), 16);
    g += 16;
    s += 32;
  }
}

/** Drops the sums of a step that was cut short. */
export function clearGradients(program: Program): void {
  memory.fill(program.sums, 0, usize(program.parameters) << 3);
}

function forward(program: Program, blocks: i32, training: bool): void {
  let inputs = program.inputs;
  for (let l = 0; l < program.hidden; l++) {
    const layer = layerOf(program, l);
    const floor = f32x4.splat(layer.activation == RELU ? 0 : -Infinity);
    multiply(inputs, layer.weights, layer.bias, layer.outputs, blocks, layer.inPanels, layer.outPanels, floor);
    activate(layer, blocks, training, program.numbers);
    inputs = layer.outputs;
  }
  outputForward(program, inputs, blocks);
}

function backward(program: Program, blocks: i32): void {
  const none = f32x4.splat(-Infinity);
  let l = program.hidden - 1;
  if (l < 0) {
    outputBackward(program, program.inputs, 0, blocks);
    return;
  }
  const last = layerOf(program, l);
  outputBackward(program, last.outputs, last.deltas, blocks);
  for (; l >= 0; l--) {
    const layer = layerOf(program, l);
    deactivate(layer, blocks);
    const inputs = l > 0 ? layerOf(program, l - 1).outputs : program.inputs;
    addWeightGradients(inputs, layer.deltas, layer.weightGradients, blocks, layer.inPanels, layer.outPanels);
    if (l > 0) {
      const below = layerOf(program, l - 1).deltas;
      multiply(layer.deltas, layer.transposed, 0, below, blocks, layer.outPanels, layer.inPanels, none);
    }
  }
}

/** Moves the gradients into the float64 sums, and leaves them 0 for the next tiles. */
function fold(program: Program): void {
  addToSums(program.gradients, program.sums, program.parameters);
  memory.fill(program.gradients, 0, usize(program.parameters) << 2);
}

/** Adds `count` float32 numbers to as many float64 numbers. */
function addToSums(from: usize, sums: usize, count: i32): void {
  for (let i = 0; i < count; i += 4) {
    const value = v128.load(from);
    v128.store(sums, f64x2.add(v128.load(sums), f64x2.promote_low_f32x4(value)));
    const high = v128.shuffle<f32>(value, value, 2, 3, 2, 3);
    v128.store(sums, f64x2.add(v128.load(sums, 16), f64x2.promote_low_f32x4(high)), 16);
    from += 16;
    sums += 32;
  }
}
