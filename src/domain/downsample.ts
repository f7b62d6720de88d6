export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * Thins a line to `limit` points that keep its shape: largest triangle three buckets
 * (Steinarsson, "Downsampling Time Series for Visual Representation", 2013). First and last points are kept.
 * @param points sorted by x
 * @param limit at least 3
 */
export function downsample<P extends Point>(points: readonly P[], limit: number): readonly P[] {
  const first = points[0];
  const last = points.at(-1);
  if (points.length <= limit || first === undefined || last === undefined) return points;
  const kept: P[] = [first];
  const width = (points.length - 2) / (limit - 2);
  let anchor: P = first;
  for (let bucket = 0; bucket < limit - 2; bucket++) {
    const from = 1 + Math.floor(bucket * width);
    const to = 1 + Math.floor((bucket + 1) * width);
    const next = average(points.slice(to, Math.min(points.length, 1 + Math.floor((bucket + 2) * width))), last);
    let best: P = points[from] ?? last;
    let bestArea = -1;
    for (const point of points.slice(from, to)) {
      const area = Math.abs((anchor.x - next.x) * (point.y - anchor.y) - (anchor.x - point.x) * (next.y - anchor.y));
      if (area > bestArea) {
        bestArea = area;
        best = point;
      }
    }
    kept.push(best);
    anchor = best;
  }
  kept.push(last);
  return kept;
}

function average(points: readonly Point[], otherwise: Point): Point {
  if (points.length === 0) return otherwise;
  const sum = points.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}
