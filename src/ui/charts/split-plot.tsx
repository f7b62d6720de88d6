import { useMemo } from "react";
import { ChartMarkers } from "./chart-markers";
import type { ReaderSpec } from "./kit/plot-reader";
import type { Reading, Stop } from "./kit/readings";
import { valueAt, type AxisSpec } from "./kit/series";
import { XyPlot } from "./kit/xy-plot";
import { LevelLines } from "./level-lines";
import type { SplitPicture } from "./split-chart";
import type { SmoothedLine } from "./smoothed-line";
import { splitLines } from "./split-lines";

/** The picture of a `SplitChart`, which loads with the first figures of a run. */
export function SplitPlot({ lines, holdout, smoothing, markers, behind, baselines, y, xMax, formatValue, zoom }: SplitPicture) {
  const drawn = useMemo(() => splitLines(lines, holdout, smoothing), [lines, holdout, smoothing]);
  const series = useMemo(() => [...drawn.map(({ raw }) => raw), ...drawn.flatMap(({ smooth }) => smooth ?? [])], [drawn]);
  const x = useMemo((): AxisSpec => ({ domain: [0, Math.max(1, xMax)], whole: true, title: "epoch" }), [xMax]);
  const reader = useMemo(
    (): ReaderSpec => ({
      label: "Values at an epoch",
      name: ({ x: epoch }) => `${epoch === 0 ? "Untrained net" : `Epoch ${epoch}`}${smoothing === 0 ? "" : ", smoothed in brackets"}`,
      stops: lines.train,
      read: (stop) => readingsOf(drawn, stop, formatValue),
      begins: "last",
    }),
    [lines.train, drawn, smoothing, formatValue],
  );
  return (
    <XyPlot
      series={series}
      x={x}
      y={y}
      reader={reader}
      zoom={zoom}
      behind={
        <>
          {baselines !== undefined && <LevelLines levels={baselines} />}
          {behind}
        </>
      }
    >
      <ChartMarkers markers={markers} />
    </XyPlot>
  );
}

/** What was measured at an epoch, with the smoothed value beside it. */
function readingsOf(drawn: readonly SmoothedLine[], { x }: Stop, format: (value: number) => string): Reading[] {
  return drawn.flatMap(({ raw, smooth }) => {
    const y = valueAt(raw, x);
    if (y === null) return [];
    const smoothY = smooth === null ? null : valueAt(smooth, x);
    const value = smoothY === null ? format(y) : `${format(y)} (${format(smoothY)})`;
    return [{ key: raw.key, title: raw.title, colour: raw.colour, dash: raw.dash, value, y }];
  });
}
