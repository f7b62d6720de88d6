import type { SplitRates } from "./gap";

/** The ends of the dial: shares of positives. */
export const DIAL_ENDS = [1e-5, 0.99999] as const;

/** What the dial goes by: rates that stay as the share of positives moves. */
export type DialRates = Pick<SplitRates, "tpr" | "tnr">;

/** What a model with such rates comes to at a share of positives; null where a rate that counts is undefined. */
export interface DialReading {
  readonly prevalence: number;
  readonly accuracy: number | null;
  /** Share of the rows called positive that are; null where none is called so. */
  readonly precision: number | null;
  /** Share of all rows that are called positive. */
  readonly called: number | null;
  /** Accuracy of answering 0 every time, and of answering 1 every time. */
  readonly alwaysZero: number;
  readonly alwaysOne: number;
}

/**
 * `accuracy = p TPR + (1 - p) TNR`, `called = p TPR + (1 - p) (1 - TNR)`, `precision = p TPR / called` (Bayes).
 * @param prevalence share of positives, from 0 to 1
 */
export function dialReading({ tpr, tnr }: DialRates, prevalence: number): DialReading {
  const [p, q] = [prevalence, 1 - prevalence];
  const constants = { prevalence, alwaysZero: q, alwaysOne: p };
  if (tpr === null || tnr === null) return { ...constants, accuracy: null, precision: null, called: null };
  const called = p * tpr + q * (1 - tnr);
  return { ...constants, accuracy: p * tpr + q * tnr, precision: called === 0 ? null : (p * tpr) / called, called };
}

/** Shares of positives from one end of the dial to the other, evenly on a logit axis. */
export function dialStops(count: number): number[] {
  const [from, to] = DIAL_ENDS.map((share) => Math.log(share / (1 - share))) as [number, number];
  return Array.from({ length: count }, (_, index) => {
    if (index === 0) return DIAL_ENDS[0];
    if (index === count - 1) return DIAL_ENDS[1];
    return 1 / (1 + Math.exp(-(from + (index / (count - 1)) * (to - from))));
  });
}

/** Where a model is worth asking. */
export type Worth =
  /** It scores more than both constant answers for shares of positives between the two. */
  | { readonly type: "between"; readonly low: number; readonly high: number }
  /** It scores more than both nowhere: it finds no larger share of the positives than of the negatives. */
  | { readonly type: "nowhere" }
  | { readonly type: "undefined" };

/**
 * Between which shares of positives a model scores more than either constant answer: it beats 0 where
 * `p TPR > (1 - p) FPR`, and 1 where `(1 - p) TNR > p FNR`.
 */
export function worthAsking({ tpr, tnr }: DialRates): Worth {
  if (tpr === null || tnr === null) return { type: "undefined" };
  const [fpr, fnr] = [1 - tnr, 1 - tpr];
  if (!(tpr > fpr)) return { type: "nowhere" };
  return { type: "between", low: fpr / (fpr + tpr), high: tnr / (tnr + fnr) };
}

/** A share with three digits that count, of the smaller side where it is near 1; within the dial. */
export function neatShare(share: number): number {
  const within = Math.min(DIAL_ENDS[1], Math.max(DIAL_ENDS[0], share));
  if (within <= 0.5) return Number(within.toPrecision(3));
  const rest = Number((1 - within).toPrecision(3));
  const decimals = Math.max(3, 2 - Math.floor(Math.log10(rest)));
  return Number((1 - rest).toFixed(decimals));
}

/** Why a share cannot be put on the dial, in words; null when it can. */
export function refuseShare(share: number): string | null {
  return share >= DIAL_ENDS[0] && share <= DIAL_ENDS[1] ? null : "A share from 1e-5 to 0.99999.";
}
