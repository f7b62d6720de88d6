import { createRandom, type Random } from "../domain/random";
import type { ReadRules } from "../domain/reading";

const DRAWS = 2 ** 32;

/** Says of each row of a file, in their order, whether it is kept. */
export class RowSampler {
  /** Rows asked about, kept or not. */
  rows = 0;
  /** The numbers of those that are kept, counted from 0. */
  readonly kept: number[] = [];
  readonly #random: Random;
  readonly #below: number;

  constructor({ share, seed }: NonNullable<ReadRules["sample"]>) {
    this.#random = createRandom(seed, "rows of a file");
    this.#below = share * DRAWS;
  }

  keepNext(): boolean {
    const keeps = this.#random.nextUint32() < this.#below;
    if (keeps) this.kept.push(this.rows);
    this.rows++;
    return keeps;
  }
}
