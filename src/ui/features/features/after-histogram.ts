import type { FittedFeature } from "../../../domain/features/fitted";
import { transformNumber } from "../../../domain/features/transform";
import type { Histogram } from "../../../domain/inspect/profile";
import { SPLITS, type PerSplit } from "../../../domain/split";

type NumericHistogram = Extract<Histogram, { kind: "numeric" }>;

/**
 * The histogram of a column as the net sees it: transforms and scalers keep the order of the values, so each bin keeps
 * its rows and only its edges move. Bins that a limit presses into one point go to the bin beside them. What was filled
 * in for missing values is not in it.
 * @returns null where an edge has no value under the transforms, or all of them have the same
 */
export function afterHistogram(before: NumericHistogram, { name, transform, center, scale }: FittedFeature): NumericHistogram | null {
  const moved = before.edges.map((edge) => (transformNumber(edge, transform) - center) / scale);
  if (!moved.every(Number.isFinite)) return null;
  const edges = [...new Set(moved)];
  if (edges.length < 2) return null;
  const counts: Partial<PerSplit<readonly number[]>> = {};
  for (const split of SPLITS) {
    const list = before.counts[split];
    if (list !== undefined) counts[split] = regrouped(list, moved, edges);
  }
  return { kind: "numeric", column: name, scale: "linear", edges, counts };
}

/** The rows of the bins of `moved` as those of `edges`, which are the same without repetitions. */
function regrouped(list: readonly number[], moved: readonly number[], edges: readonly number[]): number[] {
  const last = edges.length - 2;
  const counts = new Array<number>(last + 1).fill(0);
  let bin = 0;
  list.forEach((count, index) => {
    while (bin < last && (moved[index] ?? 0) >= (edges[bin + 1] ?? Infinity)) bin++;
    counts[bin] = (counts[bin] ?? 0) + count;
  });
  return counts;
}
