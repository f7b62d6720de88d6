import type { RawCell } from "../../../../domain/features/fitted";
import { formatCount, formatPercent } from "../../../../domain/format";
import { SPLIT_TITLES, type Split } from "../../../../domain/split";
import type { Dependence } from "../../../../domain/why/partial-dependence";
import type { NamedBar } from "../../../charts/bar-picture";
import type { ChartTable } from "../../../charts/kit/chart-table";
import { tickText } from "../../../charts/kit/scales";
import type { Series } from "../../../charts/kit/series";

type Curves = Dependence<RawCell>;

/** A score in few characters; what is near 1 as its distance. */
export function scoreText(score: number): string {
  if (Number.isNaN(score)) return "not a number";
  if (score === 1) return "1";
  if (score > 0.9995) return tickText(score, "logit");
  return tickText(Number(score.toPrecision(4)), "logit");
}

/** The same with as many digits as it takes to tell it from a threshold that it is not. */
export function scoreTextBeside(score: number, threshold: number): string {
  const text = scoreText(score);
  return text !== scoreText(threshold) || score === threshold ? text : String(score);
}

export function cellText(cell: RawCell): string {
  if (cell === null) return "missing";
  return cell === "" ? "(empty)" : String(cell);
}

/** Whether the net's outputs are numbers. */
export function isFinite({ average }: Curves): boolean {
  return average.every(Number.isFinite);
}

/** The curves of single rows, faint, and their average over all rows used. */
export function dependenceSeries({ grid, average, curves }: Curves, colour: string): Series[] {
  const line = (scores: Float64Array) => [...scores].map((y, point) => ({ x: Number(grid[point]), y }));
  return [
    ...curves.map(({ row, scores }): Series => ({ key: `row ${row}`, title: `row ${row + 1}`, colour, kind: "line", points: line(scores), faint: true, silent: true })),
    { key: "average", title: "average", colour, kind: "line", points: line(average) },
  ];
}

/** Values that are names: a bar each, with the share of the rows that have it. */
export function dependenceBars({ grid, average, curves }: Curves, values: readonly RawCell[]): NamedBar[] {
  return grid.map((value, point) => {
    const score = average[point] ?? NaN;
    const share = values.filter((each) => each === value).length / Math.max(1, values.length);
    const name = cellText(value);
    return {
      name: `${name} (${formatPercent(share, share < 0.1 ? 1 : 0)})`,
      value: score,
      text: scoreText(score),
      marks: curves.map(({ scores }) => scores[point] ?? NaN),
      note: `${name}: average score ${scoreText(score)}, ${formatPercent(share, 1)} of the rows`,
    };
  });
}

export function dependenceTable({ grid, average, curves }: Curves, source: string): ChartTable {
  return {
    columns: [source, "average score", ...curves.map(({ row }) => `row ${row + 1}`)],
    rows: grid.map((value, point) => [value, average[point] ?? null, ...curves.map(({ scores }) => scores[point] ?? null)]),
    format: (value, column) => (column === 0 ? String(Number(value.toPrecision(6))) : scoreText(value)),
  };
}

/** The picture in words. */
export function dependenceSummary({ grid, average }: Curves, source: string): string {
  const at = (point: number): string => `${scoreText(average[point] ?? NaN)} at ${cellText(grid[point] ?? null)}`;
  const lowest = average.indexOf(Math.min(...average));
  const highest = average.indexOf(Math.max(...average));
  return `Average score over ${source}: lowest ${at(lowest)}, highest ${at(highest)}; at first ${at(0)}, at last ${at(grid.length - 1)}.`;
}

/** How it was done. */
export function dependenceStatement({ rowsUsed, rows, curves }: Curves, split: Split, seed: number): string {
  const used = rowsUsed === rows ? `all ${formatCount(rows)}` : `${formatCount(rowsUsed)} of ${formatCount(rows)}`;
  return `Average over ${used} rows of ${SPLIT_TITLES[split].toLowerCase()}, all with the same value; ${formatCount(curves.length)} of them as curves of their own. Rows drawn with seed ${seed}.`;
}

export interface Beneath {
  /** Of bins of equal width over the interval, from 0 to 1; 1 is the fullest. */
  readonly heights: readonly number[];
  /** Values that are numbers, and those of them that lie outside of the interval. */
  readonly numbers: number;
  readonly outside: number;
}

/** Where the values of the data lie within an interval. */
export function beneath(values: readonly RawCell[], [low, high]: readonly [number, number], bins: number): Beneath {
  const counts = new Array<number>(bins).fill(0);
  let [numbers, outside] = [0, 0];
  for (const value of values) {
    if (typeof value !== "number" || !Number.isFinite(value)) continue;
    numbers++;
    if (value < low || value > high) {
      outside++;
      continue;
    }
    const bin = Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const most = Math.max(1, ...counts);
  return { heights: counts.map((count) => count / most), numbers, outside };
}
