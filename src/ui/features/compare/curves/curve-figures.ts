import type { Comparison } from "../../../../domain/examiner";
import type { SplitComparison } from "../../../../domain/metrics/compare-split";
import type { CumulativeCounts } from "../../../../domain/metrics/cumulative-counts";
import { curveOf, type Curve, type CurveName, type NoCurve } from "../../../../domain/metrics/curves";
import { confusionAt, confusionOfIndex, lastAbove, operatingPoint } from "../../../../domain/metrics/operating-point";
import type { Point } from "../../../../domain/downsample";
import { formatCount } from "../../../../domain/format";
import { SPLITS, SPLIT_TITLES, type Split } from "../../../../domain/split";
import type { ChartTable } from "../../../charts/kit/chart-table";
import type { Reading, Stop } from "../../../charts/kit/readings";
import { confusionText, formatRate, formatThreshold } from "./threshold-text";

export interface CurveAxes {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  /** What y is called beside a figure. */
  readonly brief: string;
}

export const CURVE_AXES: Readonly<Record<CurveName, CurveAxes>> = {
  roc: { title: "ROC", x: "false-positive rate", y: "recall", brief: "recall" },
  "precision-recall": { title: "Precision and recall", x: "recall", y: "precision", brief: "precision" },
  gain: { title: "Gain", x: "share of rows called 1", y: "share of positives found", brief: "found" },
  lift: { title: "Lift", x: "share of rows called 1", y: "precision / prevalence", brief: "lift" },
};

/** A curve as it is drawn: the worker's where it made one, else from the few counts of a histogram. The same object each time. */
export function curveIn(comparison: SplitComparison, name: CurveName): Curve | NoCurve {
  const ready = comparison.curves?.[name];
  if (ready !== undefined) return ready;
  const known = MADE.get(comparison) ?? {};
  MADE.set(comparison, known);
  return (known[name] ??= curveOf(name, comparison.counts));
}

const MADE = new WeakMap<SplitComparison, Partial<Record<CurveName, Curve | NoCurve>>>();

/** Where a curve stands when the scores up to an index are called positive, in full; null where it is undefined. */
export function placeOf(name: CurveName, counts: CumulativeCounts, index: number): Point | null {
  const { positives, negatives } = counts;
  const { tp, fp } = confusionOfIndex(counts, index);
  const [called, rows] = [tp + fp, positives + negatives];
  if (positives === 0) return null;
  switch (name) {
    case "roc":
      return negatives === 0 ? null : { x: fp / negatives, y: tp / positives };
    case "precision-recall":
      return { x: tp / positives, y: called === 0 ? 1 : tp / called };
    case "gain":
      return { x: called / rows, y: tp / positives };
    case "lift":
      return called === 0 ? null : { x: called / rows, y: tp / called / (positives / rows) };
  }
}

/** Gaps of a lift curve wider than this are filled: of rows with one score it is no straight line. */
const WIDE_GAP = 0.01;
const FILLED_WITH = 16;

/**
 * The line to draw. Between neighbouring scores a precision-recall curve drops before it goes on, as average precision
 * counts it, and lift follows the straight line of gain; points that decimation left out lie on the line between those it kept.
 */
export function pathOf(name: CurveName, { x, y, index }: Curve): Point[] {
  const path: Point[] = [];
  for (let at = 0; at < x.length; at++) {
    const [toX, toY] = [x[at]!, y[at]!];
    const neighbours = at > 0 && index[at] === index[at - 1]! + 1;
    if (neighbours && name === "precision-recall") path.push({ x: x[at - 1]!, y: toY });
    if (neighbours && name === "lift") path.push(...betweenLifts({ x: x[at - 1]!, y: y[at - 1]! }, { x: toX, y: toY }));
    path.push({ x: toX, y: toY });
  }
  return path;
}

/** Of rows with the same score any is as likely to come first, so that gain, which is lift times x, is straight. */
function betweenLifts(from: Point, to: Point): Point[] {
  if (to.x - from.x < WIDE_GAP) return [];
  return Array.from({ length: FILLED_WITH - 1 }, (_, step) => {
    const part = (step + 1) / FILLED_WITH;
    const x = from.x + part * (to.x - from.x);
    return { x, y: (from.x * from.y + part * (to.x * to.y - from.x * from.y)) / x };
  });
}

/** A point that can be read, and what it is a point of. */
export interface CurveStop extends Stop {
  readonly split: Split;
  readonly index: number;
}

/** The drawn points of the splits' curves, by x. */
export function curveStops(name: CurveName, splits: Comparison, shown: readonly Split[] = SPLITS): CurveStop[] {
  return shown
    .flatMap((split): CurveStop[] => {
      const curve = curveIn(splits[split], name);
      return curve.index === null ? [] : Array.from(curve.index, (index, at) => ({ x: curve.x[at]!, y: curve.y[at]!, split, index }));
    })
    .sort((a, b) => a.x - b.x);
}

/** The threshold that a stop stands for. */
export function thresholdAtStop(splits: Comparison, { split, index }: CurveStop): number {
  return operatingPoint(splits[split].counts, index).threshold;
}

/** All splits at one threshold, each marked on its curve. */
export function readingsAtThreshold(name: CurveName, splits: Comparison, threshold: number, shown: readonly Split[] = SPLITS): Reading[] {
  return shown.map((split) => {
    const { counts } = splits[split];
    const place = placeOf(name, counts, lastAbove(counts, threshold));
    const figure = place === null ? "" : `${CURVE_AXES[name].brief} ${formatRate(place.y)} · `;
    const reading = { key: split, title: SPLIT_TITLES[split], colour: `var(--${split})`, value: `${figure}${confusionText(confusionAt(counts, threshold))}` };
    return place === null ? reading : { ...reading, ...place };
  });
}

/** The points that are drawn, from the highest threshold to the lowest, split by split. */
export function curveTable(name: CurveName, splits: Comparison): ChartTable {
  const { x, y } = CURVE_AXES[name];
  return {
    columns: ["split", "threshold", x, y, "TP", "FP", "TN", "FN"],
    rows: SPLITS.flatMap((split) => {
      const curve = curveIn(splits[split], name);
      if (curve.index === null) return [];
      return Array.from(curve.index, (index, at) => {
        const { threshold, confusion } = operatingPoint(splits[split].counts, index);
        return [SPLIT_TITLES[split], threshold, curve.x[at]!, curve.y[at]!, confusion.tp, confusion.fp, confusion.tn, confusion.fn];
      });
    }),
    format: (value, column) => (column === 1 ? formatThreshold(value) : column < 4 ? formatRate(value) : formatCount(value)),
  };
}

/** The curve in a sentence, and where it cannot be drawn, why. */
export function curveSummary(name: CurveName, splits: Comparison): string {
  const { title, x, y } = CURVE_AXES[name];
  const missing = SPLITS.flatMap((split) => {
    const curve = curveIn(splits[split], name);
    return curve.index === null ? [`${SPLIT_TITLES[split]} has none: ${curve.reason}`] : [];
  });
  const exact = SPLITS.every((split) => splits[split].exact);
  return [`${title}: ${y} over ${x} for every threshold${exact ? "" : ", approximately, from histograms of the scores"}.`, ...missing].join(" ");
}
