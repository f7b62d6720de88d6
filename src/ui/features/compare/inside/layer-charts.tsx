import { memo, useDeferredValue, useMemo, useState } from "react";
import type { EpochInsight } from "../../../../state/insight-slice";
import { ChartMarkers } from "../../../charts/chart-markers";
import { ChartFrame } from "../../../charts/kit/chart-frame";
import type { ReaderSpec } from "../../../charts/kit/plot-reader";
import type { AxisSpec } from "../../../charts/kit/series";
import { SmoothingSlider } from "../../../charts/kit/smoothing-slider";
import { XyPlot } from "../../../charts/kit/xy-plot";
import { useZoom, type Zoom } from "../../../charts/kit/zoom";
import { InTurn } from "./in-turn";
import { momentText } from "./inside-words";
import styles from "./inside.module.css";
import { atEpochs, comparable, LAYER_FIGURES, layerPicture, layerReadings, layerSummary, layerTable, usualSpan, type InsightAtEpoch, type LayerFigure } from "./layer-figures";
import { LayerLegend } from "./layer-legend";
import { useSlowly } from "./use-slowly";

interface LayerChartsProps {
  readonly insights: readonly EpochInsight[];
  /** The epoch that the stage shows. */
  readonly epoch: number | null;
}

/** Norms, updates and stuck units of every layer over the epochs that were looked into. They zoom together. */
export function LayerCharts({ insights, epoch }: LayerChartsProps) {
  const known = useMemo(() => atEpochs(insights), [insights]);
  const alike = useMemo(() => comparable(known), [known]);
  const zoom = useZoom();
  const x = useEpochAxis(known);
  const span = usualSpan(known);
  const [smoothing, setSmoothing] = useState(0);
  const shared = { x, zoom, epoch, smoothing: useDeferredValue(smoothing) };
  return (
    <div className={styles.grid}>
      <div className={styles.whole}>
        <SmoothingSlider value={smoothing} onChange={setSmoothing} />
      </div>
      <InTurn turn={0}>
        <LayerChartSlowly turn={0} figure={LAYER_FIGURES.gradientNorm} insights={known} {...shared} />
      </InTurn>
      <InTurn turn={1}>
        <LayerChartSlowly turn={1} figure={LAYER_FIGURES.idle} insights={known} empty="The net has no hidden layer." {...shared} />
      </InTurn>
      <InTurn turn={2}>
        <LayerChartSlowly turn={2} figure={LAYER_FIGURES.weightNorm} insights={known} {...shared} />
      </InTurn>
      <InTurn turn={3}>
        <LayerChartSlowly
          turn={3}
          figure={LAYER_FIGURES.update}
          hint={span === null ? undefined : `change in ${span === 1 ? "an epoch" : `${span} epochs`}, over norm`}
          insights={alike}
          tabled={known}
          empty="It takes two kept epochs to see how far the weights went."
          {...shared}
        />
      </InTurn>
    </div>
  );
}

/** Answers may come many times a second, and each moves every chart. */
export const REDRAW_MS = 400;

/** From 0, or the first epoch kept, to the last. */
export function useEpochAxis(insights: readonly InsightAtEpoch[]): AxisSpec {
  const from = insights[0]?.epoch ?? 0;
  const to = Math.max(from + 1, insights.at(-1)?.epoch ?? 1);
  return useMemo(() => ({ domain: [from, to], whole: true, title: "epoch" }), [from, to]);
}

interface LayerChartProps {
  readonly figure: LayerFigure;
  readonly hint?: string | undefined;
  readonly insights: readonly InsightAtEpoch[];
  /** What the table shows, where it is more than what is drawn. */
  readonly tabled?: readonly InsightAtEpoch[];
  readonly x: AxisSpec;
  readonly zoom: Zoom;
  readonly epoch: number | null;
  readonly smoothing: number;
  readonly empty?: string;
}

interface LayerChartSlowlyProps extends LayerChartProps {
  readonly turn: number;
}

function LayerChartSlowly(props: LayerChartSlowlyProps) {
  return <LayerChart {...useSlowly(props, REDRAW_MS, props.turn)} zoom={props.zoom} smoothing={props.smoothing} />;
}

const LayerChart = memo(function LayerChart({ figure, hint, insights, tabled = insights, x, zoom, epoch, smoothing, empty }: LayerChartProps) {
  const { series, drawn, y } = useMemo(() => layerPicture(figure, insights, smoothing), [figure, insights, smoothing]);
  const reader = useMemo(
    (): ReaderSpec => ({
      label: `${figure.title} at an epoch`,
      name: (stop) => (stop.x === 0 ? "Untrained net" : `Epoch ${stop.x}`),
      read: (stop) => layerReadings(figure, insights.find((each) => each.epoch === stop.x), series),
      begins: "last",
    }),
    [figure, insights, series],
  );
  return (
    <ChartFrame
      title={figure.title}
      hint={hint ?? figure.hint}
      footer={<LayerLegend series={series} />}
      summary={layerSummary(figure, insights)}
      table={insights.length === 0 ? null : () => layerTable(figure, tabled)}
      fileName={figure.fileName}
      zoom={zoom}
    >
      <XyPlot series={drawn} x={x} y={y} reader={reader} zoom={zoom} {...(empty === undefined ? {} : { empty })}>
        <ShownEpoch epoch={epoch} />
      </XyPlot>
    </ChartFrame>
  );
});

/** A line at the epoch that the stage shows. */
export function ShownEpoch({ epoch }: { readonly epoch: number | null }) {
  const markers = useMemo(() => (epoch === null ? [] : [{ x: epoch, label: `Shown: ${momentText(epoch)}` }]), [epoch]);
  return <ChartMarkers markers={markers} />;
}
