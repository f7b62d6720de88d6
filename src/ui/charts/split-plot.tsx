import { useMemo } from "react";
import { Line, LineChart, XAxis, YAxis } from "recharts";
import { downsample, type Point } from "../../domain/downsample";
import { SPLITS, SPLIT_TITLES, perSplit } from "../../domain/split";
import { ChartMarkers } from "./chart-markers";
import { EpochReader } from "./epoch-reader";
import { GridLines, LevelLines } from "./plot-lines";
import { isDrawable, type SplitPicture } from "./split-chart";

/** More points than this cannot be told apart and slow the drawing down. */
const MAX_POINTS = 500;

/** Of train's hue, and like neither the lines nor the dashes of the constant answers. */
const HOLDOUT_DASH = "9 3 2 3";
const NO_POINTS: readonly Point[] = [];

const WHOLE = { width: "100%", height: "100%" } as const;
const MARGIN = { top: 8, right: 12, bottom: 0, left: 0 } as const;
const AXIS = { stroke: "var(--line-strong)", tickLine: false, tickMargin: 6 } as const;

interface SplitPlotProps extends SplitPicture {
  /** Takes the pointer and the keys of the reader. */
  readonly host: HTMLElement | null;
}

/** The picture of a `SplitChart`. It brings recharts along, which is why it loads by itself, with the first figures of a run. */
export function SplitPlot(props: SplitPlotProps) {
  const { host, lines, holdout = NO_POINTS, markers, overlay, baselines, scale, yDomain, xMax, formatValue, formatTick } = props;
  const drawn = useMemo(() => perSplit((split) => thinned(lines[split], scale)), [lines, scale]);
  const drawnHoldout = useMemo(() => thinned(holdout, scale), [holdout, scale]);
  const drawnSplits = SPLITS.filter((split) => drawn[split].length > 0);
  return (
    <LineChart responsive accessibilityLayer={false} style={WHOLE} margin={MARGIN}>
      <XAxis {...AXIS} type="number" dataKey="x" domain={[0, Math.max(1, xMax)]} ticks={wholeTicks(Math.max(1, xMax))} />
      <YAxis
        {...AXIS}
        axisLine={false}
        width={56}
        scale={scale}
        domain={[...yDomain]}
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
      <EpochReader host={host} lines={lines} holdout={holdout} formatValue={formatValue} />
      {markers !== undefined && <ChartMarkers markers={markers} />}
    </LineChart>
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
  return [...downsample(points.filter(({ y }) => isDrawable(y, scale)), MAX_POINTS)];
}
