import type { Point } from "../../domain/downsample";
import { SPLITS, SPLIT_TITLES, type PerSplit } from "../../domain/split";
import { smoothedLine, type SmoothedLine } from "./smoothed-line";

/** More points than this cannot be told apart and slow the drawing down. */
const MAX_POINTS = 500;

/** Of train's hue, and like neither the lines nor the dashes of the constant answers. */
const HOLDOUT_DASH = "9 3 2 3";

/** The lines that have points, in the order in which they are read: the hold-out after train, of which it is a part. */
export function splitLines(lines: PerSplit<readonly Point[]>, holdout: readonly Point[], smoothing: number): SmoothedLine[] {
  const [train, ...others] = SPLITS.map((split) => ({ key: split, title: SPLIT_TITLES[split], colour: `var(--${split})`, points: lines[split] }));
  const heldOut = { key: "holdout", title: "Hold-out", colour: "var(--train)", dash: HOLDOUT_DASH, points: holdout };
  return [...(train === undefined ? [] : [train]), heldOut, ...others]
    .filter(({ points }) => points.length > 0)
    .map((line) => smoothedLine({ ...line, kind: "line", most: MAX_POINTS }, smoothing));
}
