import { inOneGo, type Stepwise } from "../inspect/stepwise";
import { labelsOf, sampleRows } from "../row-sample";
import { minimiseByGradients } from "./logistic-gradients";
import { minimiseByNewton } from "./logistic-newton";
import { problemOf } from "./logistic-problem";

export interface LogisticData {
  /** `[rows, features]`, row-major. */
  readonly x: Float32Array;
  /** `[rows]`, 0 or 1. */
  readonly y: Uint8Array;
  readonly rows: number;
  readonly features: number;
}

export interface LogisticOptions {
  /**
   * What is minimised is the sum of the rows' log losses plus half of this times the sum of the squared weights, the
   * bias apart: 1 is scikit-learn's own (C = 1). Above 0, so that separable classes have a finite answer.
   */
  readonly penalty?: number;
  /** Draws the rows where not all are trained on. */
  readonly seed: number;
  /** At most so many rows, instead of as many as take about a second. */
  readonly maxRows?: number;
}

export interface LogisticModel {
  readonly type: "fitted";
  readonly weights: Float64Array;
  readonly bias: number;
  readonly method: "newton" | "l-bfgs";
  readonly iterations: number;
  /** False where the last iteration still moved: the weights are then near the best ones, but not at them. */
  readonly converged: boolean;
  /** Rows trained on, of `rows`; fewer where all would have taken too long. */
  readonly rowsUsed: number;
  readonly rows: number;
}

/** Why there is none, in a sentence. */
export interface NoLogisticModel {
  readonly type: "none";
  readonly reason: string;
}

/** Above it a step by second derivatives costs too much. */
const NEWTON_FEATURES = 64;
/** Rows times products a row: about a tenth of a second an iteration. */
const NEWTON_WORK = 6e7;
/** Its iterations are cheap but many. */
const GRADIENT_WORK = 1e7;

/**
 * Fits a logistic regression in float64: by Newton's method (iteratively reweighted least squares), with many features by
 * L-BFGS. Columns are centred and scaled on the way, which changes no answer but keeps the digits of large numbers.
 * @throws RangeError when the penalty is not above 0
 */
export function* fitLogistic(data: LogisticData, { penalty = 1, seed, maxRows }: LogisticOptions): Stepwise<LogisticModel | NoLogisticModel> {
  if (!(penalty > 0)) throw new RangeError(`The penalty must be above 0, not ${penalty}.`);
  const { rows, features } = data;
  const newton = features <= NEWTON_FEATURES;
  const rowWork = newton ? ((features + 1) * (features + 2)) / 2 + features : features + 1;
  const affordable = maxRows ?? Math.max(1000, Math.floor((newton ? NEWTON_WORK : GRADIENT_WORK) / rowWork));
  const chosen = sampleRows(rows, affordable, seed, "logistic-regression");
  const y = labelsOf(data.y.subarray(0, rows), chosen);
  const positives = y.reduce((sum, label) => sum + label, 0);
  if (positives === 0 || positives === y.length) {
    return { type: "none", reason: reasonFor(rows, y.length, positives) };
  }
  const problem = problemOf({ ...data, y, chosen, penalty });
  if (problem === null) return { type: "none", reason: "The features hold values that are not finite numbers." };
  const { weights, bias, ...rest } = yield* (newton ? minimiseByNewton : minimiseByGradients)(problem);
  return {
    type: "fitted",
    ...problem.unscaled(weights, bias),
    ...rest,
    method: newton ? "newton" : "l-bfgs",
    rowsUsed: y.length,
    rows,
  };
}

/** The same in one go. */
export function fitLogisticNow(data: LogisticData, options: LogisticOptions): LogisticModel | NoLogisticModel {
  return inOneGo(fitLogistic(data, options));
}

function reasonFor(rows: number, used: number, positives: number): string {
  if (used === 0) return "There are no rows to train a logistic regression on.";
  const which = used < rows ? `the ${used} rows drawn for it` : "the rows it is trained on";
  return `A logistic regression needs both classes, and ${which} have no ${positives === 0 ? "positive" : "negative"} row.`;
}

/** Logits of rows `[rows, features]`. @throws RangeError when the rows have another width than the model. */
export function logisticLogits({ weights, bias }: Pick<LogisticModel, "weights" | "bias">, x: Float32Array, rows: number): Float32Array<ArrayBuffer> {
  const width = weights.length;
  if (x.length !== rows * width) throw new RangeError(`${x.length} numbers are not ${rows} rows of ${width} features.`);
  const logits = new Float32Array(rows);
  for (let row = 0, at = 0; row < rows; row++) {
    let sum = bias;
    for (let column = 0; column < width; column++) sum += weights[column]! * x[at++]!;
    logits[row] = sum;
  }
  return logits;
}
