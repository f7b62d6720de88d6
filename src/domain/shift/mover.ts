import { wilson95, type Interval } from "../metrics/wilson";

/** A figure with its 95 % interval. */
export interface Estimate extends Interval {
  readonly value: number;
}

/** Of a share of at least one row, with Wilson's interval. */
export function shareOf(count: number, of: number): Estimate {
  const value = count / of;
  return { value, ...(wilson95(count, of) ?? { low: value, high: value }) };
}

/** A sum of independent estimates, each times a number (MOVER: Zou and Donner 2008). */
export function combined(terms: readonly (readonly [times: number, estimate: Estimate])[]): Estimate {
  let [value, below, above] = [0, 0, 0];
  for (const [times, estimate] of terms) {
    const [down, up] = [times * (estimate.value - estimate.low), times * (estimate.high - estimate.value)];
    value += times * estimate.value;
    below += (times > 0 ? down : up) ** 2;
    above += (times > 0 ? up : down) ** 2;
  }
  return { value, low: value - Math.sqrt(below), high: value + Math.sqrt(above) };
}

/**
 * By how much the second of two shares is larger, with Newcombe's 95 % interval (1998, method 10).
 * @param of rows, above 0
 */
export function shareDifference(first: { readonly count: number; readonly of: number }, second: { readonly count: number; readonly of: number }): Estimate {
  return combined([[-1, shareOf(first.count, first.of)], [1, shareOf(second.count, second.of)]]);
}
