import { usePlot } from "./kit/plot-context";
import styles from "./split-chart.module.css";

/** A moment worth a line across the chart, and what happened then. */
export interface ChartMarker {
  readonly x: number;
  readonly label: string;
}

/** Of a character of the label, in pixels: enough to tell whether it fits. */
const CHARACTER = 6.2;
/** Wide enough to be hit with a finger, in pixels. */
const REACH = 12;

/** Thin upright lines; their labels show on hover and focus. */
export function ChartMarkers({ markers }: { readonly markers: readonly ChartMarker[] }) {
  const { x: scale, area } = usePlot();
  const { left, top, width, height } = area;
  return markers.map(({ x, label }) => {
    const at = scale.at(x);
    if (!(at >= left && at <= left + width)) return null;
    const start = Math.max(left, Math.min(at + 6, left + width - label.length * CHARACTER));
    return (
      <g key={x} className={styles.marker} tabIndex={0} role="img" aria-label={label}>
        <line className={styles.hair} x1={at} x2={at} y1={top} y2={top + height} />
        <rect x={at - REACH / 2} y={top} width={REACH} height={height} fill="transparent" data-aside />
        <text x={start} y={top + 12} data-aside>
          {label}
        </text>
      </g>
    );
  });
}
