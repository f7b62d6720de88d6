import type { Stepwise } from "../inspect/stepwise";
import { STEP_ROWS, type LogisticProblem, type Minimum } from "./logistic-problem";

const MAX_ITERATIONS = 50;
/** Converged where the objective has less than this share of itself to fall. */
const TOLERANCE = 1e-11;
const MAX_HALVINGS = 30;

/** Objective, gradient and lower triangle of the Hessian at one point; the bias is the last of `size` parameters. */
interface Derivatives {
  objective: number;
  readonly gradient: Float64Array;
  /** `[size, size]` */
  readonly hessian: Float64Array;
}

/**
 * Newton's method: for a logistic regression the same as iteratively reweighted least squares. A step that does not lower
 * the objective is halved until it does.
 */
export function* minimiseByNewton(problem: LogisticProblem): Stepwise<Minimum> {
  const size = problem.features + 1;
  let parameters = new Float64Array(size);
  parameters[size - 1] = problem.startBias;
  let here = yield* derivativesAt(problem, parameters, 0);
  let iterations = 0;
  let converged = false;
  while (iterations < MAX_ITERATIONS) {
    const step = solve(here.hessian, here.gradient);
    const decrement = step.reduce((sum, each, i) => sum + each * here.gradient[i]!, 0);
    converged = decrement / 2 <= TOLERANCE * Math.max(1, here.objective);
    iterations++;
    if (converged) {
      // So near the bottom rounding would tell nothing about the objective.
      parameters = Float64Array.from(parameters, (each, i) => each - step[i]!);
      break;
    }
    const next = yield* lowered(problem, parameters, step, here.objective, 1 - 0.7 ** iterations);
    if (next === null) break;
    ({ parameters, here } = next);
  }
  return { weights: parameters.slice(0, -1), bias: parameters[size - 1]!, iterations, converged };
}

/** Null where no step lowers the objective: then rounding allows no better point. */
function* lowered(
  problem: LogisticProblem,
  from: Float64Array,
  step: Float64Array,
  objective: number,
  done: number,
): Stepwise<{ parameters: Float64Array<ArrayBuffer>; here: Derivatives } | null> {
  for (let halving = 0, share = 1; halving < MAX_HALVINGS; halving++, share /= 2) {
    const parameters = Float64Array.from(from, (each, i) => each - share * step[i]!);
    const here = yield* derivativesAt(problem, parameters, done);
    if (here.objective <= objective) return { parameters, here };
  }
  return null;
}

function* derivativesAt(problem: LogisticProblem, parameters: Float64Array, done: number): Stepwise<Derivatives> {
  const { rows, features, penalties } = problem;
  const size = features + 1;
  const sums: Derivatives = { objective: 0, gradient: new Float64Array(size), hessian: new Float64Array(size * size) };
  for (let from = 0; from < rows; from += STEP_ROWS) {
    addRows(problem, parameters, sums, from, Math.min(rows, from + STEP_ROWS));
    yield done;
  }
  for (let i = 0; i < features; i++) {
    const weight = parameters[i]!;
    sums.objective += (penalties[i]! * weight * weight) / 2;
    sums.gradient[i]! += penalties[i]! * weight;
    sums.hessian[i * size + i]! += penalties[i]!;
  }
  return sums;
}

function addRows(problem: LogisticProblem, parameters: Float64Array, sums: Derivatives, from: number, to: number): void {
  const { features, y } = problem;
  const { gradient, hessian } = sums;
  const size = features + 1;
  const row = new Float64Array(size).fill(1);
  let objective = 0;
  for (let index = from; index < to; index++) {
    problem.read(index, row);
    let logit = 0;
    for (let i = 0; i < size; i++) logit += row[i]! * parameters[i]!;
    const e = Math.exp(-Math.abs(logit));
    const label = y[index]!;
    const p = logit >= 0 ? 1 / (1 + e) : e / (1 + e);
    objective += (logit > 0 ? logit : 0) - label * logit + Math.log1p(e);
    const slope = p - label;
    const curvature = e / ((1 + e) * (1 + e));
    for (let i = 0, at = 0; i < size; i++, at += size) {
      const value = row[i]!;
      gradient[i]! += slope * value;
      const factor = curvature * value;
      for (let j = 0; j <= i; j++) hessian[at + j]! += factor * row[j]!;
    }
  }
  sums.objective += objective;
}

/** `hessian^-1 gradient` by Cholesky's decomposition of the lower triangle, which it overwrites. */
function solve(hessian: Float64Array, gradient: Float64Array): Float64Array {
  const size = gradient.length;
  const at = (i: number, j: number): number => hessian[i * size + j]!;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = at(i, j);
      for (let k = 0; k < j; k++) sum -= at(i, k) * at(j, k);
      // The matrix is positive definite but for rounding, which a sliver of the diagonal makes up for.
      hessian[i * size + j] = i === j ? Math.sqrt(Math.max(sum, at(i, i) * 1e-14, Number.MIN_VALUE)) : sum / at(j, j);
    }
  }
  const out = gradient.slice();
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) out[i]! -= at(i, k) * out[k]!;
    out[i]! /= at(i, i);
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) out[i]! -= at(k, i) * out[k]!;
    out[i]! /= at(i, i);
  }
  return out;
}
