import type { Random } from "../random";

/**
 * Hands out work by fixed shares: each piece goes to whoever is furthest behind its share.
 * Independent draws would leave the rare, far-out values (user 1000, the process numbers that clone returns) to chance,
 * and with them the standard deviations that the sample promises.
 */
export class Quota {
  private readonly shares: readonly number[];
  private readonly given: Float64Array;
  private total = 0;

  /** @param weights at least one, none negative, not all 0 */
  constructor(weights: readonly number[]) {
    const sum = weights.reduce((a, b) => a + b, 0);
    this.shares = weights.map((weight) => weight / sum);
    this.given = new Float64Array(weights.length);
  }

  /** Who is furthest behind. @param jitter by how much, in units of work, chance may change the order */
  next(random: Random, jitter: number): number {
    let best = 0;
    let most = -Infinity;
    for (let index = 0; index < this.shares.length; index++) {
      const share = this.shares[index] ?? 0;
      if (share === 0) continue;
      const behind = share * this.total - (this.given[index] ?? 0) + random.uniform() * jitter;
      if (behind > most) {
        most = behind;
        best = index;
      }
    }
    return best;
  }

  /** Counts work that was done by one. */
  give(index: number, size: number): void {
    this.total += size;
    this.given[index] = (this.given[index] ?? 0) + size;
  }
}

/** Splits a whole number by weights into whole numbers with the same sum (largest remainders). */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const parts = exact.map(Math.floor);
  const order = exact
    .map((value, index) => ({ index, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  let left = total - parts.reduce((a, b) => a + b, 0);
  for (const { index } of order) {
    if (left === 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
    left--;
  }
  return parts;
}

/** Picks an entry with a chance in proportion to its weight. `cumulative` rises and ends in the sum of the weights. */
export function pickWeighted(cumulative: Float64Array, random: Random): number {
  const target = random.uniform() * (cumulative.at(-1) ?? 0);
  let index = 0;
  while (index < cumulative.length - 1 && target >= (cumulative[index] ?? Infinity)) index++;
  return index;
}

export function cumulate(weights: readonly number[]): Float64Array {
  let sum = 0;
  return Float64Array.from(weights, (weight) => (sum += weight));
}
