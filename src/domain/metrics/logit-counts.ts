import { radixSortedWords } from "../inspect/radix-sort";
import { asPart, type Stepwise } from "../inspect/stepwise";
import type { CumulativeCounts } from "./cumulative-counts";
import { scoreOf } from "./logistic";

/** Distinct logits that are turned into scores in one step. */
const STEP_GROUPS = 1 << 17;
/** What no logit that is a number has for a key. */
const NO_KEY = 0xffff_ffff;

/**
 * The counts of the scores of logits: those that `cumulativeCounts` gives for `scoresOf`, several times as quick and in
 * steps. Float32 logits are sorted by their 32 bits, and only distinct ones are turned into scores.
 * @param logits `[rows]`, none of them NaN
 * @param y `[rows]`, 0 or 1
 */
export function* countsOfLogits(logits: Float32Array, y: Uint8Array): Stepwise<CumulativeCounts> {
  const { ones, zeros } = keysOf(logits, y);
  yield 0.1;
  const share = 0.1 + (0.4 * ones.length) / logits.length;
  const merger = new Merger(
    yield* asPart(radixSortedWords(ones), 0.1, share),
    yield* asPart(radixSortedWords(zeros), share, 0.5),
  );
  while (merger.goOn(STEP_GROUPS)) yield 0.5 + 0.5 * merger.share;
  return merger.result();
}

/** The bits of the logits of either class, so that the highest logit has the smallest key. */
function keysOf(logits: Float32Array, y: Uint8Array): { ones: Uint32Array<ArrayBuffer>; zeros: Uint32Array<ArrayBuffer> } {
  const bits = new Uint32Array(logits.buffer, logits.byteOffset, logits.length);
  let positives = 0;
  for (let row = 0; row < bits.length; row++) positives += y[row]!;
  const ones = new Uint32Array(positives);
  const zeros = new Uint32Array(bits.length - positives);
  for (let row = 0, one = 0, zero = 0; row < bits.length; row++) {
    const key = keyOf(bits[row]!);
    if (y[row] === 1) ones[one++] = key;
    else zeros[zero++] = key;
  }
  return { ones, zeros };
}

/** Positive floats grow with their bits, negative ones shrink. It is its own inverse. */
function keyOf(bits: number): number {
  return bits > 0x7fff_ffff ? bits : 0x7fff_ffff - bits;
}

/** Merges the sorted keys of the two classes, group by group of one score. */
class Merger {
  readonly #ones: Uint32Array;
  readonly #zeros: Uint32Array;
  readonly #scores: Float64Array<ArrayBuffer>;
  readonly #truePositives: Uint32Array<ArrayBuffer>;
  readonly #falsePositives: Uint32Array<ArrayBuffer>;
  #one = 0;
  #zero = 0;
  #groups = 0;

  constructor(ones: Uint32Array, zeros: Uint32Array) {
    this.#ones = ones;
    this.#zeros = zeros;
    const rows = ones.length + zeros.length;
    this.#scores = new Float64Array(rows);
    this.#truePositives = new Uint32Array(rows);
    this.#falsePositives = new Uint32Array(rows);
  }

  get share(): number {
    return (this.#one + this.#zero) / this.#scores.length;
  }

  /** Goes on by so many distinct logits. @returns whether there are more */
  goOn(steps: number): boolean {
    const [ones, zeros, scores, truePositives, falsePositives] = [this.#ones, this.#zeros, this.#scores, this.#truePositives, this.#falsePositives];
    const bits = new Uint32Array(1);
    const view = new Float32Array(bits.buffer);
    let [one, zero, groups] = [this.#one, this.#zero, this.#groups];
    let last = groups === 0 ? Infinity : scores[groups - 1]!;
    for (let step = 0; step < steps && (one < ones.length || zero < zeros.length); step++) {
      const key = Math.min(one < ones.length ? ones[one]! : NO_KEY, zero < zeros.length ? zeros[zero]! : NO_KEY);
      while (one < ones.length && ones[one] === key) one++;
      while (zero < zeros.length && zeros[zero] === key) zero++;
      bits[0] = keyOf(key);
      const score = scoreOf(view[0]!);
      // Different logits may have the same score.
      if (score < last) last = scores[groups++] = score;
      truePositives[groups - 1] = one;
      falsePositives[groups - 1] = zero;
    }
    [this.#one, this.#zero, this.#groups] = [one, zero, groups];
    return one < ones.length || zero < zeros.length;
  }

  result(): CumulativeCounts {
    const groups = this.#groups;
    return {
      positives: this.#ones.length,
      negatives: this.#zeros.length,
      scores: this.#scores.slice(0, groups),
      truePositives: this.#truePositives.slice(0, groups),
      falsePositives: this.#falsePositives.slice(0, groups),
    };
  }
}
