import type { Comparison } from "../../../../domain/examiner";
import { formatCount } from "../../../../domain/format";
import { sigmoid } from "../../../../domain/metrics/logistic";
import { LOGIT_BINS, logitEdges, type LogitHistogram } from "../../../../domain/metrics/logit-histogram";
import { SPLITS, SPLIT_TITLES, type Split } from "../../../../domain/split";
import type { ChartTable } from "../../../charts/kit/chart-table";
import type { Reading } from "../../../charts/kit/readings";
import { tickText } from "../../../charts/kit/scales";

/** So many of the kept bins are drawn as one. */
const JOINED = 4;
export const SCORE_BINS = LOGIT_BINS / JOINED;

/** Edges of the drawn bins, as scores from 1e-8 to 1 - 1e-8. */
export const SCORE_EDGES: readonly number[] = Array.from(logitEdges().filter((_, edge) => edge % JOINED === 0), sigmoid);

/** Rows in each drawn bin; what lies beyond the axis is in the outermost bins. */
export interface ClassCounts {
  readonly positives: readonly number[];
  readonly negatives: readonly number[];
}

export function classCounts({ positives, negatives }: LogitHistogram): ClassCounts {
  const known = JOINT.get(positives);
  if (known !== undefined) return known;
  const counts = { positives: joined(positives), negatives: joined(negatives) };
  JOINT.set(positives, counts);
  return counts;
}

const JOINT = new WeakMap<Uint32Array, ClassCounts>();

/** Slot 0 and the last one hold what lies beyond the ends. */
function joined(slots: Uint32Array): number[] {
  const bins = new Array<number>(SCORE_BINS).fill(0);
  slots.forEach((rows, slot) => {
    const bin = Math.min(SCORE_BINS - 1, Math.max(0, Math.floor((slot - 1) / JOINED)));
    bins[bin] = (bins[bin] ?? 0) + rows;
  });
  return bins;
}

export function binName(bin: number): string {
  const [from, to] = [tickText(SCORE_EDGES[bin] ?? NaN, "logit"), tickText(SCORE_EDGES[bin + 1] ?? NaN, "logit")];
  if (bin === 0) return `Scores up to ${to}`;
  return bin === SCORE_BINS - 1 ? `Scores above ${from}` : `Scores above ${from}, up to ${to}`;
}

/** Of each split the rows in a bin, and what a threshold at its lower edge would make of all rows. */
export function binReadings(splits: Comparison, shown: readonly Split[], bin: number): Reading[] {
  return shown.flatMap((split) => {
    const { positives, negatives } = classCounts(splits[split].histogram);
    const [tp, fp] = [above(positives, bin), above(negatives, bin)];
    const [fn, tn] = [splits[split].positives - tp, splits[split].rows - splits[split].positives - fp];
    const confusion = [["TP", tp], ["FP", fp], ["TN", tn], ["FN", fn]] as const;
    const look = { title: SPLIT_TITLES[split], colour: `var(--${split})` };
    return [
      { ...look, key: split, value: `class 0: ${formatCount(negatives[bin] ?? 0)} · class 1: ${formatCount(positives[bin] ?? 0)}` },
      {
        ...look,
        key: `${split} threshold`,
        title: `threshold ${bin === 0 ? "0" : tickText(SCORE_EDGES[bin] ?? NaN, "logit")}`,
        value: confusion.map(([name, rows]) => `${name} ${formatCount(rows)}`).join(" · "),
      },
    ];
  });
}

/** Rows in a bin and all after it. */
function above(bins: readonly number[], from: number): number {
  return bins.slice(from).reduce((sum, rows) => sum + rows, 0);
}

export function scoreTable(splits: Comparison): ChartTable {
  const counts = SPLITS.map((split) => classCounts(splits[split].histogram));
  return {
    columns: ["score above", "up to", ...SPLITS.flatMap((split) => [`${SPLIT_TITLES[split]}, class 0`, `${SPLIT_TITLES[split]}, class 1`])],
    rows: Array.from({ length: SCORE_BINS }, (_, bin) => [
      bin === 0 ? 0 : SCORE_EDGES[bin]!,
      bin === SCORE_BINS - 1 ? 1 : SCORE_EDGES[bin + 1]!,
      ...counts.flatMap(({ positives, negatives }) => [negatives[bin] ?? 0, positives[bin] ?? 0]),
    ]),
    format: (value, column) => (column < 2 ? (value === 1 ? "1" : tickText(value, "logit")) : formatCount(value)),
  };
}

export function scoreSummary(splits: Comparison): string {
  const parts = SPLITS.map((split) => {
    const { rows, positives } = splits[split];
    return `${SPLIT_TITLES[split]} has ${formatCount(rows - positives)} rows of class 0 and ${formatCount(positives)} of class 1`;
  });
  return `Rows by score and class, from 1e-8 to 1−1e-8: ${parts.join(", ")}.`;
}
