import { isAbove, sigmoid, type LogitCut } from "../metrics/logistic";
import { surprise } from "../metrics/surprise";
import type { Logits } from "./scorer";

export interface WorstRequest {
  /** `[rows]` */
  readonly logits: Logits;
  /** `[rows]`, 0 or 1. */
  readonly y: Uint8Array;
  /** At most so many rows. */
  readonly limit: number;
  /** `[rows]`: only rows marked with 1 are looked at; all where absent. */
  readonly mask?: Uint8Array;
  /** Only rows that get the wrong answer at this cut; where absent, right ones follow the wrong ones. */
  readonly cut?: LogitCut;
}

export interface WorstRow {
  readonly row: number;
  readonly logit: number;
  readonly score: number;
  readonly label: 0 | 1;
  /** Log loss in nats, nothing clipped. */
  readonly loss: number;
}

export interface WorstRows {
  /** The most confident mistake first; of rows as wrong the first first. */
  readonly rows: readonly WorstRow[];
  /** How many rows were to choose from. */
  readonly candidates: number;
}

/**
 * The rows with the largest log loss. The loss grows with the logit of the class that is not there, which tells rows
 * apart whose losses round to the same number. Rows whose logit is not a number have no loss and are passed over.
 */
export function worstRows({ logits, y, limit, mask, cut }: WorstRequest): WorstRows {
  const heap = new MildestFirst(limit);
  let candidates = 0;
  for (let row = 0; row < y.length; row++) {
    if (mask !== undefined && mask[row] !== 1) continue;
    const logit = logits[row]!;
    const positive = y[row] === 1;
    if (Number.isNaN(logit) || (cut !== undefined && isAbove(logit, cut) === positive)) continue;
    candidates++;
    heap.offer(row, positive ? -logit : logit);
  }
  const rows = heap.rowsWorstFirst().map((row): WorstRow => {
    const logit = logits[row] ?? NaN;
    const label = y[row] === 1 ? 1 : 0;
    return { row, logit, score: sigmoid(logit), label, loss: surprise(label === 1 ? -logit : logit) };
  });
  return { rows, candidates };
}

/** Keeps the worst of the rows it is offered in a binary heap whose top is the mildest of them. */
class MildestFirst {
  readonly #rows: Uint32Array;
  readonly #wrong: Float64Array;
  #size = 0;

  constructor(limit: number) {
    this.#rows = new Uint32Array(limit);
    this.#wrong = new Float64Array(limit);
  }

  /** Rows are offered in their order, so that of two as wrong the later one is the milder. */
  offer(row: number, wrong: number): void {
    if (this.#size < this.#rows.length) {
      this.#put(this.#size, row, wrong);
      this.#rise(this.#size++);
    } else if (this.#size > 0 && wrong > this.#wrong[0]!) {
      this.#put(0, row, wrong);
      this.#sink(0);
    }
  }

  rowsWorstFirst(): number[] {
    const places = Array.from({ length: this.#size }, (_, at) => at);
    return places.sort((a, b) => (this.#isMilder(a, b) ? 1 : -1)).map((at) => this.#rows[at]!);
  }

  #isMilder(a: number, b: number): boolean {
    const difference = this.#wrong[a]! - this.#wrong[b]!;
    // The difference of two infinite numbers is not a number.
    return difference < 0 || (!(difference > 0) && this.#rows[a]! > this.#rows[b]!);
  }

  #rise(from: number): void {
    for (let at = from; at > 0; ) {
      const above = (at - 1) >> 1;
      if (!this.#isMilder(at, above)) return;
      this.#swap(at, above);
      at = above;
    }
  }

  #sink(from: number): void {
    for (let at = from; ; ) {
      let mildest = at;
      for (const below of [2 * at + 1, 2 * at + 2]) {
        if (below < this.#size && this.#isMilder(below, mildest)) mildest = below;
      }
      if (mildest === at) return;
      this.#swap(at, mildest);
      at = mildest;
    }
  }

  #put(at: number, row: number, wrong: number): void {
    this.#rows[at] = row;
    this.#wrong[at] = wrong;
  }

  #swap(a: number, b: number): void {
    const [row, wrong] = [this.#rows[a]!, this.#wrong[a]!];
    this.#put(a, this.#rows[b]!, this.#wrong[b]!);
    this.#put(b, row, wrong);
  }
}
