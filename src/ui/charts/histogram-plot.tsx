import { VisuallyHidden } from "@mantine/core";
import { useMemo, useState, type KeyboardEvent, type PointerEvent } from "react";
import { formatCount, formatPercent } from "../../domain/format";
import { SPLIT_TITLES } from "../../domain/split";
import { SplitDot, splitHue } from "../components/split-name";
import {
  binAt,
  binHeights,
  binName,
  binReadings,
  countLines,
  edgePositions,
  edgeText,
  histogramSummary,
  outline,
  splitsIn,
  type CountAxis,
  type NumericHistogram,
} from "./histogram-figures";
import styles from "./histogram-plot.module.css";

interface HistogramPlotProps {
  readonly histogram: NumericHistogram;
  readonly axis: CountAxis;
  /** One of many: smaller, and without the values of single bins. */
  readonly compact?: boolean;
}

/** Of the picture's own coordinates; it is stretched to the room there is. */
const [WIDTH, HEIGHT] = [1000, 200];
/** Where along the axis its values are written. */
const TICKS = [0, 0.25, 0.5, 0.75, 1];
const COMPACT_TICKS = [0, 1];

/** One column over the splits, each an outline in its hue on one axis; single bins are read off by pointer or arrow keys. */
export function HistogramPlot({ histogram, axis, compact = false }: HistogramPlotProps) {
  const positions = useMemo(() => edgePositions(histogram.edges, histogram.scale), [histogram]);
  const { heights, top } = useMemo(() => binHeights(histogram, axis), [histogram, axis]);
  const topText = axis === "share" ? formatPercent(top, 1) : formatCount(top);
  const ticks = tickEdges(positions, compact ? COMPACT_TICKS : TICKS);
  return (
    <figure className={styles.figure} data-compact={compact || undefined}>
      <VisuallyHidden>
        <figcaption>{histogramSummary(histogram)}</figcaption>
      </VisuallyHidden>
      <div className={styles.top} aria-hidden>
        {topText}
        {!compact && (axis === "share" ? " of the split's rows" : " rows, logarithmic")}
      </div>
      <div className={styles.plot}>
        {!compact &&
          countLines(top, axis).map(({ place, text }) => (
            <span key={text} className={styles.line} style={{ bottom: `${100 * place}%` }} aria-hidden>
              {text}
            </span>
          ))}
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
        {!compact && <BinReader histogram={histogram} positions={positions} />}
      </div>
      <div className={styles.ticks} aria-hidden>
        {ticks.map(({ edge, place }) => (
          <span key={edge} style={{ left: `${100 * place}%` }} data-end={place === 0 ? "first" : place === 1 ? "last" : undefined}>
            {edgeText(histogram.edges, edge)}
          </span>
        ))}
      </div>
    </figure>
  );
}

/** Reads single bins; it alone is drawn again as the pointer moves. */
function BinReader({ histogram, positions }: { readonly histogram: NumericHistogram; readonly positions: readonly number[] }) {
  const [bin, setBin] = useState<number | null>(null);
  const last = positions.length - 2;
  const shown = Math.min(bin ?? 0, last);
  const [from, to] = [positions[shown] ?? 0, positions[shown + 1] ?? 1];
  const readings = binReadings(histogram, shown);
  const follow = ({ currentTarget, clientX }: PointerEvent): void => {
    const { left, width } = currentTarget.getBoundingClientRect();
    setBin(binAt(positions, (clientX - left) / width));
  };
  const step = (event: KeyboardEvent): void => {
    const next = AFTER_KEY[event.key]?.(shown, last);
    if (next === undefined) return;
    event.preventDefault();
    setBin(Math.min(last, Math.max(0, next)));
  };
  const leave = (): void => {
    setBin(null);
  };
  return (
    <>
      <div
        className={styles.reader}
        tabIndex={0}
        role="slider"
        aria-label={`Bins of ${histogram.column}`}
        aria-valuemin={1}
        aria-valuemax={last + 1}
        aria-valuenow={shown + 1}
        aria-valuetext={`${binName(histogram, shown)}: ${readings.map(({ split, text }) => `${SPLIT_TITLES[split]} ${text}`).join(", ")}`}
        onPointerMove={follow}
        onPointerLeave={leave}
        onFocus={() => {
          setBin(shown);
        }}
        onBlur={leave}
        onKeyDown={step}
      >
        {bin !== null && <div className={styles.bin} style={{ left: `${100 * from}%`, width: `${100 * (to - from)}%` }} />}
      </div>
      {bin !== null && (
        <div className={styles.values} data-right={from + to > 1 || undefined} aria-hidden>
          <strong>{binName(histogram, shown)}</strong>
          {readings.map(({ split, text }) => (
            <span key={split} style={splitHue(split)}>
              <SplitDot /> {SPLIT_TITLES[split]} {text}
            </span>
          ))}
        </div>
      )}
    </>
  );
}

const AFTER_KEY: Readonly<Record<string, (bin: number, last: number) => number>> = {
  ArrowLeft: (bin) => bin - 1,
  ArrowDown: (bin) => bin - 1,
  ArrowRight: (bin) => bin + 1,
  ArrowUp: (bin) => bin + 1,
  PageDown: (bin) => bin - 10,
  PageUp: (bin) => bin + 10,
  Home: () => 0,
  End: (_bin, last) => last,
};

/** The edges nearest to the places where values are written, each once. */
function tickEdges(positions: readonly number[], places: readonly number[]): { edge: number; place: number }[] {
  const edges = places.map((place) => {
    const distances = positions.map((position) => Math.abs(position - place));
    return distances.indexOf(Math.min(...distances));
  });
  return [...new Set(edges)].map((edge) => ({ edge, place: positions[edge] ?? 0 }));
}
