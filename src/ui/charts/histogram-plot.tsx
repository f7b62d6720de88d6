import { VisuallyHidden } from "@mantine/core";
import { useMemo } from "react";
import { formatCount, formatPercent } from "../../domain/format";
import { binHeights, edgePositions, edgeText, histogramSummary, outline, splitsIn, type CountAxis, type NumericHistogram } from "./histogram-figures";
import styles from "./histogram-plot.module.css";

interface HistogramPlotProps {
  readonly histogram: NumericHistogram;
  readonly axis: CountAxis;
}

/** Of the picture's own coordinates; it is stretched to the room there is. */
const [WIDTH, HEIGHT] = [1000, 200];

/** One of many small histograms, each split an outline in its hue; single values are read off a `HistogramChart`. */
export function HistogramPlot({ histogram, axis }: HistogramPlotProps) {
  const positions = useMemo(() => edgePositions(histogram.edges, histogram.scale), [histogram]);
  const { heights, top } = useMemo(() => binHeights(histogram, axis), [histogram, axis]);
  return (
    <figure className={styles.figure}>
      <VisuallyHidden>
        <figcaption>{histogramSummary(histogram)}</figcaption>
      </VisuallyHidden>
      <div className={styles.top} aria-hidden>
        {axis === "share" ? formatPercent(top, 1) : formatCount(top)}
      </div>
      <div className={styles.plot}>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
          {splitsIn(histogram).map((split) => (
            <path
              key={split}
              d={outline(positions, heights[split] ?? [], WIDTH, HEIGHT)}
              fill={`var(--${split})`}
              fillOpacity={0.16}
              stroke={`var(--${split})`}
              strokeWidth={1.5}
              strokeLinejoin="round"
              vectorEffect="non-scaling-stroke"
            />
          ))}
        </svg>
      </div>
      <div className={styles.ends} aria-hidden>
        <span>{edgeText(histogram.edges, 0)}</span>
        <span>{edgeText(histogram.edges, histogram.edges.length - 1)}</span>
      </div>
    </figure>
  );
}
