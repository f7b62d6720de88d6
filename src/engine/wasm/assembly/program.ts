// The tables that src/engine/wasm/kernel-layout.ts writes; the fields there and here are in the same order.
//
// Matrices of a tile (rows x columns) are kept in panels of eight columns, one row of a panel being 32 bytes.
// Weights are kept as [in, out] in panels of eight outputs; inputs and outputs are filled up to eights with zeros.

/** Rows that are taken through the net at once, so that they stay in the first-level cache. */
export const TILE: i32 = 32;
/** Bytes from panel to panel of a tile: 32 rows and a gap, for strides of 1,024 bytes would share few cache sets. */
export const PANEL: usize = 1152;
/** Bytes of one row of a panel. */
export const LANES: usize = 32;

/** A linear layer other than the last, with the activation that follows it. */
@unmanaged
export class Layer {
  inPanels: i32;
  outPanels: i32;
  /** Outputs without the filling. */
  out: i32;
  activation: i32;
  weights: usize;
  bias: usize;
  weightGradients: usize;
  biasGradients: usize;
  /** The weights as [out, in], for the way back; unused in the first layer. */
  transposed: usize;
  outputs: usize;
  deltas: usize;
}

@unmanaged
export class Program {
  features: i32;
  inputPanels: i32;
  inputs: usize;
  labels: usize;
  logits: usize;
  logitGradients: usize;
  /** The gradients of all parameters for some tiles, in float32. */
  gradients: usize;
  /** Their sums over the step, in float64. */
  sums: usize;
  /** The sums rounded to float32, for the host. */
  taken: usize;
  /** Parameters with their filling; a multiple of 8. */
  parameters: i32;
  /** The last layer, which has one output. */
  outputPanels: i32;
  outputWeights: usize;
  outputBias: usize;
  outputWeightGradients: usize;
  outputBiasGradients: usize;
  hidden: i32;
}

@inline
export function layerOf(program: Program, index: i32): Layer {
  return changetype<Layer>(changetype<usize>(program) + offsetof<Program>() + usize(index) * offsetof<Layer>());
}
