import type { LogisticData } from "./logistic-regression";

/**
 * A logistic regression to be solved, in columns that are centred and divided by their deviation. Weights of those are
 * penalised so that the answer is the one of the columns as they are.
 */
export interface LogisticProblem {
  readonly rows: number;
  readonly features: number;
  /** `[rows]`, 0 or 1. */
  readonly y: Uint8Array;
  /** What half of each squared weight is multiplied by. */
  readonly penalties: Float64Array;
  /** Log odds of the positive class: where the bias starts. */
  readonly startBias: number;
  /** Writes the columns of the `index`-th row to the start of `out`. */
  read(index: number, out: Float64Array): void;
  /** Weights and bias of the columns as they are. */
  unscaled(weights: Float64Array, bias: number): { weights: Float64Array; bias: number };
}

interface ProblemData extends LogisticData {
  readonly y: Uint8Array;
  /** The rows that `y` is of; null for all. */
  readonly chosen: Uint32Array | null;
  readonly penalty: number;
}

/** Null where a value is not a finite number. */
export function problemOf({ x, y, features, chosen, penalty }: ProblemData): LogisticProblem | null {
  const rows = y.length;
  const starts = chosen === null ? null : chosen.map((row) => row * features);
  const startOf = (index: number): number => (starts === null ? index * features : starts[index]!);
  const means = new Float64Array(features);
  const scales = new Float64Array(features);
  for (let index = 0; index < rows; index++) {
    for (let column = 0, at = startOf(index); column < features; column++, at++) means[column]! += x[at]!;
  }
  for (let column = 0; column < features; column++) means[column]! /= rows;
  for (let index = 0; index < rows; index++) {
    for (let column = 0, at = startOf(index); column < features; column++, at++) scales[column]! += (x[at]! - means[column]!) ** 2;
  }
  // A constant column stays as it is: all its centred values are 0, or as small as rounding makes them.
  for (let column = 0; column < features; column++) {
    const deviation = Math.sqrt(scales[column]! / rows);
    scales[column] = deviation > Math.abs(means[column]!) * 1e-12 ? deviation : 1;
  }
  if (![...means, ...scales].every(Number.isFinite)) return null;
  const inverse = scales.map((scale) => 1 / scale);
  const positives = y.reduce((sum, label) => sum + label, 0);
  return {
    rows,
    features,
    y,
    penalties: inverse.map((each) => penalty * each * each),
    startBias: Math.log(positives / (rows - positives)),
    read: (index, out) => {
      for (let column = 0, at = startOf(index); column < features; column++, at++) {
        out[column] = (x[at]! - means[column]!) * inverse[column]!;
      }
    },
    unscaled: (weights, bias) => {
      const own = weights.map((weight, column) => weight * inverse[column]!);
      return { weights: own, bias: own.reduce((sum, weight, column) => sum - weight * means[column]!, bias) };
    },
  };
}

/** What came of minimising, in the columns of the problem. */
export interface Minimum {
  readonly weights: Float64Array;
  readonly bias: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** Rows that are looked at in one step of the work. */
export const STEP_ROWS = 1 << 15;
