import { Suspense, lazy, type ReactNode } from "react";
import type { Point } from "../../domain/downsample";
import { SPLITS, type PerSplit } from "../../domain/split";
import { AfterPaint } from "../components/after-paint";
import type { ChartMarker } from "./chart-markers";
import type { AxisSpec } from "./kit/series";
import type { Zoom } from "./kit/zoom";
import styles from "./split-chart.module.css";

const loadPlot = () => import("./split-plot");
const SplitPlot = lazy(async () => ({ default: (await loadPlot()).SplitPlot }));

/** Fetches what draws charts, so that it is there with the first figures. */
export function preloadCharts(): void {
  // Should it fail, the chart itself says so when it is drawn.
  loadPlot().catch(() => undefined);
}

export interface SplitPicture {
  readonly lines: PerSplit<readonly Point[]>;
  /** Rows of train that were set aside: a line of their own, in train's hue; empty where there are none. */
  readonly holdout: readonly Point[];
  /** From 0 to 1: what was measured then stands, faint, behind its smoothed line. */
  readonly smoothing: number;
  /** Moments to mark across the chart. */
  readonly markers: readonly ChartMarker[];
  /** Something drawn behind the lines with the chart's scales, such as a `FaintLine`. */
  readonly behind?: ReactNode;
  /** Dashed lines in the hues of the splits. */
  readonly baselines?: PerSplit<number | null>;
  readonly y: AxisSpec;
  readonly xMax: number;
  readonly formatValue: (value: number) => string;
  readonly zoom: Zoom;
}

interface SplitChartProps extends SplitPicture {
  readonly empty: string;
  /** Charts of one stage come to life one after the other. */
  readonly turn: number;
}

/** One line a split over the epochs, each in its hue. */
export function SplitChart({ empty, turn, ...picture }: SplitChartProps) {
  if (SPLITS.every((split) => picture.lines[split].length === 0)) return <p className={styles.empty}>{empty}</p>;
  return (
    <div className={styles.chart}>
      <AfterPaint turn={turn} placeholder={null}>
        <Suspense>
          <SplitPlot {...picture} />
        </Suspense>
      </AfterPaint>
    </div>
  );
}
