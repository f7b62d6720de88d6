import type { Confusion } from "../history";
import type { Interval } from "../metrics/wilson";

/** Rows of another split without labels: how many of them are called positive. */
export interface Predicted {
  readonly rows: number;
  readonly positives: number;
}

type Pair = readonly [negative: number, positive: number];

export interface BbseEstimate {
  /** `[predicted][actual]`, shares of the labelled rows. */
  readonly joint: readonly [Pair, Pair];
  readonly sourcePrior: Pair;
  readonly targetPredictedShare: Pair;
  readonly determinant: number;
  /** How many times as frequent each class is in the target; null where answers do not depend on the label. */
  readonly classWeights: Pair | null;
  /** Before it is cut to 0 to 1. */
  readonly raw: number | null;
  readonly prior: number | null;
  /** 95 %, cut in the same way; null where there is no estimate. */
  readonly interval: Interval | null;
}

/** A determinant that is as good as 0. */
const SINGULAR = 1e-12;
/** The 97.5 % point of the standard normal distribution. */
const Z_95 = 1.959963984540054;

/**
 * Black box shift estimation (Lipton, Wang and Smola 2018): the share of positives by which the answers to labelled rows
 * of the source would come in the shares that they have in the target, if rows within each class were alike.
 *
 * Its interval is by the delta method, of `q = (m - f) / (t - f)` with the target's share of positive answers m and the
 * source's false and true positive rates f and t, each share's variance taken with one row more of either kind (Agresti
 * and Caffo 2000), so that no errors among few rows are not taken for certainty.
 * @param source with at least one row
 */
export function bbse(source: Confusion, target: Predicted): BbseEstimate {
  const { tp, fp, tn, fn } = source;
  const rows = tp + fp + tn + fn;
  if (rows === 0 || target.rows === 0) throw new RangeError("BBSE needs rows on both sides.");
  const joint = [
    [tn / rows, fn / rows],
    [fp / rows, tp / rows],
  ] as const;
  const sourcePrior = [(tn + fp) / rows, (tp + fn) / rows] as const;
  const share = target.positives / target.rows;
  const known = { joint, sourcePrior, targetPredictedShare: [(target.rows - target.positives) / target.rows, share] as const };
  const determinant = joint[0][0] * joint[1][1] - joint[0][1] * joint[1][0];
  if (sourcePrior[0] === 0 || sourcePrior[1] === 0 || Math.abs(determinant) < SINGULAR) {
    return { ...known, determinant, classWeights: null, raw: null, prior: null, interval: null };
  }
  const [none, called] = known.targetPredictedShare;
  const classWeights = [(none * joint[1][1] - called * joint[0][1]) / determinant, (called * joint[0][0] - none * joint[1][0]) / determinant] as const;
  const raw = classWeights[1] * sourcePrior[1];
  return { ...known, determinant, classWeights, raw, prior: cut(raw), interval: intervalOf(raw, source, target) };
}

function intervalOf(raw: number, { tp, fp, tn, fn }: Confusion, target: Predicted): Interval {
  const slope = tp / (tp + fn) - fp / (fp + tn);
  const variance =
    (varianceOf(target.positives, target.rows) + (1 - raw) ** 2 * varianceOf(fp, fp + tn) + raw ** 2 * varianceOf(tp, tp + fn)) / slope ** 2;
  const half = Z_95 * Math.sqrt(variance);
  return { low: cut(raw - half), high: cut(raw + half) };
}

/** Of a share of so many rows. */
function varianceOf(count: number, rows: number): number {
  const share = (count + 1) / (rows + 2);
  return (share * (1 - share)) / (rows + 2);
}

function cut(share: number): number {
  return Math.min(1, Math.max(0, share));
}
