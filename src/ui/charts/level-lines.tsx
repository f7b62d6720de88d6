import { SPLITS, type PerSplit } from "../../domain/split";
import { usePlot } from "./kit/plot-context";

/** Dashed lines in the hues of the splits, where they lie within the chart. */
export function LevelLines({ levels }: { readonly levels: PerSplit<number | null> }) {
  const { y: scale, area } = usePlot();
  const { left, top, width, height } = area;
  return SPLITS.map((split) => {
    const level = levels[split];
    const y = level === null ? NaN : scale.at(level);
    if (!(y >= top && y <= top + height)) return null;
    return <line key={split} x1={left} x2={left + width} y1={y} y2={y} stroke={`var(--${split})`} strokeDasharray="5 4" strokeOpacity={0.8} />;
  });
}
