import { downsample, type Point } from "../../../domain/downsample";
import { extentOf, isDrawable, niceDomain, widened, type Interval, type Scale, type ScaleKind } from "./scales";

interface SeriesLook {
  /** Its own among the series of a plot. */
  readonly key: string;
  readonly title: string;
  /** Of CSS, such as `var(--train)`. */
  readonly colour: string;
  /** As in `stroke-dasharray`. */
  readonly dash?: string;
  /** Stands behind the others: what was measured, where its smoothed line is shown too. */
  readonly faint?: boolean;
  /** Is neither read out nor in the legend of a saved picture. */
  readonly silent?: boolean;
}

/** Points sorted by x. A `step` holds each y until the next x; an `area` is a line filled down to the foot of the plot. */
export interface PointSeries extends SeriesLook {
  readonly kind: "line" | "step" | "area" | "points";
  readonly points: readonly Point[];
  /** A line of more points in sight is thinned to so many, keeping its shape. Without it all are drawn. */
  readonly most?: number;
}

/** `heights[i]` stands between `edges[i]` and `edges[i + 1]`. */
export interface BarSeries extends SeriesLook {
  readonly kind: "bars";
  readonly edges: readonly number[];
  readonly heights: readonly number[];
  /** Both by default. Two of one hue are told apart by it. */
  readonly look?: "filled" | "outlined";
}

export type Series = PointSeries | BarSeries;

export interface AxisSpec {
  /** `linear` by default. */
  readonly scale?: ScaleKind;
  /** Its ends, or `auto` for those of the data in sight. Both `auto` by default. */
  readonly domain?: readonly [from: number | "auto", to: number | "auto"];
  readonly title?: string;
  /** How ticks are written. */
  readonly format?: (value: number) => string;
  /** Ticks at whole numbers only. */
  readonly whole?: boolean;
  /** Ticks of one's own for what is in sight, about `most` of them, where round numbers are not what matters. */
  readonly ticks?: (inSight: Interval, most: number) => readonly number[];
}

function pointsOf(series: Series): readonly Point[] {
  if (series.kind !== "bars") return series.points;
  return series.heights.flatMap((y, index) => [{ x: series.edges[index] ?? NaN, y }, { x: series.edges[index + 1] ?? NaN, y }]);
}

/** Whether any of the series has a point that the axes can show. */
export function isEmpty(series: readonly Series[], x: ScaleKind, y: ScaleKind): boolean {
  return !series.some((each) => pointsOf(each).some((point) => isDrawable(point.x, x) && (each.kind === "bars" || isDrawable(point.y, y))));
}

/** The whole x axis. */
export function wholeOf(series: readonly Series[], { scale = "linear", domain = ["auto", "auto"] }: AxisSpec): Interval {
  const [from, to] = domain;
  if (from !== "auto" && to !== "auto") return widened([from, to], scale);
  const [low, high] = extentOf(series.flatMap((each) => pointsOf(each).map(({ x }) => x)), scale) ?? FALLBACK[scale];
  return widened([from === "auto" ? low : from, to === "auto" ? high : to], scale);
}

/** The y axis over what lies within `inSight` of the x axis. */
export function heightsOf(series: readonly Series[], { scale = "linear", domain = ["auto", "auto"] }: AxisSpec, inSight: Interval, most: number): Interval {
  const fixed = domain[0] !== "auto" && domain[1] !== "auto";
  const values = fixed ? [] : series.flatMap((each) => within(pointsOf(each), inSight).map(({ y }) => y));
  const [low, high] = extentOf(values, scale) ?? FALLBACK[scale];
  const from = domain[0] === "auto" ? low : domain[0];
  const to = domain[1] === "auto" ? high : domain[1];
  // A single value at the foot, such as a loss that is 0 throughout, still has room above it.
  const wide: Interval = from < to ? [from, to] : domain[0] === "auto" ? widened([from, from], scale) : [from, widened([from, from], scale)[1]];
  return niceDomain(scale, wide, most, [domain[0] !== "auto", domain[1] !== "auto"]);
}

const FALLBACK: Readonly<Record<ScaleKind, Interval>> = { linear: [0, 1], log: [1, 10], logit: [0.01, 0.99] };

/** Points in an interval of x, with one neighbour at each side, so that lines reach the edges. */
export function within(points: readonly Point[], [from, to]: Interval): readonly Point[] {
  const first = firstFrom(points, from);
  // Several points may share the last x: of a step they stand upon each other.
  let end = firstFrom(points, to);
  while (points[end]?.x === to) end++;
  return points.slice(Math.max(0, first - 1), end + 1);
}

/** The points of a series that are drawn, in pixels. Far outside the plot they are brought near: browsers stumble over huge ones. */
export function placed(points: readonly Point[], x: Scale, y: Scale, most = Infinity): readonly Point[] {
  const drawable = within(points, x.domain).filter((point) => isDrawable(point.x, x.kind) && isDrawable(point.y, y.kind));
  const near = (pixel: number): number => Math.min(1e5, Math.max(-1e5, pixel));
  return downsample(drawable, most).map((point) => ({ x: near(x.at(point.x)), y: near(y.at(point.y)) }));
}

/** Pixels as the `d` of a path. */
export function linePath(points: readonly Point[]): string {
  return points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
}

export function stepPath(points: readonly Point[]): string {
  return points.map(({ x, y }, index) => (index === 0 ? `M${x.toFixed(1)} ${y.toFixed(1)}` : `H${x.toFixed(1)}V${y.toFixed(1)}`)).join("");
}

/** The outline of bars from foot to foot. What has no place on the axis, such as 0 on a logarithmic one, lies at the foot. */
export function barPath({ edges, heights }: BarSeries, x: Scale, y: Scale): string {
  const foot = y.range[0];
  const left = (index: number): string => Math.min(x.range[1] + 2, Math.max(x.range[0] - 2, x.at(edges[index] ?? NaN))).toFixed(1);
  const tops = heights.map((height, index) => {
    const top = isDrawable(height, y.kind) ? Math.min(foot, y.at(height)) : foot;
    return `V${top.toFixed(1)}H${left(index + 1)}`;
  });
  return heights.length === 0 ? "" : `M${left(0)} ${foot.toFixed(1)}${tops.join("")}V${foot.toFixed(1)}`;
}

/**
 * What a series says at an x: the point there, else what its line or step has between its neighbours, else the bar around it.
 * @returns null outside of the series
 */
export function valueAt(series: Series, x: number): number | null {
  if (series.kind === "bars") {
    const { edges, heights } = series;
    const beyond = edges.findIndex((edge) => edge > x);
    const bar = beyond === -1 && edges.at(-1) === x ? heights.length - 1 : beyond - 1;
    return heights[bar] ?? null;
  }
  const { points, kind } = series;
  const after = firstFrom(points, x);
  const [before, next] = [points[after - 1], points[after]];
  if (next?.x === x) return next.y;
  if (kind === "points" || before === undefined || next === undefined) return null;
  return kind === "step" ? before.y : before.y + ((next.y - before.y) * (x - before.x)) / (next.x - before.x);
}

/** The index of the first point at an x or beyond it. */
function firstFrom(points: readonly Point[], x: number): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.x ?? Infinity) < x) low = middle + 1;
    else high = middle;
  }
  return low;
}
