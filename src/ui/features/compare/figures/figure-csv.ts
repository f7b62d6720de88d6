import { SPLITS } from "../../../../domain/split";
import { tableCsv, type ChartTable } from "../../../charts/kit/chart-table";
import type { FigureRow } from "./figure-rows";

/** What the figures are of. */
export interface FigureContext {
  /** Null where the net is that of the middle of an epoch. */
  readonly epoch: number | null;
  readonly exact: boolean;
  readonly threshold: number;
  /** What it is held against; null for nothing. */
  readonly second: { readonly epoch: number | null; readonly exact: boolean } | null;
}

const COLUMNS = [
  "figure", "split", "epoch", "exact", "threshold", "value", "low", "high", "interval", "always 0", "always 1", "logistic regression",
];
const OF_SECOND = ["held against epoch", "held against exact", "held against value", "difference"];

/** A line for each figure of each split, numbers in full; what is undefined is empty, with the reason at the end. */
export function figuresCsv(rows: readonly FigureRow[], { epoch, exact, threshold, second }: FigureContext): string {
  const lines: ChartTable["rows"][number][] = [];
  for (const { traits, cells } of rows) {
    for (const split of SPLITS) {
      const { model, interval, zero, one, logistic, difference } = cells[split];
      lines.push([
        traits.title, split, epoch, String(exact), threshold, model.value,
        interval?.low ?? null, interval?.high ?? null, interval === null ? null : traits.interval,
        zero.value, one.value, logistic?.value ?? null,
        ...(second === null ? [] : [second.epoch, String(second.exact), difference?.from.value ?? null, difference?.change ?? null]),
        model.reason,
      ]);
    }
  }
  return tableCsv({ columns: [...COLUMNS, ...(second === null ? [] : OF_SECOND), "why undefined"], rows: lines });
}
