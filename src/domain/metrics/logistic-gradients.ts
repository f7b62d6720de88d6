import type { Stepwise } from "../inspect/stepwise";
import { STEP_ROWS, type LogisticProblem, type Minimum } from "./logistic-problem";

const MAX_ITERATIONS = 100;
/** Pairs of steps and gradient changes that are remembered. */
const MEMORY = 10;
/** Converged where no entry of the gradient is above this share of the rows. */
const TOLERANCE = 1e-7;
/** A step must lower the objective by this share of what the slope promises (Armijo 1966). */
const SUFFICIENT = 1e-4;
const MAX_HALVINGS = 30;

interface Point {
  readonly parameters: Float64Array;
  readonly objective: number;
  readonly gradient: Float64Array;
}

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly product: number;
}

/** L-BFGS by its two-loop recursion (Nocedal 1980), each step halved until the objective falls enough. */
export function* minimiseByGradients(problem: LogisticProblem): Stepwise<Minimum> {
  const size = problem.features + 1;
  const start = new Float64Array(size);
  start[size - 1] = problem.startBias;
  const pairs: Pair[] = [];
  let here = yield* pointAt(problem, start, 0);
  let iterations = 0;
  while (!isFlat(here, problem.rows) && iterations < MAX_ITERATIONS) {
    const next = yield* nextPoint(problem, here, pairs, iterations / MAX_ITERATIONS);
    if (next === null) break;
    iterations++;
    remember(pairs, here, next);
    here = next;
  }
  const { parameters } = here;
  return { weights: parameters.slice(0, -1), bias: parameters[size - 1]!, iterations, converged: isFlat(here, problem.rows) };
}

function isFlat({ gradient }: Point, rows: number): boolean {
  return gradient.every((each) => Math.abs(each) <= TOLERANCE * rows);
}

/** Null where no step lowers the objective: then rounding allows no better point. */
function* nextPoint(problem: LogisticProblem, here: Point, pairs: readonly Pair[], done: number): Stepwise<Point | null> {
  const direction = directionAt(here, pairs);
  const slope = dot(direction, here.gradient);
  // The first step has no idea of the scale yet: about one deviation of the features.
  let share = pairs.length === 0 ? Math.min(1, 1 / Math.sqrt(dot(direction, direction))) : 1;
  for (let halving = 0; halving < MAX_HALVINGS; halving++, share /= 2) {
    const parameters = here.parameters.map((each, i) => each + share * direction[i]!);
    const next = yield* pointAt(problem, parameters, done);
    if (next.objective <= here.objective + SUFFICIENT * share * slope) return next;
  }
  return null;
}

function directionAt({ gradient }: Point, pairs: readonly Pair[]): Float64Array {
  const direction = gradient.map((each) => -each);
  const shares: number[] = [];
  for (const { step, change, product } of pairs.toReversed()) {
    const share = dot(step, direction) / product;
    shares.push(share);
    addTimes(direction, change, -share);
  }
  const last = pairs.at(-1);
  if (last !== undefined) {
    const scale = last.product / dot(last.change, last.change);
    for (let i = 0; i < direction.length; i++) direction[i]! *= scale;
  }
  for (const { step, change, product } of pairs) {
    const share = shares.pop() ?? 0;
    addTimes(direction, step, share - dot(change, direction) / product);
  }
  return direction;
}

function remember(pairs: Pair[], from: Point, to: Point): void {
  const step = to.parameters.map((each, i) => each - from.parameters[i]!);
  const change = to.gradient.map((each, i) => each - from.gradient[i]!);
  const product = dot(step, change);
  // The objective is convex, so a product that is not above 0 is rounding.
  if (product <= 0) return;
  pairs.push({ step, change, product });
  if (pairs.length > MEMORY) pairs.shift();
}

function* pointAt(problem: LogisticProblem, parameters: Float64Array, done: number): Stepwise<Point> {
  const { rows, features, penalties } = problem;
  const gradient = new Float64Array(features + 1);
  let objective = 0;
  for (let from = 0; from < rows; from += STEP_ROWS) {
    objective += addRows(problem, parameters, gradient, from, Math.min(rows, from + STEP_ROWS));
    yield done;
  }
  for (let i = 0; i < features; i++) {
    const weight = parameters[i]!;
    objective += (penalties[i]! * weight * weight) / 2;
    gradient[i]! += penalties[i]! * weight;
  }
  return { parameters, objective, gradient };
}

/** Adds to the gradient. @returns the sum of the rows' losses */
function addRows(problem: LogisticProblem, parameters: Float64Array, gradient: Float64Array, from: number, to: number): number {
  const size = problem.features + 1;
  const row = new Float64Array(size).fill(1);
  let objective = 0;
  for (let index = from; index < to; index++) {
    problem.read(index, row);
    const logit = dot(row, parameters);
    const label = problem.y[index]!;
    const e = Math.exp(-Math.abs(logit));
    objective += (logit > 0 ? logit : 0) - label * logit + Math.log1p(e);
    addTimes(gradient, row, (logit >= 0 ? 1 / (1 + e) : e / (1 + e)) - label);
  }
  return objective;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function addTimes(to: Float64Array, vector: Float64Array, factor: number): void {
  for (let i = 0; i < to.length; i++) to[i]! += factor * vector[i]!;
}
