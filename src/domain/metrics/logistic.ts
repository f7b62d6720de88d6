/** The logistic function in float64, without overflow for large negative logits. */
export function sigmoid(logit: number): number {
  if (logit >= 0) return 1 / (1 + Math.exp(-logit));
  const e = Math.exp(logit);
  return e / (1 + e);
}

/** The next float64 above one half. */
const ABOVE_HALF = 0.5 + 2 ** -53;

/**
 * The score of a logit in float64, so that scores keep their order where float32 would round them to 1. A logit above 0
 * that is too small to tell from it scores the next number above one half, so that `score > 0.5` is still `logit > 0`.
 */
export function scoreOf(logit: number): number {
  const score = sigmoid(logit);
  return score === 0.5 && logit > 0 ? ABOVE_HALF : score;
}

export function scoresOf(logits: Float32Array | Float64Array): Float64Array {
  const scores = new Float64Array(logits.length);
  for (let row = 0; row < scores.length; row++) scores[row] = scoreOf(logits[row] ?? NaN);
  return scores;
}

/** Two logits that settle nearly every row without an exponential: see `logitCut`. */
export interface LogitCut {
  readonly threshold: number;
  /** At or below it a row is predicted negative. */
  readonly low: number;
  /** Above it a row is predicted positive. Between the two the score itself decides. */
  readonly high: number;
}

/**
 * Turns `score > threshold` into comparisons of logits. At 0.5 that is exactly `logit > 0`. Elsewhere the logit of the
 * threshold is rounded, and a threshold may be the score of a row, so close calls are left to the score in float64.
 */
export function logitCut(threshold: number): LogitCut {
  if (threshold === 0.5) return { threshold, low: 0, high: 0 };
  if (threshold >= 1) return { threshold, low: Infinity, high: Infinity };
  // Below the smallest normal float64 the logarithm is no guide: the score decides up to where it is surely above.
  if (threshold < 1e-300) return { threshold, low: -Infinity, high: -680 };
  const cut = Math.log(threshold) - Math.log1p(-threshold);
  // A few units in the last place, of the logit and of the score (whose slope is p (1 - p), in relative terms 1 - p).
  const band = 2 ** -48 * (1 + Math.abs(cut)) + 2 ** -49 / (1 - threshold);
  return { threshold, low: cut - band, high: cut + band };
}

/** Whether a row is predicted positive. A logit that is not a number is not. */
export function isAbove(logit: number, cut: LogitCut): boolean {
  if (logit > cut.high) return true;
  return logit > cut.low && sigmoid(logit) > cut.threshold;
}
