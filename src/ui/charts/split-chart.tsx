import { VisuallyHidden } from "@mantine/core";
import { Suspense, lazy, useState, type ReactNode } from "react";
import type { Point } from "../../domain/downsample";
import { SPLITS, type PerSplit } from "../../domain/split";
import { AfterPaint } from "../components/after-paint";
import type { ChartMarker } from "./chart-markers";
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
}

interface SplitChartProps extends SplitPicture {
  /** What the chart shows, in a sentence, for those who do not see it. */
  readonly summary: string;
  readonly empty: string;
  /** Charts of one stage come to life one after the other. */
  readonly turn: number;
}

/** One line a split over the epochs, each in its hue. */
export function SplitChart({ summary, empty, turn, ...picture }: SplitChartProps) {
  const [host, setHost] = useState<HTMLDivElement | null>(null);
  const nothing = SPLITS.every((split) => !picture.lines[split].some(({ y }) => isDrawable(y, picture.scale)));
  return (
    <figure className={styles.figure}>
      <VisuallyHidden>
        <figcaption>{summary}</figcaption>
      </VisuallyHidden>
      {nothing && <p className={styles.empty}>{empty}</p>}
      <div className={styles.chart} inert={nothing} ref={setHost}>
        {!nothing && (
          <AfterPaint turn={turn} placeholder={null}>
            <Suspense>
              <SplitPlot {...picture} host={host} />
            </Suspense>
          </AfterPaint>
        )}
      </div>
    </figure>
  );
}

/** Whether a value has a place on a scale. */
export function isDrawable(value: number, scale: SplitPicture["scale"]): boolean {
  return Number.isFinite(value) && (scale === "linear" || value > 0);
}
