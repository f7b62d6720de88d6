import fc from "fast-check";
import { cumulativeCounts, type CumulativeCounts } from "../cumulative-counts";

/** A small split for property tests. */
export interface ScoredRows {
  readonly scores: Float64Array;
  readonly y: Uint8Array;
  readonly counts: CumulativeCounts;
}

export function scoredRows(list: readonly (readonly [score: number, label: number])[]): ScoredRows {
  const scores = Float64Array.from(list, ([score]) => score);
  const y = Uint8Array.from(list, ([, label]) => label);
  return { scores, y, counts: cumulativeCounts(scores, y) };
}

const tied = fc.nat(8).map((eighths) => eighths / 8);
const anyScore = fc.oneof(tied, fc.double({ min: 0, max: 1, noNaN: true }));

/** Splits of 1 to 60 rows with scores from 0 to 1, many of them tied, often of one class alone. */
export const anySplit = fc
  .array(fc.tuple(anyScore, fc.nat(1)), { minLength: 1, maxLength: 60 })
  .chain((list) => fc.constantFrom(list, list.map(([score]): [number, number] => [score, 1]), list.map(([score]): [number, number] => [score, 0]), list))
  .map(scoredRows);

/** Rows whose scores are of some use, drawn by a simple rule from nothing but their number. */
export function usefulSplit(rows: number, distinct: number): ScoredRows {
  let state = 1;
  const uniform = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return scoredRows(
    Array.from({ length: rows }, () => {
      const label = uniform() < 0.1 ? 1 : 0;
      const score = Math.min(1, Math.max(0, (uniform() + uniform() + uniform()) / 3 + 0.25 * label));
      return [Math.round(score * distinct) / distinct, label] as const;
    }),
  );
}
