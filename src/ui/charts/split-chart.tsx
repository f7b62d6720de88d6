import { VisuallyHidden } from "@mantine/core";
import { useMemo, useState, type ReactNode } from "react";
import { Line, LineChart, XAxis, YAxis } from "recharts";
import { downsample, type Point } from "../../domain/downsample";
import { SPLITS, SPLIT_TITLES, perSplit, type PerSplit } from "../../domain/split";
import { AfterPaint } from "../components/after-paint";
import { ChartMarkers, type ChartMarker } from "./chart-markers";
import { EpochReader } from "./epoch-reader";
import { GridLines, LevelLines } from "./plot-lines";
import styles from "./split-chart.module.css";

/** More points than this cannot be told apart and slow the drawing down. */
const MAX_POINTS = 500;

/** Of train's hue, and like neither the lines nor the dashes of the constant answers. */
const HOLDOUT_DASH = "9 3 2 3";
const NO_POINTS: readonly Point[] = [];

const WHOLE = { width: "100%", height: "100%" } as const;
const MARGIN = { top: 8, right: 12, bottom: 0, left: 0 } as const;
const AXIS = { stroke: "var(--line-strong)", tickLine: false, tickMargin: 6 } as const;

export interface SplitChartProps {
  readonly lines: PerSplit<readonly Point[]>;
  /** Rows of train that were set aside: a line of their own, in train's hue; empty where there are none. */
  readonly holdout?: readonly Point[];
  /** Moments to mark across the chart. */
  readonly markers?: readonly ChartMarker[];
  /** Something drawn behind the lines with the chart's scales, such as a `FaintLine`. */
  readonly overlay?: ReactNode;
  /** Dashed lines in the hues of the splits. */
  readonly baselines?: PerSplit<number | null>;
  readonly scale: "linear" | "log";
  readonly yDomain: readonly [number | "auto", number | "auto"];
  readonly xMax: number;
  readonly formatValue: (value: number) => string;
  readonly formatTick: (value: number) => string;
  /** What the chart shows, in a sentence, for those who do not see it. */
  readonly summary: string;
  readonly empty: string;
  /** Charts of one stage come to life one after the other. */
  readonly turn: number;
}

/** One line a split over the epochs, each in its hue. */
export function SplitChart(props: SplitChartProps) {
  const { lines, holdout = NO_POINTS, markers, overlay, baselines, scale, yDomain } = props;
  const { xMax, formatValue, formatTick, summary, empty, turn } = props;
  const [host, setHost] = useState<HTMLDivElement | null>(null);
  const drawn = useMemo(() => perSplit((split) => thinned(lines[split], scale)), [lines, scale]);
  const drawnHoldout = useMemo(() => thinned(holdout, scale), [holdout, scale]);
  const drawnSplits = SPLITS.filter((split) => drawn[split].length > 0);
  const nothing = drawnSplits.length === 0;
  return (
    <figure className={styles.figure}>
      <VisuallyHidden>
        <figcaption>{summary}</figcaption>
      </VisuallyHidden>
      {nothing && <p className={styles.empty}>{empty}</p>}
      <div className={styles.chart} inert={nothing} ref={setHost}>
        <AfterPaint turn={turn} placeholder={null}>
          <LineChart responsive accessibilityLayer={false} style={WHOLE} margin={MARGIN}>
            <XAxis {...AXIS} type="number" dataKey="x" domain={[0, Math.max(1, xMax)]} ticks={wholeTicks(Math.max(1, xMax))} />
            <YAxis
              {...AXIS}
              axisLine={false}
              width={56}
              scale={scale}
              domain={nothing ? [0, 1] : [...yDomain]}
              tickFormatter={formatTick}
              allowDataOverflow
            />
            <GridLines />
            {baselines !== undefined && <LevelLines levels={baselines} />}
            {overlay}
            {drawnHoldout.length > 0 && <HoldoutLine points={drawnHoldout} />}
            {drawnSplits.map((split) => (
              <Line
                key={split}
                data={drawn[split]}
                dataKey="y"
                name={SPLIT_TITLES[split]}
                stroke={`var(--${split})`}
                strokeWidth={2}
                dot={drawn[split].length === 1 ? { r: 3, fill: `var(--${split})`, strokeWidth: 0 } : false}
                activeDot={false}
                isAnimationActive={false}
              />
            ))}
            {!nothing && <EpochReader host={host} lines={lines} holdout={holdout} formatValue={formatValue} />}
            {markers !== undefined && <ChartMarkers markers={markers} />}
          </LineChart>
        </AfterPaint>
      </div>
    </figure>
  );
}

/** Rows of train that were set aside: train's hue, with a dash. */
function HoldoutLine({ points }: { readonly points: readonly Point[] }) {
  return (
    <Line
      data={[...points]}
      dataKey="y"
      name="Hold-out"
      stroke="var(--train)"
      strokeWidth={2}
      strokeDasharray={HOLDOUT_DASH}
      dot={points.length === 1 ? { r: 3, fill: "var(--card)", stroke: "var(--train)" } : false}
      activeDot={false}
      isAnimationActive={false}
    />
  );
}

/** Whole numbers in steps of 1, 2 or 5 times a power of ten, at most about eight of them. */
function wholeTicks(max: number): number[] {
  const rough = max / 8;
  const power = 10 ** Math.floor(Math.log10(Math.max(1, rough)));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? power;
  return Array.from({ length: Math.floor(max / step) + 1 }, (_, i) => i * step);
}

/** What can be drawn on a scale, in no more points than can be told apart. */
function thinned(points: readonly Point[], scale: "linear" | "log"): Point[] {
  return [...downsample(points.filter(({ y }) => Number.isFinite(y) && (scale === "linear" || y > 0)), MAX_POINTS)];
}
