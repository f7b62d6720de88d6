import type { CumulativeCounts } from "./cumulative-counts";
import { sigmoid } from "./logistic";

/** Between the two ends, of equal width on the logit axis; an even number, so that a score of one half is an edge. */
export const LOGIT_BINS = 256;
/** The logit of 1 - 1e-8; the axis goes from minus this to this. */
export const LOGIT_END = Math.log(1e8 - 1);
const WIDTH = (2 * LOGIT_END) / LOGIT_BINS;
const SLOTS = LOGIT_BINS + 2;

/**
 * Rows by logit and class. Slot 0 holds the logits at or below the lower end of the axis, slot `LOGIT_BINS + 1` those
 * above the upper end; a logit on an edge belongs to the lower slot, so that a score of one half counts as negative.
 */
export interface LogitHistogram {
  readonly positives: Uint32Array;
  readonly negatives: Uint32Array;
  /** Rows whose logit is not a number; they are in no slot. */
  readonly notNumbers: number;
}

/** Counts logits chunk by chunk. */
export interface LogitHistogramBuilder {
  /**
   * Adds the rows `offset`, `offset + 1`, … of a split, one for each logit.
   * @param y labels of the whole split, 0 or 1
   * @throws RangeError when there are more logits than labels from `offset` on
   */
  add(logits: Float32Array, y: Uint8Array, offset: number): void;
  result(): LogitHistogram;
}

export function buildLogitHistogram(): LogitHistogramBuilder {
  const positives = new Uint32Array(SLOTS);
  const negatives = new Uint32Array(SLOTS);
  let notNumbers = 0;
  return {
    add(logits, y, offset) {
      if (offset + logits.length > y.length) {
        throw new RangeError(`Rows ${offset} to ${offset + logits.length} of a split of ${y.length} rows.`);
      }
      for (let row = 0; row < logits.length; row++) {
        const logit = logits[row]!;
        if (Number.isNaN(logit)) notNumbers++;
        else if (y[offset + row] === 1) positives[slotOf(logit)]!++;
        else negatives[slotOf(logit)]!++;
      }
    },
    result: () => ({ positives, negatives, notNumbers }),
  };
}

export function logitHistogram(logits: Float32Array, y: Uint8Array): LogitHistogram {
  const builder = buildLogitHistogram();
  builder.add(logits, y, 0);
  return builder.result();
}

function slotOf(logit: number): number {
  const slot = Math.ceil(logit / WIDTH) + LOGIT_BINS / 2;
  return slot < 0 ? 0 : slot > LOGIT_BINS ? LOGIT_BINS + 1 : slot;
}

/** The edges of the bins on the logit axis, ascending: `LOGIT_BINS + 1` of them. */
export function logitEdges(): Float64Array {
  return Float64Array.from({ length: LOGIT_BINS + 1 }, (_, edge) => (edge - LOGIT_BINS / 2) * WIDTH);
}

/**
 * Counts from which every figure and curve can be had approximately: each row scores what the middle of its slot does.
 * What is called positive at a score of one half is exact. Rows that have no logit are left out.
 */
export function countsOfHistogram({ positives, negatives }: LogitHistogram): CumulativeCounts {
  const scores: number[] = [];
  const truePositives: number[] = [];
  const falsePositives: number[] = [];
  let tp = 0;
  let fp = 0;
  for (let slot = SLOTS - 1; slot >= 0; slot--) {
    if (positives[slot]! + negatives[slot]! === 0) continue;
    tp += positives[slot]!;
    fp += negatives[slot]!;
    scores.push(sigmoid((slot - LOGIT_BINS / 2 - 0.5) * WIDTH));
    truePositives.push(tp);
    falsePositives.push(fp);
  }
  return {
    positives: tp,
    negatives: fp,
    scores: Float64Array.from(scores),
    truePositives: Uint32Array.from(truePositives),
    falsePositives: Uint32Array.from(falsePositives),
  };
}
