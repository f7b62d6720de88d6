import { applyFeature } from "../features/apply";
import type { FittedFeature, RawCell } from "../features/fitted";
import type { Stepwise } from "../inspect/stepwise";
import { isAbove, logitCut } from "../metrics/logistic";
import type { Logits } from "./scorer";

/** One raw row as the net sees it. */
export interface WhatIfRow {
  /** `[columns]`, rounded to float32 once. */
  readonly x: Float32Array<ArrayBuffer>;
  /** Columns of the data without a usable value, for which training would leave the row out; in the order of the matrix. */
  readonly withoutValue: readonly string[];
}

/** @param cellOf the raw cell of a column of the data */
export function whatIfRow(features: readonly FittedFeature[], cellOf: (source: string) => RawCell): WhatIfRow {
  const x = Float32Array.from(features, (feature) => applyFeature(feature, cellOf(feature.source)));
  const withoutValue = new Set(features.flatMap(({ source }, column) => (Number.isNaN(x[column]) ? [source] : [])));
  return { x, withoutValue: [...withoutValue] };
}

export interface Neighbourhood {
  /** `[rows, columns]`, as the net sees them. */
  readonly x: Float32Array;
  readonly columns: number;
  /** `[rows]` */
  readonly logits: Logits;
  /** Predicted positive means score > threshold. */
  readonly threshold: number;
}

export interface NearestRow {
  readonly row: number;
  /** Euclidean, over the scaled columns. */
  readonly distance: number;
  /** The columns that differ, those that differ most first; at most as many as were asked for. */
  readonly differences: readonly ColumnDifference[];
}

export interface ColumnDifference {
  readonly column: number;
  /** Scaled, of the row in question and of its neighbour. */
  readonly from: number;
  readonly to: number;
  /** Of the squared distance, from 0 to 1. */
  readonly share: number;
}

/** Rows that are looked at in one step of the work. */
const STEP_ROWS = 1 << 14;

/**
 * The nearest row that gets the other answer; of several as near the first. Null where no row gets it. Every row is
 * looked at.
 * @param row `[columns]`, scaled
 * @param positive the answer that the row itself gets
 */
export function* nearestOfOtherAnswer(
  { x, columns, logits, threshold }: Neighbourhood,
  { row, positive }: { row: Float32Array; positive: boolean },
  maxDifferences: number,
): Stepwise<NearestRow | null> {
  if (row.length !== columns) throw new RangeError(`A row of ${row.length} values beside rows of ${columns}.`);
  const cut = logitCut(threshold);
  let nearest = -1;
  let least = Infinity;
  for (let from = 0; from < logits.length; from += STEP_ROWS) {
    const to = Math.min(logits.length, from + STEP_ROWS);
    for (let other = from; other < to; other++) {
      if (isAbove(logits[other]!, cut) === positive) continue;
      const squared = squaredDistance(x, other * columns, row, least);
      if (squared < least) {
        least = squared;
        nearest = other;
      }
    }
    yield to / logits.length;
  }
  if (nearest < 0) return null;
  const own = x.subarray(nearest * columns, (nearest + 1) * columns);
  return { row: nearest, distance: Math.sqrt(least), differences: differencesOf(row, own, least).slice(0, maxDifferences) };
}

/** Gives up where it grows to `limit`. */
function squaredDistance(x: Float32Array, start: number, row: Float32Array, limit: number): number {
  let sum = 0;
  for (let column = 0; column < row.length && sum < limit; column++) {
    const difference = x[start + column]! - row[column]!;
    sum += difference * difference;
  }
  // A sum that is not a number is below no limit and would end the loop at once.
  return Number.isNaN(sum) ? Infinity : sum;
}

function differencesOf(row: Float32Array, other: Float32Array, squared: number): ColumnDifference[] {
  return [...row]
    .map((from, column) => ({ column, from, to: other[column] ?? NaN }))
    .filter(({ from, to }) => from !== to)
    .map((each) => ({ ...each, share: (each.to - each.from) ** 2 / squared }))
    .sort((a, b) => b.share - a.share || a.column - b.column);
}
