import { VisuallyHidden } from "@mantine/core";
import { useMemo, type ReactNode } from "react";
import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { downsample, type Point } from "../../domain/downsample";
import { SPLITS, SPLIT_TITLES, type PerSplit } from "../../domain/split";
import { AfterPaint } from "../components/after-paint";
import styles from "./split-chart.module.css";

/** More points than this cannot be told apart and slow the drawing down. */
const MAX_POINTS = 500;

const AXIS = { stroke: "var(--line-strong)", tickLine: false, tickMargin: 6 } as const;

export interface SplitChartProps {
  readonly lines: PerSplit<readonly Point[]>;
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
  const { lines, overlay, baselines, scale, yDomain, xMax, formatValue, formatTick, summary, empty, turn } = props;
  const drawn = useMemo(
    () => ({
      train: [...downsample(drawable(lines.train, scale), MAX_POINTS)],
      validation: [...downsample(drawable(lines.validation, scale), MAX_POINTS)],
      test: [...downsample(drawable(lines.test, scale), MAX_POINTS)],
    }),
    [lines, scale],
  );
  const drawnSplits = SPLITS.filter((split) => drawn[split].length > 0);
  const nothing = drawnSplits.length === 0;
  return (
    <figure className={styles.figure}>
      <VisuallyHidden>
        <figcaption>{summary}</figcaption>
      </VisuallyHidden>
      {nothing && <p className={styles.empty}>{empty}</p>}
      <div className={styles.chart} inert={nothing}>
        <AfterPaint turn={turn} placeholder={null}>
          <ResponsiveContainer width="100%" height="100%">
            <LineChart margin={{ top: 8, right: 12, bottom: 0, left: 0 }}>
              <CartesianGrid vertical={false} stroke="var(--line)" />
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
              <Tooltip
                isAnimationActive={false}
                content={({ active, label }) =>
                  active === true && typeof label === "number" ? (
                    <ValuesAt x={label} lines={lines} formatValue={formatValue} />
                  ) : null
                }
              />
              {baselines !== undefined &&
                SPLITS.map((split) =>
                  baselines[split] === null ? null : (
                    <ReferenceLine
                      key={split}
                      y={baselines[split]}
                      stroke={`var(--${split})`}
                      strokeDasharray="5 4"
                      strokeOpacity={0.8}
                    />
                  ),
                )}
              {overlay}
              {drawnSplits.map((split) => (
                <Line
                  key={split}
                  data={drawn[split]}
                  dataKey="y"
                  name={SPLIT_TITLES[split]}
                  stroke={`var(--${split})`}
                  strokeWidth={2}
                  dot={drawn[split].length === 1 ? { r: 3, fill: `var(--${split})`, strokeWidth: 0 } : false}
                  isAnimationActive={false}
                />
              ))}
            </LineChart>
          </ResponsiveContainer>
        </AfterPaint>
      </div>
    </figure>
  );
}

/** Whole numbers in steps of 1, 2 or 5 times a power of ten, at most about eight of them. */
function wholeTicks(max: number): number[] {
  const rough = max / 8;
  const power = 10 ** Math.floor(Math.log10(Math.max(1, rough)));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? power;
  return Array.from({ length: Math.floor(max / step) + 1 }, (_, i) => i * step);
}

function drawable(points: readonly Point[], scale: "linear" | "log"): readonly Point[] {
  return points.filter(({ y }) => Number.isFinite(y) && (scale === "linear" || y > 0));
}

interface ValuesAtProps {
  readonly x: number;
  readonly lines: PerSplit<readonly Point[]>;
  readonly formatValue: (value: number) => string;
}

/** All series at the epoch nearest to the pointer. */
function ValuesAt({ x, lines, formatValue }: ValuesAtProps) {
  const epoch = Math.round(x);
  return (
    <div className={styles.tooltip}>
      <strong>{epoch === 0 ? "Untrained net" : `Epoch ${epoch}`}</strong>
      <dl>
        {SPLITS.map((split) => {
          const point = lines[split].find((candidate) => candidate.x === epoch);
          return (
            <div key={split} style={{ display: "contents" }}>
              <dt style={{ color: `var(--${split})` }}>{SPLIT_TITLES[split]}</dt>
              <dd>{point === undefined ? "–" : formatValue(point.y)}</dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}
