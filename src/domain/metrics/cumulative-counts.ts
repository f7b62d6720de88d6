/**
 * For each distinct score, highest first, how many rows of each class score at least that much.
 * ROC and precision-recall curves, their areas and every threshold search are read off these.
 */
export interface CumulativeCounts {
  readonly positives: number;
  readonly negatives: number;
  /** Distinct scores, descending. */
  readonly scores: Float64Array;
  /** Positive rows with `score >= scores[i]`. */
  readonly truePositives: Uint32Array;
  /** Negative rows with `score >= scores[i]`. */
  readonly falsePositives: Uint32Array;
}

/**
 * Sorts the two classes apart, each in one native sort of a typed array, and merges them: no row order is needed.
 * @param scores `[rows]`, none of them NaN.
 * @param y `[rows]`, 0 or 1.
 */
export function cumulativeCounts(scores: Float32Array | Float64Array, y: Uint8Array): CumulativeCounts {
  const rows = scores.length;
  let positives = 0;
  for (let row = 0; row < rows; row++) positives += y[row] ?? 0;
  const ones = new Float64Array(positives);
  const zeros = new Float64Array(rows - positives);
  for (let row = 0, one = 0, zero = 0; row < rows; row++) {
    const score = scores[row] ?? NaN;
    if (y[row] === 1) ones[one++] = score;
    else zeros[zero++] = score;
  }
  ones.sort();
  zeros.sort();

  const distinct = new Float64Array(rows);
  const truePositives = new Uint32Array(rows);
  const falsePositives = new Uint32Array(rows);
  let groups = 0;
  for (let one = ones.length - 1, zero = zeros.length - 1; one >= 0 || zero >= 0; groups++) {
    const score = Math.max(ones[one] ?? -Infinity, zeros[zero] ?? -Infinity);
    while (one >= 0 && ones[one] === score) one--;
    while (zero >= 0 && zeros[zero] === score) zero--;
    distinct[groups] = score;
    truePositives[groups] = ones.length - 1 - one;
    falsePositives[groups] = zeros.length - 1 - zero;
  }
  return {
    positives,
    negatives: rows - positives,
    scores: distinct.slice(0, groups),
    truePositives: truePositives.slice(0, groups),
    falsePositives: falsePositives.slice(0, groups),
  };
}

/**
 * Area under the ROC curve: the chance that a positive row outscores a negative one, ties counting half.
 * Null when a class is absent. The sum is of whole numbers below 2^53, so it is exact.
 */
export function rocAuc({ positives, negatives, truePositives, falsePositives }: CumulativeCounts): number | null {
  if (positives === 0 || negatives === 0) return null;
  let doubled = 0;
  let tp = 0;
  let fp = 0;
  for (let i = 0; i < truePositives.length; i++) {
    const nextTp = truePositives[i] ?? 0;
    const nextFp = falsePositives[i] ?? 0;
    doubled += (nextFp - fp) * (tp + nextTp);
    tp = nextTp;
    fp = nextFp;
  }
  return doubled / (2 * positives * negatives);
}

/**
 * Average precision: the sum over distinct scores of the step in recall times the precision there, not the area
 * under a curve drawn through the points. Null when there are no positives.
 */
export function averagePrecision({ positives, truePositives, falsePositives }: CumulativeCounts): number | null {
  if (positives === 0) return null;
  let sum = 0;
  let tp = 0;
  for (let i = 0; i < truePositives.length; i++) {
    const next = truePositives[i] ?? 0;
    if (next === tp) continue;
    sum += ((next - tp) * next) / (next + (falsePositives[i] ?? 0));
    tp = next;
  }
  return sum / positives;
}

/**
 * Kolmogorov-Smirnov statistic: the largest distance between the score distributions of the two classes, which is
 * the largest |TPR - FPR|. Null when a class is absent.
 */
export function ksStatistic({ positives, negatives, truePositives, falsePositives }: CumulativeCounts): number | null {
  if (positives === 0 || negatives === 0) return null;
  let largest = 0;
  for (let i = 0; i < truePositives.length; i++) {
    const distance = Math.abs(truePositives[i]! * negatives - falsePositives[i]! * positives);
    if (distance > largest) largest = distance;
  }
  return largest / (positives * negatives);
}
