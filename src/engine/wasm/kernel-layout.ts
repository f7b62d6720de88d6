import type { ActivationSpec, Block } from "../../domain/model-spec";
import type { Weights } from "../../domain/weights";
import { dropoutOffset, floatWord, settingsLength } from "./kernel-settings";

// The other half of assembly/program.ts: the same fields in the same order.

const TILE = 32;
const PANEL_BYTES = 1152;

const ACTIVATION_CODES: Record<ActivationSpec["type"], number> = {
  relu: 1,
  "leaky-relu": 2,
  elu: 3,
  gelu: 4,
  tanh: 5,
  sigmoid: 6,
};
const NO_ACTIVATION = 0;

/** Where one block's parameters begin in the parameter vector. Weights are `[in, out]` in panels of eight outputs. */
interface BlockPlace {
  readonly weight: number;
  readonly bias: number;
  /** Inputs filled up to a multiple of 8. */
  readonly inputs: number;
  /** Outputs filled up to a multiple of 8; 1 for the last block, whose weights are one vector. */
  readonly outputs: number;
}

export interface ParameterLayout {
  readonly blocks: readonly Block[];
  readonly places: readonly BlockPlace[];
  /** Length of the parameter vector, filling included; the filling is 0 and stays 0. */
  readonly length: number;
}

const panels = (width: number): number => Math.ceil(width / 8);

/** Lays the parameters of a net out as the kernel wants them. */
export function layOutParameters(blocks: readonly Block[]): ParameterLayout {
  if (blocks.at(-1)?.out !== 1) throw new Error("The kernel wants a last layer with one output.");
  const places: BlockPlace[] = [];
  let at = 0;
  for (const block of blocks) {
    const inputs = 8 * panels(block.in);
    const outputs = block === blocks.at(-1) ? 1 : 8 * panels(block.out);
    const bias = at + inputs * outputs;
    places.push({ weight: at, bias, inputs, outputs });
    at = bias + 8 * panels(outputs);
  }
  return { blocks, places, length: at };
}

/** Calls `visit(from, to)` for each weight of a block: index in PyTorch's `[out, in]`, index in the vector. */
function eachWeight(block: Block, place: BlockPlace, visit: (from: number, to: number) => void): void {
  const width = Math.min(8, place.outputs);
  for (let o = 0; o < block.out; o++) {
    const panel = place.weight + (o >> 3) * place.inputs * 8 + (o & 7);
    for (let i = 0; i < block.in; i++) visit(o * block.in + i, panel + i * width);
  }
}

/** The parameter vector of these weights. */
export function packWeights(layout: ParameterLayout, weights: Weights): Float32Array<ArrayBuffer> {
  const vector = new Float32Array(layout.length);
  layout.blocks.forEach((block, b) => {
    const place = layout.places[b];
    const { weight, bias } = weights[b] ?? {};
    if (place === undefined || weight?.length !== block.in * block.out || bias?.length !== block.out) {
      throw new Error(`The weights of layer ${block.index} do not have the shape [${block.out}, ${block.in}].`);
    }
    eachWeight(block, place, (from, to) => (vector[to] = weight[from] ?? 0));
    vector.set(bias, place.bias);
  });
  return vector;
}

/** The weights, or gradients, that a parameter vector holds. */
export function unpackWeights(layout: ParameterLayout, vector: Float32Array): Weights {
  return layout.places.map((place, b) => {
    const block = layout.blocks[b];
    if (block === undefined) throw new Error("A layout has a place for each block.");
    const weight = new Float32Array(block.in * block.out);
    eachWeight(block, place, (from, to) => (weight[from] = vector[to] ?? 0));
    return { weight, bias: vector.slice(place.bias, place.bias + block.out) };
  });
}

/** Gives `bytes` of linear memory, 64-byte aligned, and returns the address. */
type Allocate = (bytes: number) => number;

interface ProgramTable {
  /** 32-bit words of the table. */
  readonly words: readonly number[];
  /** Where the parameter vector lies. */
  readonly vector: number;
  /** Where the summed gradients are handed over. */
  readonly taken: number;
  /** Where the settings of a step lie. */
  readonly settings: number;
}

/** Takes the memory a program needs, and fills in its table. */
export function programTable(layout: ParameterLayout, allocate: Allocate): ProgramTable {
  const { blocks, places, length } = layout;
  const vector = allocate(length * 4);
  const gradients = allocate(length * 4);
  const sums = allocate(length * 8);
  const taken = allocate(length * 4);
  const hidden = blocks.length - 1;
  const settings = allocate(settingsLength(hidden) * 4);
  const tile = (width: number): number => allocate(panels(width) * PANEL_BYTES);
  const perRow = (): number => allocate(TILE * 4);
  const output = places.at(-1);
  const features = blocks[0]?.in ?? 0;
  if (output === undefined) throw new Error("A program has at least one block.");

  const header = [
    features,
    panels(features),
    settings,
    tile(features),
    perRow(),
    perRow(),
    perRow(),
    perRow(),
    vector,
    gradients,
    sums,
    taken,
    length,
    output.inputs / 8,
    vector + output.weight * 4,
    vector + output.bias * 4,
    gradients + output.weight * 4,
    gradients + output.bias * 4,
    hidden,
    0,
  ];
  const layers = blocks.slice(0, -1).flatMap((block, b) => {
    const place = places[b] ?? output;
    return [
      place.inputs / 8,
      place.outputs / 8,
      block.out,
      ...activationWords(block.activation),
      vector + place.weight * 4,
      vector + place.bias * 4,
      gradients + place.weight * 4,
      gradients + place.bias * 4,
      b === 0 ? 0 : allocate(place.inputs * place.outputs * 4),
      tile(block.out),
      tile(block.out),
      tile(block.out),
      settings + dropoutOffset(b),
    ];
  });
  return { words: [...header, ...layers], vector, taken, settings };
}

/** Code and parameter. */
function activationWords(activation: ActivationSpec | null): number[] {
  if (activation === null) return [NO_ACTIVATION, 0];
  return [ACTIVATION_CODES[activation.type], activation.type === "leaky-relu" ? floatWord(activation.slope) : 0];
}
