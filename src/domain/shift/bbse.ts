import type { Confusion } from "../history";
import type { Interval } from "../metrics/wilson";
import { shareOf } from "./mover";

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
  /** 95 %, within 0 to 1; null where there is no estimate, or it had to be cut by more than chance explains. */
  readonly interval: Interval | null;
}

/** A determinant that is as good as 0. */
const SINGULAR = 1e-12;
/** Halvings that find where an interval ends. */
const HALVINGS = 50;

/**
 * Black box shift estimation (Lipton, Wang and Smola 2018): the share of positives by which the answers to labelled rows
 * of the source would come in the shares that they have in the target, if rows within each class were alike.
 *
 * Its interval holds every share q by which `m - (1 - q) f - q t` may be 0, with the target's share of positive answers m and
 * the source's false and true positive rates f and t: Fieller's way (1954) of the ratio `(m - f) / (t - f)`, with Wilson's limits
 * of the three shares carried over by MOVER (Zou and Donner 2008). It has no centre at an estimate that was cut, and grows to
 * all of 0 to 1 where the answers hardly depend on the label.
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

function intervalOf(raw: number, { tp, fp, tn, fn }: Confusion, target: Predicted): Interval | null {
  const called = shareOf(target.positives, target.rows);
  const alarms = shareOf(fp, fp + tn);
  const found = shareOf(tp, tp + fn);
  const explains = (q: number): boolean => {
    const rest = called.value - (1 - q) * alarms.value - q * found.value;
    const reach =
      rest > 0
        ? Math.hypot(called.value - called.low, (1 - q) * (alarms.high - alarms.value), q * (found.high - found.value))
        : Math.hypot(called.high - called.value, (1 - q) * (alarms.value - alarms.low), q * (found.value - found.low));
    return Math.abs(rest) <= reach;
  };
  const inside = cut(raw);
  if (!explains(inside)) return null;
  return { low: explains(0) ? 0 : edgeOf(explains, inside, 0), high: explains(1) ? 1 : edgeOf(explains, inside, 1) };
}

/** The last share that explains the counts, from one that does towards one that does not. */
function edgeOf(explains: (q: number) => boolean, inside: number, outside: number): number {
  let [near, far] = [inside, outside];
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (near + far) / 2;
    if (explains(middle)) near = middle;
    else far = middle;
  }
  return near;
}

function cut(share: number): number {
  return Math.min(1, Math.max(0, share));
}
