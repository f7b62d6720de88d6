import { CompensatedSum, SUM_BLOCK } from "./sums";

/** `-log(1 - p)` where `p` is the logistic of `wrong`: the logit of the class that is not there. Never overflows. */
export function surprise(wrong: number): number {
  return (wrong > 0 ? wrong : 0) + Math.log1p(Math.exp(-Math.abs(wrong)));
}

/** Probabilities are clipped 2^-52 from 0, as scikit-learn does for float64. */
const MOST = 52 * Math.LN2;

/** The loss of one row in nats, as evaluations count it. */
export function clippedSurprise(wrong: number): number {
  return Math.min(MOST, surprise(wrong));
}

/** Mean log loss of logits in nats, as evaluations give it; NaN without rows. */
export function meanLogLoss(logits: Float32Array | Float64Array, y: Uint8Array): number {
  const total = new CompensatedSum();
  for (let from = 0; from < y.length; from += SUM_BLOCK) {
    const to = Math.min(y.length, from + SUM_BLOCK);
    let sum = 0;
    for (let row = from; row < to; row++) sum += clippedSurprise(y[row] === 1 ? -logits[row]! : logits[row]!);
    total.add(sum);
  }
  return total.value / y.length;
}
