import type { Point } from "../../domain/downsample";
import { usePlot } from "./kit/plot-context";
import { linePath, placed } from "./kit/series";

const MAX_POINTS = 500;

/**
 * A faint line behind the others of a chart, drawn with the chart's own scales. It is no series of the chart: points
 * that arrive many times an epoch move this one path and leave the rest of the picture as it is.
 */
export function FaintLine({ points, colour }: { readonly points: readonly Point[]; readonly colour: string }) {
  const { x, y, area } = usePlot();
  // Above the highest tick the line runs along the edge.
  const held = placed(points, x, y, MAX_POINTS).map((point) => ({ x: point.x, y: Math.min(Math.max(point.y, area.top), area.top + area.height) }));
  return <path d={linePath(held)} fill="none" stroke={colour} strokeOpacity={0.35} strokeWidth={1} />;
}
