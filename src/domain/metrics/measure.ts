import type { SplitMeasurement } from "../history";
import type { LossSpec } from "../run-config";
import { isAbove, logitCut, type LogitCut } from "./logistic";
import { CompensatedSum, SUM_BLOCK } from "./sums";

/** Measures one split from its logits as they come, chunk by chunk, in float64. */
export interface SplitMeter {
  /**
   * Adds the rows `offset`, `offset + 1`, … of the split, one for each logit.
   * @param y labels of the whole split, 0 or 1.
   * @throws RangeError when there are more logits than labels from `offset` on.
   */
  add(logits: Float32Array, y: Uint8Array, offset: number): void;
  /** @throws RangeError when no row was added: a mean over no rows is undefined. */
  result(): SplitMeasurement;
}

/** Sum of the losses of the rows `from` to `to` (excluded) of a chunk that starts at row `offset`. */
type LossSum = (logits: Float32Array, y: Uint8Array, offset: number, from: number, to: number) => number;

const LOSS_SUMS: Record<LossSpec["type"], LossSum> = {
  /** `max(z,0) - z*y + log1p(exp(-|z|))`, as torch.nn.BCEWithLogitsLoss. */
  bce: (logits, y, offset, from, to) => {
    let sum = 0;
    for (let row = from; row < to; row++) {
      const z = logits[row] ?? NaN;
      const wrong = y[offset + row] === 1 ? -z : z;
      sum += (wrong > 0 ? wrong : 0) + Math.log1p(Math.exp(-Math.abs(z)));
    }
    return sum;
  },
  "cross-entropy-single-output": () => 0,
};

interface Counts {
  positives: number;
  predicted: number;
  truePositives: number;
}

/** Starts a measurement of one split. Predicted positive means score > threshold, the score being the logistic of the logit. */
export function measureSplit(loss: LossSpec, threshold: number): SplitMeter {
  const cut = logitCut(threshold);
  const lossSum = LOSS_SUMS[loss.type];
  const total = new CompensatedSum();
  const counts: Counts = { positives: 0, predicted: 0, truePositives: 0 };
  let rows = 0;
  return {
    add(logits, y, offset) {
      if (offset + logits.length > y.length) {
        throw new RangeError(`Rows ${offset} to ${offset + logits.length} of a split of ${y.length} rows.`);
      }
      for (let from = 0; from < logits.length; from += SUM_BLOCK) {
        const to = Math.min(from + SUM_BLOCK, logits.length);
        total.add(lossSum(logits, y, offset, from, to));
      }
      count(counts, logits, y, offset, cut);
      rows += logits.length;
    },
    result() {
      if (rows === 0) throw new RangeError("A split without rows cannot be measured.");
      const { positives, predicted, truePositives: tp } = counts;
      const fp = predicted - tp;
      const fn = positives - tp;
      const tn = rows - tp - fp - fn;
      return { rows, positives, loss: total.value / rows, accuracy: (tp + tn) / rows, confusion: { tp, fp, tn, fn } };
    },
  };
}

function count(counts: Counts, logits: Float32Array, y: Uint8Array, offset: number, cut: LogitCut): void {
  let { positives, predicted, truePositives } = counts;
  for (let row = 0; row < logits.length; row++) {
    const label = y[offset + row] ?? 0;
    positives += label;
    if (isAbove(logits[row] ?? NaN, cut)) {
      predicted += 1;
      truePositives += label;
    }
  }
  counts.positives = positives;
  counts.predicted = predicted;
  counts.truePositives = truePositives;
}
