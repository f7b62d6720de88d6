import type { Comparison } from "../../../../domain/examiner";
import { formatCount } from "../../../../domain/format";
import type { BinStrategy, Calibration, CalibrationBin } from "../../../../domain/metrics/calibration";
import { SPLITS, SPLIT_TITLES, type Split } from "../../../../domain/split";
import type { ChartTable } from "../../../charts/kit/chart-table";
import type { Reading, Stop } from "../../../charts/kit/readings";
import { formatRate } from "./threshold-text";

/** A bin that has rows. */
export interface FilledBin extends Stop {
  readonly split: Split;
  readonly from: number;
  readonly to: number;
  /** Share of positives. */
  readonly y: number;
  readonly bin: CalibrationBin;
}

/** The bins with rows, at their mean score and share of positives, by score. */
export function filledBins(split: Split, { edges, bins }: Calibration): FilledBin[] {
  return bins.flatMap((bin, at) => {
    const { meanScore, fractionPositive } = bin;
    if (meanScore === null || fractionPositive === null) return [];
    return [{ split, from: edges[at]!, to: edges[at + 1]!, x: meanScore, y: fractionPositive, bin }];
  });
}

/** The bin of the scores just above a threshold; null where it has no rows, or there is none. */
export function binAbove(bins: readonly FilledBin[], threshold: number): FilledBin | null {
  return bins.find(({ from, to }) => from <= threshold && threshold < to) ?? null;
}

export function calibrationStops(splits: Comparison, strategy: BinStrategy, shown: readonly Split[]): FilledBin[] {
  return shown.flatMap((split) => filledBins(split, splits[split].calibration[strategy])).sort((a, b) => a.x - b.x);
}

export function calibrationName({ split, from, to }: FilledBin): string {
  return `${SPLIT_TITLES[split]}, scores ${formatRate(from)} to ${formatRate(to)}`;
}

export function calibrationReadings({ split, x, y, bin }: FilledBin): Reading[] {
  const reading = { colour: `var(--${split})` };
  const { interval, count, positives } = bin;
  return [
    { ...reading, key: "share", title: "of them positive", value: formatRate(y), y },
    ...(interval === null ? [] : [{ ...reading, key: "interval", title: "95 % interval", value: `${formatRate(interval.low)} to ${formatRate(interval.high)}` }]),
    { ...reading, key: "score", title: "mean score", value: formatRate(x) },
    { ...reading, key: "rows", title: "rows", value: `${formatCount(count)}, ${formatCount(positives)} positive` },
  ];
}

/** Every bin, those without rows too. */
export function calibrationTable(splits: Comparison, strategy: BinStrategy): ChartTable {
  return {
    columns: ["split", "score above", "up to", "rows", "positives", "mean score", "share positive", "95 % from", "95 % to"],
    rows: SPLITS.flatMap((split) => {
      const { edges, bins } = splits[split].calibration[strategy];
      return bins.map(({ count, positives, meanScore, fractionPositive, interval }, at) => [
        SPLIT_TITLES[split],
        edges[at]!,
        edges[at + 1]!,
        count,
        positives,
        meanScore,
        fractionPositive,
        interval?.low ?? null,
        interval?.high ?? null,
      ]);
    }),
    format: (value, column) => (column === 3 || column === 4 ? formatCount(value) : formatRate(value)),
  };
}

export function calibrationSummary(splits: Comparison, strategy: BinStrategy): string {
  const errors = SPLITS.map((split) => `${SPLIT_TITLES[split]} ${formatRate(splits[split].calibration[strategy].ece)}`);
  return `Calibration: the share of positives over the mean score, by bins of ${strategy === "uniform" ? "equal width" : "equally many rows"}. Expected calibration error: ${errors.join(", ")}.`;
}
