import { NO_NEGATIVES, NO_POSITIVES } from "./confusion-metrics";
import type { CumulativeCounts } from "./cumulative-counts";
import { decimated } from "./decimate";

/** A curve as it is drawn, from the highest threshold to the lowest. */
export interface Curve {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Of each point, the index into the counts of the lowest score called positive; -1 where no row is. */
  readonly index: Int32Array;
}

/** A curve that is undefined, and why. */
export interface NoCurve {
  readonly index: null;
  readonly reason: string;
}

/**
 * - `roc`: recall over the false-positive rate.
 * - `precision-recall`: precision over recall, beginning at recall 0 and precision 1.
 * - `gain`: share of the positives found over the share of the rows called positive.
 * - `lift`: precision over prevalence, over the share of the rows called positive.
 */
export type CurveName = "roc" | "precision-recall" | "gain" | "lift";

export type Curves = Readonly<Record<CurveName, Curve | NoCurve>>;

const DRAWN_POINTS = 1000;

/** A curve of at most `most` points with its corners and both ends; exact when the counts have no more. */
export function curveOf(name: CurveName, counts: CumulativeCounts, most: number = DRAWN_POINTS): Curve | NoCurve {
  const recall = truePositiveRates(counts);
  if (recall === null) return { index: null, reason: NO_POSITIVES };
  switch (name) {
    case "roc": {
      const falls = falsePositiveRates(counts);
      return falls === null ? { index: null, reason: NO_NEGATIVES } : drawn(falls, recall, -1, most);
    }
    case "precision-recall":
      return drawn(recall, precisions(counts), -1, most);
    case "gain":
      return drawn(calledShares(counts), recall, -1, most);
    case "lift":
      // Undefined where no row is called, so the curve begins at the highest score.
      return drawn(calledShares(counts).subarray(1), lifts(counts), 0, most);
  }
}

/** Recall at -1, that is where no row is called, and then at each score; null without positives. */
export function truePositiveRates({ positives, truePositives }: CumulativeCounts): Float64Array | null {
  return positives === 0 ? null : sharesOf(truePositives, positives);
}

/** False-positive rate at -1 and then at each score; null without negatives. */
export function falsePositiveRates({ negatives, falsePositives }: CumulativeCounts): Float64Array | null {
  return negatives === 0 ? null : sharesOf(falsePositives, negatives);
}

/** Precision, at -1 by convention 1, and then at each score. */
export function precisions({ truePositives, falsePositives }: CumulativeCounts): Float64Array {
  const values = new Float64Array(truePositives.length + 1);
  values[0] = 1;
  for (let i = 0; i < truePositives.length; i++) values[i + 1] = truePositives[i]! / (truePositives[i]! + falsePositives[i]!);
  return values;
}

function calledShares({ positives, negatives, truePositives, falsePositives }: CumulativeCounts): Float64Array {
  const rows = positives + negatives;
  const values = new Float64Array(truePositives.length + 1);
  for (let i = 0; i < truePositives.length; i++) values[i + 1] = (truePositives[i]! + falsePositives[i]!) / rows;
  return values;
}

function sharesOf(cumulative: Uint32Array, total: number): Float64Array {
  const values = new Float64Array(cumulative.length + 1);
  for (let i = 0; i < cumulative.length; i++) values[i + 1] = cumulative[i]! / total;
  return values;
}

function lifts(counts: CumulativeCounts): Float64Array {
  const prevalence = counts.positives / (counts.positives + counts.negatives);
  return precisions(counts)
    .subarray(1)
    .map((precision) => precision / prevalence);
}

/** @param first index into the counts of the first point */
function drawn(x: Float64Array, y: Float64Array, first: number, most: number): Curve {
  const kept = decimated(x, upToOne(y), most);
  return {
    x: Float64Array.from(kept, (at) => x[at]!),
    y: Float64Array.from(kept, (at) => y[at]!),
    index: kept.map((at) => at + first),
  };
}

/** The values over the largest of them where that is above 1, so that distances count as they are seen. */
function upToOne(values: Float64Array): Float64Array {
  let most = 1;
  for (let i = 0; i < values.length; i++) if (values[i]! > most) most = values[i]!;
  return most === 1 ? values : values.map((value) => value / most);
}
