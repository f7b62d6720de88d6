import type { Stepwise } from "../inspect/stepwise";
import type { CumulativeCounts } from "./cumulative-counts";
import { lastAbove } from "./operating-point";
import { natsOf } from "./score-errors";

/** Distinct scores that are made cells of in one step. */
const STEP_SCORES = 1 << 17;
export const NEGATIVE = 0;
export const POSITIVE = 1;
/** Of the same score as the negative rows of the cell before. */
const POSITIVE_TIED = 2;
/**
 * Negative rows with no positive one between them are drawn as one cell while their errors differ by no more than this
 * share: the order of the classes is the same, and the spread of the mean errors changes by less than one in 10,000.
 */
const NEAR = 1 / 64;

/**
 * Rows of one label and (nearly) one score each, from the highest score down; of one score the negative rows come first.
 * Errors are means over the cell.
 */
export interface Cells {
  readonly sizes: Uint32Array;
  readonly kinds: Uint8Array;
  readonly nats: Float64Array;
  readonly squares: Float64Array;
  /** Cells before this one are called positive. */
  readonly called: number;
}


/** The cells of a split's counts; those that score above the threshold are called positive. */
export function* cellsOf(counts: CumulativeCounts, threshold: number): Stepwise<Cells> {
  const builder = new CellBuilder(counts, lastAbove(counts, threshold));
  const { length } = counts.scores;
  for (let from = 0; from < length; from += STEP_SCORES) {
    builder.add(from, Math.min(from + STEP_SCORES, length));
    yield Math.min(1, (from + STEP_SCORES) / length);
  }
  return builder.result();
}

class CellBuilder {
  readonly #counts: CumulativeCounts;
  readonly #last: number;
  readonly #sizes: Uint32Array;
  readonly #kinds: Uint8Array;
  readonly #nats: Float64Array;
  readonly #squares: Float64Array;
  #cell = 0;
  #called = 0;
  /** The errors that a negative row must have to join the last cell; infinite where it needs one of its own. */
  #leastNats = Infinity;
  #leastSquare = Infinity;

  /** @param last index of the lowest score that is called positive */
  constructor(counts: CumulativeCounts, last: number) {
    const most = 2 * counts.scores.length;
    this.#counts = counts;
    this.#last = last;
    this.#sizes = new Uint32Array(most);
    this.#kinds = new Uint8Array(most);
    this.#nats = new Float64Array(most);
    this.#squares = new Float64Array(most);
  }

  /** Adds the scores from one index to another (excluded). */
  add(from: number, to: number): void {
    const { scores, truePositives, falsePositives } = this.#counts;
    for (let i = from; i < to; i++) {
      const ones = truePositives[i]! - (i === 0 ? 0 : truePositives[i - 1]!);
      const zeros = falsePositives[i]! - (i === 0 ? 0 : falsePositives[i - 1]!);
      if (ones > 0) this.#close();
      if (zeros > 0) this.#put(zeros, NEGATIVE, scores[i]!);
      if (ones > 0) {
        this.#close();
        this.#put(ones, zeros > 0 ? POSITIVE_TIED : POSITIVE, scores[i]!);
        this.#close();
      }
      if (i === this.#last) {
        this.#called = this.#cell;
        this.#close();
      }
    }
  }

  result(): Cells {
    const cells = this.#cell;
    return {
      sizes: this.#sizes.subarray(0, cells),
      kinds: this.#kinds.subarray(0, cells),
      nats: this.#nats.subarray(0, cells),
      squares: this.#squares.subarray(0, cells),
      called: this.#called,
    };
  }

  #close(): void {
    this.#leastNats = this.#leastSquare = Infinity;
  }

  #put(size: number, kind: number, score: number): void {
    const label = kind === NEGATIVE ? 0 : 1;
    const nats = natsOf(score, label);
    const square = (score - label) ** 2;
    if (nats >= this.#leastNats && square >= this.#leastSquare) {
      this.#join(this.#cell - 1, size, nats, square);
      return;
    }
    const cell = this.#cell++;
    this.#sizes[cell] = size;
    this.#kinds[cell] = kind;
    this.#nats[cell] = nats;
    this.#squares[cell] = square;
    this.#leastNats = (1 - NEAR) * nats;
    this.#leastSquare = (1 - NEAR) * square;
  }

  #join(cell: number, size: number, nats: number, square: number): void {
    const share = size / (this.#sizes[cell]! + size);
    this.#nats[cell]! += share * (nats - this.#nats[cell]!);
    this.#squares[cell]! += share * (square - this.#squares[cell]!);
    this.#sizes[cell]! += size;
  }
}
