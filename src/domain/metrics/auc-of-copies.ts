import { aucLogitInterval } from "./auc-interval";
import { rocAuc, type CumulativeCounts } from "./cumulative-counts";
import { scoreOf } from "./logistic";
import { t95 } from "./t-interval";
import { wilson95, type Interval } from "./wilson";

/** Rows of two classes, where copies of a row are no rows of their own. */
export interface CopiedRows {
  readonly counts: CumulativeCounts;
  readonly logits: Float32Array;
  /** 1 for a positive row. */
  readonly y: Uint8Array;
  /** Of every set below `contents`; copies of a row have the same, in whichever set and class. */
  readonly content: Uint32Array;
}

/**
 * The area under the ROC curve with its 95 % interval where different rows, not their copies, are independent: it tells what
 * other rows, each with its copies on either side, would have given. The variance is that of clustered data (Obuchowski
 * 1997; without copies it is DeLong's), the interval the one of the area's logit, by Student's distribution for want of
 * different rows. Of several sets, the mean of their areas. An area of exactly 0 or 1 is taken for as many like answers as
 * the smallest class has different rows.
 * @returns null where a set has fewer than two different rows of a class
 */
export function aucOfCopies(sets: readonly CopiedRows[], contents: number): { readonly auc: number; readonly interval: Interval } | null {
  const areas: number[] = [];
  const errors: Errors[] = [];
  for (const rows of sets) {
    const area = rocAuc(rows.counts);
    if (area === null) return null;
    areas.push(area);
    errors.push(...errorsOf(rows, area, contents, sets.length));
  }
  const least = Math.min(...errors.map(({ different }) => different));
  if (least < 2) return null;
  const ofSets = sets.map((_, set) => joined(errors.slice(2 * set, 2 * set + 2)));
  const variance = Math.max(0, joined(ofSets).variance);
  const auc = areas.reduce((sum, area) => sum + area, 0) / areas.length;
  const interval = auc === 0 || auc === 1 ? wilson95(auc * least, least) : aucLogitInterval(auc, variance, t95(least - 1));
  return interval === null ? null : { auc, interval };
}

/** What rows add to the error of an area. */
interface Errors {
  /** By content. */
  readonly of: Float64Array;
  /** 1 for each content that has a row. */
  readonly seen: Uint8Array;
  readonly different: number;
  /** Of their sum. */
  readonly variance: number;
}

/** Of the negative rows, and of the positive ones: each row's placement among those of the other class, less the area. */
function errorsOf({ counts, logits, y, content }: CopiedRows, auc: number, contents: number, sets: number): readonly Errors[] {
  const { positives, negatives, truePositives, falsePositives, scores } = counts;
  const of = [new Float64Array(contents), new Float64Array(contents)] as const;
  const seen = [new Uint8Array(contents), new Uint8Array(contents)] as const;
  for (let row = 0; row < y.length; row++) {
    const group = groupOf(scores, scoreOf(logits[row]!));
    const label = y[row] === 1 ? 1 : 0;
    const others = label === 1 ? falsePositives : truePositives;
    const above = ((others[group - 1] ?? 0) + others[group]!) / 2;
    const placed = label === 1 ? (negatives - above) / negatives : above / positives;
    of[label][content[row]!]! += (placed - auc) / (label === 1 ? positives : negatives) / sets;
    seen[label][content[row]!] = 1;
  }
  return [0, 1].map((label) => {
    const [own, has] = label === 1 ? [of[1], seen[1]] : [of[0], seen[0]];
    const different = countOf(has);
    return { of: own, seen: has, different, variance: unbiased(squares(own), different) };
  });
}

/** The errors of all parts together; a content that several parts have adds its products to the variance. */
function joined(parts: readonly Errors[]): Errors {
  const length = parts[0]?.of.length ?? 0;
  const of = new Float64Array(length);
  const seen = new Uint8Array(length);
  for (const part of parts) {
    for (let content = 0; content < length; content++) {
      of[content]! += part.of[content]!;
      seen[content]! |= part.seen[content]!;
    }
  }
  const different = countOf(seen);
  const products = squares(of) - parts.reduce((sum, part) => sum + squares(part.of), 0);
  return { of, seen, different, variance: parts.reduce((sum, { variance }) => sum + variance, unbiased(products, different)) };
}

function squares(errors: Float64Array): number {
  return errors.reduce((sum, error) => sum + error ** 2, 0);
}

function countOf(seen: Uint8Array): number {
  return seen.reduce((sum, one) => sum + one, 0);
}

function unbiased(sum: number, count: number): number {
  return (sum * count) / (count - 1);
}

/** Where a score stands among descending ones. */
function groupOf(scores: Float64Array, score: number): number {
  let low = 0;
  let high = scores.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (scores[middle]! > score) low = middle + 1;
    else high = middle;
  }
  return low;
}
