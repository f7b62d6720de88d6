import { formatPercent, formatStatistic } from "../../../../domain/format";
import { figureOf, WATCHED_TITLES, type WatchedName } from "../../../../domain/shift/injection-change";
import { indexTitle } from "../../../../domain/shift/injection-drift";
import { indicesNoticedFrom, type SweepPoint } from "../../../../domain/shift/injection-sweep";
import type { ChartTable } from "../../../charts/kit/chart-table";
import type { Series } from "../../../charts/kit/series";

/** What is drawn: all lie from 0 to 1. Told apart by their dashes, as the hue is the split's. */
export const DRAWN: readonly { readonly name: WatchedName; readonly dash: string | undefined }[] = [
  { name: "accuracy", dash: undefined },
  { name: "rocAuc", dash: "9 4" },
  { name: "precision", dash: "2 3" },
  { name: "recall", dash: "9 3 2 3" },
  { name: "called", dash: "4 8" },
];

/** A line for each metric; where it is undefined the line has no point. */
export function sweepSeries(points: readonly SweepPoint[], colour: string): Series[] {
  return DRAWN.map(({ name, dash }) => ({
    key: name,
    title: WATCHED_TITLES[name],
    colour,
    ...(dash === undefined ? {} : { dash }),
    kind: "line",
    points: points.flatMap(({ strength, measured }) => {
      const value = measured === null ? null : figureOf(measured, name).value;
      return value === null ? [] : [{ x: strength, y: value }];
    }),
  }));
}

/** Every metric, and then every index of drift, at every strength. */
export function sweepTable(points: readonly SweepPoint[], names: readonly WatchedName[]): ChartTable {
  const indices = indicesNoticedFrom(points).map(({ title }) => title);
  const indexAt = ({ strength, indices: own }: SweepPoint, title: string): number | null => (strength === 0 ? 0 : (own.find((index) => indexTitle(index) === title)?.value ?? null));
  return {
    columns: ["strength", ...names.map((name) => WATCHED_TITLES[name]), ...indices],
    rows: points.map((point) => {
      const { strength, measured } = point;
      return [strength, ...names.map((name) => (measured === null ? null : figureOf(measured, name).value)), ...indices.map((title) => indexAt(point, title))];
    }),
    format: (value, column) => (column === 0 ? formatPercent(value, 1) : formatStatistic(value)),
  };
}

/** The picture in words. */
export function sweepSummary(points: readonly SweepPoint[]): string {
  const [first, last] = [points[0]?.measured ?? null, points.at(-1)?.measured ?? null];
  const text = (value: number | null): string => (value === null ? "undefined" : formatStatistic(value));
  const each = DRAWN.map(({ name }) => `${WATCHED_TITLES[name]} ${text(first === null ? null : figureOf(first, name).value)} to ${text(last === null ? null : figureOf(last, name).value)}`);
  return `From no strength to all of it: ${each.join(", ")}.`;
}
