// The tables that the host writes: in src/engine/wasm, kernel-layout.ts `Program` and `Layer`, kernel-settings.ts
// `Settings` and `Dropout`, fused-kernel.ts `RowSet`. The fields there and here are in the same order.
//
// Matrices of a tile (rows x columns) are kept in panels of eight columns, one row of a panel being 32 bytes.
// Weights are kept as [in, out] in panels of eight outputs; inputs and outputs are filled up to eights with zeros.

/** Rows that are taken through the net at once, so that they stay in the first-level cache. */
export const TILE: i32 = 32;
/** Bytes from panel to panel of a tile: 32 rows and a gap, for strides of 1,024 bytes would share few cache sets. */
export const PANEL: usize = 1152;
/** Bytes of one row of a panel. */
export const LANES: usize = 32;

/** Rows that stay in memory, [rows, features] float32 and a byte of 0 or 1 each. */
@unmanaged
export class RowSet {
  x: usize;
  y: usize;
  /** Blocks of 1,024 rows are dealt to so many workers in turn; these are the rows of one of them. */
  workers: i32;
  worker: i32;
}

/** What the host changes from step to step; followed by one `Dropout` for each layer but the last. */
@unmanaged
export class Settings {
  loss: i32;
  positiveWeight: f32;
  gamma: f32;
  alpha: f32;
  /** Whether any layer drops values. */
  drops: i32;
}

@unmanaged
export class Dropout {
  key: u32;
  /** A value is dropped when its 32 random bits are below; 0 where nothing is. */
  limit: u32;
  /** What the others are multiplied by. */
  scale: f32;
}

/** A linear layer other than the last, with the activation that follows it. */
@unmanaged
export class Layer {
  inPanels: i32;
  outPanels: i32;
  /** Outputs without the filling. */
  out: i32;
  activation: i32;
  /** The slope of a leaky ReLU. */
  parameter: f32;
  weights: usize;
  bias: usize;
  weightGradients: usize;
  biasGradients: usize;
  /** The weights as [out, in], for the way back; unused in the first layer. */
  transposed: usize;
  outputs: usize;
  deltas: usize;
  /** Derivatives of the outputs, dropout included, where they do not follow from the outputs at a glance. */
  slopes: usize;
  dropout: Dropout;
}

@unmanaged
export class Program {
  features: i32;
  inputPanels: i32;
  settings: Settings;
  inputs: usize;
  /** The rows' numbers in train, for dropout. */
  numbers: usize;
  labels: usize;
  logits: usize;
  logitGradients: usize;
  /** All parameters. */
  vector: usize;
  /** The gradients of all parameters for some tiles, in float32. */
  gradients: usize;
  /** Their sums over the step, in float64. */
  sums: usize;
  /** The sums rounded to float32, for the update and the host. */
  taken: usize;
  /** Length of these vectors: parameters with their filling; a multiple of 8. */
  parameters: i32;
  /** The last layer, which has one output. */
  outputPanels: i32;
  outputWeights: usize;
  outputBias: usize;
  outputWeightGradients: usize;
  outputBiasGradients: usize;
  hidden: i32;
  /** What `touch` read, so that it must read it. */
  seen: i32;
}

@inline
export function layerOf(program: Program, index: i32): Layer {
  return changetype<Layer>(changetype<usize>(program) + offsetof<Program>() + usize(index) * offsetof<Layer>());
}
