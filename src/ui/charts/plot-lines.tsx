import { usePlotArea, useYAxisScale, useYAxisTicks } from "recharts";
import { SPLITS, type PerSplit } from "../../domain/split";

/** A faint line at each tick of the upright axis. */
export function GridLines() {
  const area = usePlotArea();
  const ticks = useYAxisTicks();
  if (area === undefined || ticks === undefined) return null;
  return (
    <g stroke="var(--line)">
      {ticks.map(({ coordinate }) => (
        <line key={coordinate} x1={area.x} x2={area.x + area.width} y1={coordinate} y2={coordinate} />
      ))}
    </g>
  );
}

/** Dashed lines in the hues of the splits, where they lie within the chart. */
export function LevelLines({ levels }: { readonly levels: PerSplit<number | null> }) {
  const area = usePlotArea();
  const scale = useYAxisScale();
  if (area === undefined || scale === undefined) return null;
  return SPLITS.map((split) => {
    const level = levels[split];
    const y = level === null ? undefined : scale(level);
    if (y === undefined || !(y >= area.y && y <= area.y + area.height)) return null;
    return (
      <line
        key={split}
        x1={area.x}
        x2={area.x + area.width}
        y1={y}
        y2={y}
        stroke={`var(--${split})`}
        strokeDasharray="5 4"
        strokeOpacity={0.8}
      />
    );
  });
}
