import { usePlotArea, useXAxisScale, useYAxisScale } from "recharts";
import { downsample, type Point } from "../../domain/downsample";

const MAX_POINTS = 500;

/**
 * A faint line behind the others of a chart, drawn with the chart's own scales. It is no series of the chart: points
 * that arrive many times an epoch move this one path and leave the rest of the picture as it is.
 */
export function FaintLine({ points, colour }: { readonly points: readonly Point[]; readonly colour: string }) {
  const area = usePlotArea();
  const x = useXAxisScale();
  const y = useYAxisScale();
  if (area === undefined || x === undefined || y === undefined) return null;
  const path = downsample(points, MAX_POINTS).flatMap((point) => {
    const [left, top] = [x(point.x), y(point.y)];
    if (left === undefined || top === undefined || !Number.isFinite(left) || !Number.isFinite(top)) return [];
    // Above the highest tick the line runs along the edge.
    const within = Math.min(Math.max(top, area.y), area.y + area.height);
    return [`${left.toFixed(1)},${within.toFixed(1)}`];
  });
  return <polyline points={path.join(" ")} fill="none" stroke={colour} strokeOpacity={0.35} strokeWidth={1} />;
}
