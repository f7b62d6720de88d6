import { activationOf } from "./activation";
import { applyRows } from "./features/apply";
import type { FittedFeature, RawCell } from "./features/fitted";
import { sigmoid } from "./metrics/logistic";
import type { Block } from "./model-spec";
import type { Weights } from "./weights";

/** All that a prediction needs: what makes a raw row numbers, and the net. */
export interface PlainModel {
  /** The columns of the matrix, in the order of a row. */
  readonly features: readonly FittedFeature[];
  readonly blocks: readonly Block[];
  readonly weights: Weights;
}

/**
 * The probability of the positive class for one raw row: filled, transformed, encoded and scaled in float64 and rounded
 * to float32 once, as for training; the net itself in float64, and no dropout. NaN where training would leave the row out.
 * A check on engines, far too slow to replace one.
 * @param row raw cells, one a feature: that of its source.
 * @throws RangeError when the row has another width than the model.
 */
export function predictProbability(model: PlainModel, row: readonly RawCell[]): number {
  const { features, blocks, weights } = model;
  if (row.length !== features.length) {
    throw new RangeError(`A row of ${row.length} values for a model of ${features.length} features.`);
  }
  let values = [...applyRows(features, [row])];
  blocks.forEach((block, index) => {
    const layer = weights[index];
    if (layer === undefined) throw new RangeError(`There are no weights for layer ${block.index}.`);
    const activate = activationOf(block.activation);
    values = Array.from({ length: block.out }, (_, out) => {
      let sum = layer.bias[out] ?? NaN;
      for (let column = 0; column < block.in; column++) {
        sum += (layer.weight[out * block.in + column] ?? NaN) * (values[column] ?? NaN);
      }
      return activate(sum);
    });
  });
  return sigmoid(values[0] ?? NaN);
}
