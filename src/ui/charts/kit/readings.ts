import { isDrawable, type Interval, type ScaleKind } from "./scales";
import { valueAt, type Series } from "./series";
import type { Plot } from "./plot-context";

/** A place that can be read. With a y, the nearest one to the pointer is meant; without, the nearest by x. */
export interface Stop {
  readonly x: number;
  readonly y?: number;
}

/** What one series says at a stop. */
export interface Reading {
  readonly key: string;
  readonly title: string;
  readonly colour: string;
  readonly dash?: string | undefined;
  readonly value: string;
  /** Where it is marked: at the stop's own x by default, and nowhere without a y. */
  readonly x?: number;
  readonly y?: number;
}

/** Where the series can be read when nothing else is said: at each x of theirs, and in the middle of each bar. */
export function stopsOf(series: readonly Series[]): Stop[] {
  const places = new Set<number>();
  for (const each of series) {
    if (each.silent === true) continue;
    if (each.kind !== "bars") for (const { x } of each.points) places.add(x);
    else for (const [index] of each.heights.entries()) places.add(((each.edges[index] ?? NaN) + (each.edges[index + 1] ?? NaN)) / 2);
  }
  return [...places].filter(Number.isFinite).sort((a, b) => a - b).map((x) => ({ x }));
}

/** What all series say at an x; those that are not there are left out. */
export function readingsAt(series: readonly Series[], x: number, format: (value: number) => string): Reading[] {
  return series.flatMap((each) => {
    const y = each.silent === true ? null : valueAt(each, x);
    if (y === null) return [];
    const { key, title, colour, dash } = each;
    return [{ key, title, colour, dash, value: format(y), y }];
  });
}

/** The index of the stop nearest to a pixel of the plot, of those in sight. */
export function nearestStop(stops: readonly Stop[], { x, y }: Pick<Plot, "x" | "y">, left: number, top: number): number {
  let [nearest, least] = [0, Infinity];
  for (const [index, stop] of stops.entries()) {
    if (!inSight(stop.x, x.domain, x.kind)) continue;
    const across = x.at(stop.x) - left;
    const distance = stop.y === undefined ? Math.abs(across) : Math.hypot(across, y.at(stop.y) - top);
    if (distance < least) [nearest, least] = [index, distance];
  }
  return nearest;
}

function inSight(value: number, [from, to]: Interval, kind: ScaleKind): boolean {
  return isDrawable(value, kind) && value >= from && value <= to;
}
