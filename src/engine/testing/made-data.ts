import type { ActivationSpec, Block } from "../../domain/model-spec";
import type { PreparedSplit } from "../../domain/prepared";
import { createRandom } from "../../domain/random";
import type { Weights } from "../../domain/weights";
import type { PerPart } from "../backend";

/** One hidden layer of a made net. */
export interface HiddenLayer {
  readonly out: number;
  readonly activation: ActivationSpec | null;
  readonly dropout?: number;
}

/** The blocks of a net with these hidden layers and one output. */
export function madeBlocks(features: number, hidden: readonly HiddenLayer[]): Block[] {
  const layers = [...hidden, { out: 1, activation: null }];
  return layers.map(({ out, activation, dropout = 0 }: HiddenLayer, index) => ({
    index,
    in: layers[index - 1]?.out ?? features,
    out,
    activation,
    dropout,
  }));
}

/** Weights large enough for a signal to come through many layers, forwards and backwards. */
export function madeWeights(blocks: readonly Block[], seed = 1): Weights {
  const random = createRandom(seed, "made weights");
  const draw = (length: number, bound: number): Float32Array<ArrayBuffer> =>
    Float32Array.from({ length }, () => bound * (2 * random.uniform() - 1));
  return blocks.map((block) => {
    // A sigmoid's slope is at most a quarter.
    const gain = block.activation?.type === "sigmoid" ? 4 : 1.5;
    return { weight: draw(block.in * block.out, gain * Math.sqrt(3 / block.in)), bias: draw(block.out, 0.5) };
  });
}

/** Rows with features from -2 to 2, about 40 % of them positive. */
export function madeSplit(rows: number, features: number, seed = rows): PreparedSplit {
  const random = createRandom(seed, "made rows");
  const x = Float32Array.from({ length: rows * features }, () => 4 * random.uniform() - 2);
  const y = Uint8Array.from({ length: rows }, (_, row) =>
    (x[row * features] ?? 0) + random.uniform() > 0.9 ? 1 : 0,
  );
  return { rows, x, y, positives: y.reduce((sum, label) => sum + label, 0) };
}

/** Train with so many rows, and a few rows of its own in every other part. */
export function madeParts(trainRows: number, features: number): PerPart<PreparedSplit> {
  return {
    train: madeSplit(trainRows, features),
    validation: madeSplit(20, features),
    test: madeSplit(3, features),
    holdout: madeSplit(11, features),
  };
}
