import { useMemo } from "react";
import { formatCount, formatPercent, formatStatistic } from "../../domain/format";
import { SPLIT_TITLES } from "../../domain/split";
import { binAxes, binName, binReadings, histogramSummary, histogramTable, splitsIn, type CountAxis, type NumericHistogram } from "./histogram-figures";
import { ChartFrame } from "./kit/chart-frame";
import type { ReaderSpec } from "./kit/plot-reader";
import type { Series } from "./kit/series";
import { XyPlot } from "./kit/xy-plot";
import { useZoom } from "./kit/zoom";

interface HistogramChartProps {
  readonly histogram: NumericHistogram;
  readonly axis: CountAxis;
}

/** One column over the splits, each an outline in its hue on one axis; single bins are read off by pointer or arrow keys. */
export function HistogramChart({ histogram, axis }: HistogramChartProps) {
  const zoom = useZoom(histogram);
  const axes = useMemo(() => binAxes(histogram, axis), [histogram, axis]);
  const series = useMemo(
    () =>
      splitsIn(histogram).map((split): Series => {
        const heights = axes.heights[split] ?? [];
        return { key: split, title: SPLIT_TITLES[split], colour: `var(--${split})`, kind: "bars", edges: axes.edges, heights };
      }),
    [histogram, axes],
  );
  const reader = useMemo(
    (): ReaderSpec => ({
      label: `Bins of ${histogram.column}`,
      name: (_stop, bin) => binName(histogram, bin),
      stops: axes.edges.slice(1).map((edge, bin) => ({ x: ((axes.edges[bin] ?? 0) + edge) / 2 })),
      read: (_stop, bin) =>
        binReadings(histogram, bin).map(({ split, text }) => {
          const y = axes.heights[split]?.[bin] ?? 0;
          return { key: split, title: SPLIT_TITLES[split], colour: `var(--${split})`, value: text, y };
        }),
    }),
    [histogram, axes],
  );
  const x = useMemo(() => ({ domain: [0, 1] as const, ticks: axes.edgeTicks, format: axes.edgeText }), [axes]);
  const y = useMemo(
    () => ({
      domain: [0, "auto"] as const,
      title: axis === "share" ? "of the split's rows" : "rows, logarithmic",
      format: axes.heightText,
      ...(axes.heightTicks === undefined ? {} : { ticks: axes.heightTicks }),
    }),
    [axes, axis],
  );
  return (
    <ChartFrame
      inside
      widens={false}
      title={histogram.column}
      summary={histogramSummary(histogram)}
      table={() => ({ ...histogramTable(histogram), format: formatCell })}
      fileName={`triptych-histogram-${histogram.column}`}
      zoom={zoom}
    >
      <XyPlot series={series} x={x} y={y} reader={reader} zoom={zoom} height={300} />
    </ChartFrame>
  );
}

/** After the two edges, each split has its rows and then their share. */
function formatCell(value: number, column: number): string {
  if (column < 2) return formatStatistic(value);
  return column % 2 === 0 ? formatCount(value) : formatPercent(value);
}
