import type { Confusion } from "../history";
import type { Interval } from "../metrics/wilson";
import { combined, shareOf, type Estimate } from "./mover";

/** What a split's four counts come to; what has no rows to be taken of is null. */
export interface SplitRates {
  readonly rows: number;
  readonly accuracy: number | null;
  /** Share of positives. */
  readonly prevalence: number | null;
  /** Share of the positives that are called positive. */
  readonly tpr: number | null;
  /** Share of the negatives that are called negative. */
  readonly tnr: number | null;
}

export const GAP_PARTS = ["labelMix", "tpr", "tnr"] as const;

export type GapPart = (typeof GAP_PARTS)[number];

/** Rows and what is called of them. */
export interface NamedCounts<Name extends string> {
  readonly name: Name;
  readonly confusion: Confusion;
}

/** How the accuracy on one set of rows differs from that on another, second minus first, and what that is made of. */
export interface Gap<Name extends string = string> {
  readonly from: Name;
  readonly to: Name;
  readonly first: SplitRates;
  readonly second: SplitRates;
  /** Null where a side has no rows. */
  readonly total: number | null;
  /** The parts add up to the total; null where a rate is undefined. */
  readonly labelMix: number | null;
  readonly tpr: number | null;
  readonly tnr: number | null;
  /** 95 % intervals of the same figures: what rows drawn anew from the same two worlds would leave open. */
  readonly noise: Readonly<Record<"total" | GapPart, Interval | null>>;
  /** Why the parts are undefined, in a sentence; null where they are not. */
  readonly reason: string | null;
}

export function ratesOf({ tp, fp, tn, fn }: Confusion): SplitRates {
  const [positives, negatives] = [tp + fn, tn + fp];
  const rows = positives + negatives;
  const share = (count: number, of: number): number | null => (of === 0 ? null : count / of);
  return { rows, accuracy: share(tp + tn, rows), prevalence: share(positives, rows), tpr: share(tp, positives), tnr: share(tn, negatives) };
}

/**
 * Splits the difference of two accuracies. With prevalence `p`, accuracy is `p TPR + (1 - p) TNR`; the three arguments go
 * from the first to the second in each order, and each is credited with its mean effect (Shapley 1953):
 * `labelMix = (p2 - p1) ((TPR1 - TNR1) + (TPR2 - TNR2)) / 2`, `tpr = (TPR2 - TPR1) (p1 + p2) / 2`,
 * `tnr = (TNR2 - TNR1) (2 - p1 - p2) / 2`.
 *
 * The interval of the total is Newcombe's of a difference of shares (1998, method 10). Those of the parts, each a difference
 * times a mean, carry over Wilson's limits of the six shares by MOVER (Zou and Donner 2008), and products by Goodman (1960).
 */
export function gapOf<Name extends string>(from: NamedCounts<Name>, to: NamedCounts<Name>): Gap<Name> {
  const [first, second] = [ratesOf(from.confusion), ratesOf(to.confusion)];
  const total = first.accuracy === null || second.accuracy === null ? null : second.accuracy - first.accuracy;
  const ends = { from: from.name, to: to.name, first, second, total };
  const noiseOfTotal = total === null ? null : totalNoise(from.confusion, to.confusion);
  const [a, b] = [definedRates(first), definedRates(second)];
  if (a === null || b === null) {
    const reason = reasonOf(from) ?? reasonOf(to);
    return { ...ends, labelMix: null, tpr: null, tnr: null, noise: { total: noiseOfTotal, labelMix: null, tpr: null, tnr: null }, reason };
  }
  return { ...ends, ...partsOf(a, b), noise: { total: noiseOfTotal, ...partNoise(from.confusion, to.confusion) }, reason: null };
}

/** Whether an effect may be none: its interval holds 0. */
export function isWithinNoise(interval: Interval | null): boolean {
  return interval !== null && interval.low <= 0 && interval.high >= 0;
}

interface DefinedRates {
  readonly prevalence: number;
  readonly tpr: number;
  readonly tnr: number;
}

type Parts = Readonly<Record<GapPart, number>>;

function definedRates({ prevalence, tpr, tnr }: SplitRates): DefinedRates | null {
  return prevalence === null || tpr === null || tnr === null ? null : { prevalence, tpr, tnr };
}

function reasonOf({ name, confusion: { tp, fp, tn, fn } }: NamedCounts<string>): string | null {
  if (tp + fp + tn + fn === 0) return `There are no rows in ${name}, so there is nothing to divide.`;
  if (tp + fn === 0) return `No row of ${name} is positive: how many positives the model finds there is undefined, so the gap cannot be divided.`;
  if (tn + fp === 0) return `No row of ${name} is negative: how many negatives the model leaves alone there is undefined, so the gap cannot be divided.`;
  return null;
}

function totalNoise(one: Confusion, two: Confusion): Interval {
  const { low, high } = combined([[-1, accuracyShare(one)], [1, accuracyShare(two)]]);
  return { low, high };
}

function accuracyShare({ tp, fp, tn, fn }: Confusion): Estimate {
  return shareOf(tp + tn, tp + fp + tn + fn);
}

function partsOf(a: DefinedRates, b: DefinedRates): Parts {
  return {
    labelMix: ((b.prevalence - a.prevalence) * (a.tpr - a.tnr + (b.tpr - b.tnr))) / 2,
    tpr: ((b.tpr - a.tpr) * (a.prevalence + b.prevalence)) / 2,
    tnr: ((b.tnr - a.tnr) * (2 - a.prevalence - b.prevalence)) / 2,
  };
}

function partNoise({ tp, fp, tn, fn }: Confusion, two: Confusion): Readonly<Record<GapPart, Interval | null>> {
  const of = { positives: shareOf(tp + fn, tp + fp + tn + fn), tpr: shareOf(tp, tp + fn), tnr: shareOf(tn, tn + fp) };
  const to = { positives: shareOf(two.tp + two.fn, two.tp + two.fp + two.tn + two.fn), tpr: shareOf(two.tp, two.tp + two.fn), tnr: shareOf(two.tn, two.tn + two.fp) };
  const positives = combined([[0.5, of.positives], [0.5, to.positives]]);
  const negatives = { value: 1 - positives.value, low: 1 - positives.high, high: 1 - positives.low };
  const ahead = combined([[0.5, of.tpr], [-0.5, of.tnr], [0.5, to.tpr], [-0.5, to.tnr]]);
  const risen = (rate: keyof typeof of): Estimate => combined([[-1, of[rate]], [1, to[rate]]]);
  return { labelMix: product(risen("positives"), ahead), tpr: product(risen("tpr"), positives), tnr: product(risen("tnr"), negatives) };
}

/** Of two independent estimates (Goodman 1960: the variance of a product has a term of both variances). */
function product(a: Estimate, b: Estimate): Interval {
  const both = Math.max(a.high - a.value, a.value - a.low) * Math.max(b.high - b.value, b.value - b.low);
  const along = combined([[b.value, a], [a.value, b]]);
  const value = a.value * b.value;
  // The sum of both terms stands at twice the product.
  return { low: value - Math.hypot(along.value - along.low, both), high: value + Math.hypot(along.high - along.value, both) };
}
