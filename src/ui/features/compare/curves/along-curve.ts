import type { CumulativeCounts } from "../../../../domain/metrics/cumulative-counts";
import type { Curve } from "../../../../domain/metrics/curves";

/** A drawn curve in pixels, made once for all moves along it. */
export interface PlacedCurve {
  readonly left: Float64Array;
  readonly top: Float64Array;
}

/**
 * The index into the counts whose place on the curve is nearest to a pixel. Between two drawn points, where there may be
 * many scores, the one is meant that calls as many rows as the pixel is far along.
 */
export function nearestAlong(curve: Curve, counts: CumulativeCounts, { left, top }: PlacedCurve, toX: number, toY: number): number {
  let [piece, along, least] = [0, 0, Infinity];
  for (let at = 0; at < left.length; at++) {
    const last = at === left.length - 1;
    const [fromX, fromY] = [left[at]!, top[at]!];
    const [dx, dy] = last ? [0, 0] : [left[at + 1]! - fromX, top[at + 1]! - fromY];
    const length = dx * dx + dy * dy;
    const part = length > 0 ? Math.min(1, Math.max(0, ((toX - fromX) * dx + (toY - fromY) * dy) / length)) : 0;
    const distance = Math.hypot(fromX + part * dx - toX, fromY + part * dy - toY);
    if (distance < least) [piece, along, least] = [at, part, distance];
  }
  const from = curve.index[piece] ?? -1;
  const to = curve.index[piece + 1] ?? from;
  const called = (index: number): number => (counts.truePositives[index] ?? 0) + (counts.falsePositives[index] ?? 0);
  return nearestCalling(called, from, to, called(from) + along * (called(to) - called(from)));
}

/** Of the indices from one to another, the one at which nearest to so many rows are called. */
function nearestCalling(called: (index: number) => number, from: number, to: number, wanted: number): number {
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (called(middle) < wanted) low = middle;
    else high = middle;
  }
  return wanted - called(low) <= called(high) - wanted ? low : high;
}

/** The drawn point so many points further along the curve than an index, which may lie between two of them. */
export function stepAlong({ index }: Curve, from: number, by: number): number {
  let [low, high] = [0, index.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (index[middle]! < from) low = middle + 1;
    else high = middle;
  }
  const between = index[low] !== from;
  const at = low + by - (between && by > 0 ? 1 : 0);
  return index[Math.min(index.length - 1, Math.max(0, at))] ?? from;
}
