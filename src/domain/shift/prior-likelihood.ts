import type { Stepwise } from "../inspect/stepwise";
import type { Interval } from "../metrics/wilson";
import type { ScoreMass } from "./em-prior";

/** The 95 % point of the chi-square distribution with one degree of freedom. */
const CHI2_95 = 3.841458820694124;
/** Evaluations, at most, to find a place; halving alone would need about as many. */
const MOST_LOOKS = 60;
const NEAR = 1e-10;

export interface LikelihoodInterval extends Interval {
  /** Where the likelihood is largest: what EM climbs towards. */
  readonly maximum: number;
}

/**
 * The 95 % likelihood interval of the share q of positives, of the mixture `q p/t + (1 - q) (1 - p)/(1 - t)` that EM
 * climbs: every q whose log-likelihood is at most 1.92 below the largest (Wilks 1938). It stays within 0 and 1, covers the
 * chance of drawing the rows alone, and is all of 0 to 1 where the posteriors say nothing.
 * @param trainPrior between 0 and 1
 */
export function* priorInterval(mass: ScoreMass, trainPrior: number): Stepwise<LikelihoodInterval> {
  const mixture = new Mixture(mass, trainPrior);
  if (mixture.isFlat) return { low: 0, high: 1, maximum: trainPrior };
  const maximum = yield* maximumOf(mixture);
  yield 0.4;
  const low = yield* boundOf(mixture, maximum, 0);
  yield 0.7;
  return { maximum, low, high: yield* boundOf(mixture, maximum, 1) };
}

/** The log-likelihood is concave, so its slope falls throughout and is 0 in one place at most. */
function* maximumOf(mixture: Mixture): Stepwise<number> {
  if (mixture.slope(0) <= 0) return 0;
  if (mixture.slope(1) >= 0) return 1;
  let [low, high, q] = [0, 1, 0.5];
  for (let look = 0; look < MOST_LOOKS; look++) {
    const slope = mixture.slope(q);
    if (slope > 0) low = q;
    else high = q;
    const newton = q + slope / mixture.information(q);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    const moved = Math.abs(next - q);
    q = next;
    if (moved < NEAR * Math.min(q, 1 - q)) break;
    yield (0.4 * look) / MOST_LOOKS;
  }
  return q;
}

/** Where the likelihood has fallen so far, between its maximum and an end; that end where it never does. */
function* boundOf(mixture: Mixture, maximum: number, end: 0 | 1): Stepwise<number> {
  const top = mixture.logLikelihood(maximum);
  const excess = (q: number): number => 2 * (top - mixture.logLikelihood(q)) - CHI2_95;
  if (maximum === end || excess(end) <= 0) return end;
  let [inside, outside] = [maximum, end as number];
  const spread = Math.sqrt(CHI2_95 / mixture.information(maximum));
  let q = maximum + (end === 0 ? -spread : spread);
  if (!between(q, inside, outside)) q = (inside + outside) / 2;
  for (let look = 0; look < MOST_LOOKS; look++) {
    const above = excess(q);
    if (above > 0) outside = q;
    else inside = q;
    const newton = q + above / (2 * mixture.slope(q));
    const next = between(newton, inside, outside) ? newton : (inside + outside) / 2;
    const moved = Math.abs(next - q);
    q = next;
    if (moved < NEAR * Math.min(q, 1 - q)) break;
    yield 0.4 + (0.6 * look) / MOST_LOOKS;
  }
  return q;
}

function between(q: number, a: number, b: number): boolean {
  return q > Math.min(a, b) && q < Math.max(a, b);
}

/** How likely the posteriors are where a share q of the rows is positive. */
class Mixture {
  readonly #counts: Float64Array;
  /** Of each distinct posterior, how much likelier its rows are under either class than in train as a whole. */
  readonly #positive: Float64Array;
  readonly #negative: Float64Array;

  constructor({ scores, counts }: ScoreMass, trainPrior: number) {
    this.#counts = counts;
    this.#positive = scores.map((score) => score / trainPrior);
    this.#negative = scores.map((score) => (1 - score) / (1 - trainPrior));
  }

  /** Every posterior is the prior that it goes by: any share explains the rows alike. */
  get isFlat(): boolean {
    return this.#positive.every((positive, i) => Math.abs(positive - this.#negative[i]!) < 1e-12);
  }

  logLikelihood(q: number): number {
    return this.#sum((positive, negative) => Math.log(q * positive + (1 - q) * negative));
  }

  slope(q: number): number {
    return this.#sum((positive, negative) => (positive - negative) / (q * positive + (1 - q) * negative));
  }

  /** Minus the second derivative. */
  information(q: number): number {
    return this.#sum((positive, negative) => ((positive - negative) / (q * positive + (1 - q) * negative)) ** 2);
  }

  #sum(term: (positive: number, negative: number) => number): number {
    let sum = 0;
    for (let i = 0; i < this.#counts.length; i++) sum += this.#counts[i]! * term(this.#positive[i]!, this.#negative[i]!);
    return sum;
  }
}
