import type { SplitMeasurement } from "../history";
import type { ResolvedLoss } from "../loss";
import { isAbove, logitCut, sigmoid, type LogitCut } from "./logistic";
import { CompensatedSum, SUM_BLOCK } from "./sums";
import { surprise } from "./surprise";

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

function lossSumOf(loss: ResolvedLoss): LossSum {
  switch (loss.type) {
    case "bce":
      return bceSum(loss.positiveWeight);
    case "focal":
      return focalSum(loss.gamma, loss.alpha);
    case "cross-entropy-single-output":
      return () => 0;
  }
}

/** `max(z,0) - z*y + log1p(exp(-|z|))`, positive rows times the weight, as torch.nn.BCEWithLogitsLoss with pos_weight. */
function bceSum(positiveWeight: number): LossSum {
  return (logits, y, offset, from, to) => {
    let sum = 0;
    for (let row = from; row < to; row++) {
      const z = logits[row] ?? NaN;
      sum += y[offset + row] === 1 ? positiveWeight * surprise(-z) : surprise(z);
    }
    return sum;
  };
}

/** `-alpha_t (1 - p_t)^gamma log p_t` (Lin and others 2017), where `1 - p_t` is the probability of the other class. */
function focalSum(gamma: number, alpha: number): LossSum {
  return (logits, y, offset, from, to) => {
    let sum = 0;
    for (let row = from; row < to; row++) {
      const z = logits[row] ?? NaN;
      const positive = y[offset + row] === 1;
      const wrong = positive ? -z : z;
      sum += (positive ? alpha : 1 - alpha) * sigmoid(wrong) ** gamma * surprise(wrong);
    }
    return sum;
  };
}

interface Counts {
  positives: number;
  predicted: number;
  truePositives: number;
}

/** Starts a measurement of one split. Predicted positive means score > threshold, the score being the logistic of the logit. */
export function measureSplit(loss: ResolvedLoss, threshold: number): SplitMeter {
  const cut = logitCut(threshold);
  const lossSum = lossSumOf(loss);
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
