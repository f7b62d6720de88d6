import { smoothed } from "../../domain/smoothing";
import type { PointSeries } from "./kit/series";

/** A line of a chart: what was measured, and what it is when smoothed; null where nothing is. */
export interface SmoothedLine {
  readonly raw: PointSeries;
  readonly smooth: PointSeries | null;
}

/** @param smoothing from 0, nothing is smoothed, to 1; what was measured then stands, faint, behind the smoothed line */
export function smoothedLine(line: PointSeries, smoothing: number): SmoothedLine {
  if (smoothing === 0) return { raw: line, smooth: null };
  const values = smoothed(line.points.map(({ y }) => y), smoothing);
  const smooth: PointSeries = { ...line, key: `${line.key} smoothed`, points: line.points.map(({ x }, index) => ({ x, y: values[index] ?? NaN })) };
  return { raw: { ...line, faint: true, silent: true }, smooth };
}
