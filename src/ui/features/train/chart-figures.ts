import type { Point } from "../../../domain/downsample";
import type { EpochRecord } from "../../../domain/history";
import type { RunConfig } from "../../../domain/run-config";
import { smoothed } from "../../../domain/smoothing";
import { SPLITS, SPLIT_TITLES, perSplit, type PerSplit } from "../../../domain/split";
import type { RunChange } from "../../../domain/trainer";
import type { ChartMarker } from "../../charts/chart-markers";
import type { ChartTable } from "../../charts/kit/chart-table";
import { changeText, momentText } from "./run-text";

type Figure = "loss" | "accuracy";

export function linesOf(history: readonly EpochRecord[], figure: Figure): PerSplit<readonly Point[]> {
  return perSplit((split) => history.map((record) => ({ x: record.epoch, y: record[split][figure] })));
}

/** The line of the rows that were set aside; empty where there are none. */
export function holdoutOf(history: readonly EpochRecord[], figure: Figure): readonly Point[] {
  return history.flatMap(({ epoch, holdout }) => (holdout === undefined ? [] : [{ x: epoch, y: holdout[figure] }]));
}

/**
 * Where the changes of a run lie on the axis of epochs; those of one step share a marker.
 * @param trainRows rows trained on
 */
export function markersOf(
  changes: readonly RunChange[],
  { batchSize }: Pick<RunConfig, "batchSize">,
  trainRows: number,
): ChartMarker[] {
  const steps = batchSize === "full" ? 1 : Math.ceil(trainRows / batchSize);
  const labels = new Map<number, string>();
  for (const change of changes) {
    const x = Math.max(0, change.epoch - 1) + change.step / steps;
    const before = labels.get(x);
    labels.set(x, before === undefined ? `${momentText(change)}: ${changeText(change)}` : `${before}; ${changeText(change)}`);
  }
  return [...labels].map(([x, label]) => ({ x, label }));
}

interface Axis {
  readonly title: string;
  readonly figure: Figure;
  readonly format: (value: number) => string;
}

/** What a chart shows, for those who do not see it. */
export function summarise({ title, figure, format }: Axis, history: readonly EpochRecord[], markers: readonly ChartMarker[]): string {
  const first = history[0];
  const last = history.at(-1);
  if (first === undefined || last === undefined) return `${title}: nothing measured yet.`;
  const parts = SPLITS.map((split) => `${SPLIT_TITLES[split]} from ${format(first[split][figure])} to ${format(last[split][figure])}`);
  if (first.holdout !== undefined && last.holdout !== undefined) {
    parts.splice(1, 0, `Hold-out from ${format(first.holdout[figure])} to ${format(last.holdout[figure])}`);
  }
  const line = `${title} from epoch ${first.epoch} to ${last.epoch}: ${parts.join(", ")}.`;
  return markers.length === 0 ? line : `${line} Changed in ${markers.map(({ label }) => label).join("; in ")}.`;
}

/** The figures of a chart, an epoch a row; what is smoothed, in columns of its own after them. */
export function tableOf({ figure, format }: Omit<Axis, "title">, history: readonly EpochRecord[], smoothing: number): ChartTable {
  const heldOut = history.some(({ holdout }) => holdout !== undefined);
  const all = [
    { title: SPLIT_TITLES.train, values: history.map(({ train }) => train[figure]) },
    ...(heldOut ? [{ title: "Hold-out", values: history.map(({ holdout }) => holdout?.[figure] ?? NaN) }] : []),
    { title: SPLIT_TITLES.validation, values: history.map(({ validation }) => validation[figure]) },
    { title: SPLIT_TITLES.test, values: history.map(({ test }) => test[figure]) },
  ];
  const smooth = smoothing === 0 ? [] : all.map(({ title, values }) => ({ title: `${title}, smoothed`, values: smoothed(values, smoothing) }));
  const columns = [...all, ...smooth];
  return {
    columns: ["epoch", ...columns.map(({ title }) => title)],
    rows: history.map(({ epoch }, index) => [epoch, ...columns.map(({ values }) => values[index] ?? null)]),
    format: (value, column) => (column === 0 ? String(value) : format(value)),
  };
}
