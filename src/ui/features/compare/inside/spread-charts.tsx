import { memo, useMemo, useState } from "react";
import { ACTIVATIONS } from "../../../../domain/hidden-layers";
import { formatCount } from "../../../../domain/format";
import { layerName } from "../../../../domain/insight/inside-words";
import type { ValueHistogram } from "../../../../domain/insight/value-histogram";
import type { EpochInsight } from "../../../../state/insight-slice";
import { ChartFrame } from "../../../charts/kit/chart-frame";
import { usePlot } from "../../../charts/kit/plot-context";
import type { ReaderSpec } from "../../../charts/kit/plot-reader";
import { linePath, placed, type AxisSpec, type Series } from "../../../charts/kit/series";
import { XyPlot } from "../../../charts/kit/xy-plot";
import { useZoom } from "../../../charts/kit/zoom";
import { Choice } from "../../../components/choice";
import { Card } from "../../../components/card";
import { InTurn } from "./in-turn";
import { momentText } from "./inside-words";
import styles from "./inside.module.css";
import { REDRAW_MS, ShownEpoch, useEpochAxis } from "./layer-charts";
import { atEpochs, formatNorm, layerColour, type InsightAtEpoch } from "./layer-figures";
import { bandsOf, binName, binPicture, binSummary, binTable, shapeText, spreadSeries, SPREADS, spreadSummary, spreadTable, valuesIn, type SpreadKind } from "./spread-figures";
import { useSlowly } from "./use-slowly";

interface SpreadChartsProps {
  readonly insights: readonly EpochInsight[];
  readonly shown: EpochInsight;
  /** The epoch that the stage shows. */
  readonly epoch: number | null;
}

/** How activations and gradients of one layer lie: over the epochs, and at the one shown. */
export function SpreadCharts({ insights, shown, epoch }: SpreadChartsProps) {
  const { layers } = shown.insight;
  const [chosen, setChosen] = useState(0);
  const [axis, setAxis] = useState<"linear" | "log">("linear");
  const layer = Math.min(chosen, layers.length - 1);
  const known = useMemo(() => atEpochs(insights), [insights]);
  const name = layerName(layer, layers.length);
  const colour = layerColour(layer, layers.length);
  const options = layers.map((each, index) => ({
    value: String(index),
    label: `${layerName(index, layers.length)}: ${shapeText(each, each.activation === null ? null : ACTIVATIONS[each.activation].title)}`,
  }));
  return (
    <Card title="Distributions" hint="of one layer">
      <div className={styles.choices}>
        <Choice label="Layer to show" value={String(layer)} options={options} onChange={(value) => { setChosen(Number(value)); }} />
        <Choice label="Axis of the counts" value={axis} options={COUNT_AXES} onChange={setAxis} />
      </div>
      <div className={styles.grid}>
        {KINDS.map((kind, index) => (
          <Pair key={kind} turn={2 * index} {...{ kind, layer, name, colour, axis, epoch, shown }} title={titleOf(kind, layer === layers.length - 1)} insights={known} />
        ))}
      </div>
    </Card>
  );
}

const KINDS: readonly SpreadKind[] = ["activations", "gradients", "activationGradients"];

const COUNT_AXES = [
  { value: "linear", label: "Linear" },
  { value: "log", label: "Logarithmic" },
] as const;

interface SpreadProps {
  readonly kind: SpreadKind;
  readonly layer: number;
  /** Of the layer. */
  readonly name: string;
  /** Of what is spread out. */
  readonly title: string;
  readonly colour: string;
}

interface PairProps extends SpreadProps {
  readonly insights: readonly InsightAtEpoch[];
  readonly epoch: number | null;
  readonly shown: EpochInsight;
  readonly axis: "linear" | "log";
  readonly turn: number;
}

function Pair({ insights, epoch, shown, axis, turn, ...spread }: PairProps) {
  const over = useSlowly(useMemo(() => ({ insights, epoch }), [insights, epoch]), REDRAW_MS, turn);
  const now = useSlowly(shown, REDRAW_MS, turn + 1);
  const histogram = now.insight.layers[spread.layer]?.[spread.kind];
  return (
    <>
      <InTurn turn={turn}>
        <SpreadChart {...spread} {...over} />
      </InTurn>
      {histogram !== undefined && (
        <InTurn turn={turn + 1}>
          <BinChart {...spread} histogram={histogram} moment={momentText(now.epoch)} axis={axis} />
        </InTurn>
      )}
    </>
  );
}

/** Of the output layer, what it answers are logits. */
function titleOf(kind: SpreadKind, output: boolean): string {
  if (!output || kind === "gradients") return SPREADS[kind].title;
  return kind === "activations" ? "Logits" : "Logit gradients";
}

interface SpreadChartProps extends SpreadProps {
  readonly insights: readonly InsightAtEpoch[];
  readonly epoch: number | null;
}

const SpreadChart = memo(function SpreadChart({ insights, epoch, kind, layer, name, title, colour }: SpreadChartProps) {
  const series = useMemo(() => spreadSeries(insights, layer, kind, colour), [insights, layer, kind, colour]);
  const bands = useMemo(() => <Bands series={series} colour={colour} />, [series, colour]);
  const zoom = useZoom(`${layer} ${kind}`);
  const x = useEpochAxis(insights);
  const reader = useMemo(
    (): ReaderSpec => ({
      label: `${title} at an epoch`,
      name: (stop) => (stop.x === 0 ? "Untrained net" : `Epoch ${stop.x}`),
      format: formatNorm,
      begins: "last",
    }),
    [title],
  );
  return (
    <ChartFrame
      inside
      title={`${title} by epoch`}
      footer="line: median · bands: 25–75 %, 5–95 %"
      summary={spreadSummary(insights, layer, kind, name)}
      table={insights.length === 0 ? null : () => spreadTable(insights, layer, kind)}
      fileName={`triptych-${kind}-${name}`.toLowerCase()}
      zoom={zoom}
    >
      <XyPlot series={series} x={x} y={SPREAD_Y} reader={reader} zoom={zoom} behind={bands} empty="No finite values.">
        <ShownEpoch epoch={epoch} />
      </XyPlot>
    </ChartFrame>
  );
});

const SPREAD_Y: AxisSpec = {};

/** What lies between the quantiles, filled. */
function Bands({ series, colour }: { readonly series: readonly Series[]; readonly colour: string }) {
  const { x, y } = usePlot();
  return bandsOf(series).map(({ upper, lower }, index) => (
    <path key={index} d={linePath([...placed(upper, x, y), ...placed(lower, x, y).toReversed()])} fill={colour} fillOpacity={index === 0 ? 0.12 : 0.22} stroke="none" />
  ));
}

interface BinChartProps extends SpreadProps {
  readonly histogram: ValueHistogram;
  readonly moment: string;
  readonly axis: "linear" | "log";
}

const BinChart = memo(function BinChart({ histogram, moment, axis, kind, name, title, colour }: BinChartProps) {
  const { series, x } = useMemo(() => binPicture(histogram, colour), [histogram, colour]);
  const zoom = useZoom(histogram);
  const reader = useMemo(
    (): ReaderSpec => ({ label: `Bins of ${title.toLowerCase()}`, name: (_stop, bin) => binName(histogram, bin), format: formatCount }),
    [title, histogram],
  );
  return (
    <ChartFrame
      inside
      title={`${title}, ${moment}`}
      footer={binSummary(histogram)}
      summary={`${title} of ${name.toLowerCase()}, ${moment}: ${binSummary(histogram)}, ${SPREADS[kind].of}.`}
      table={valuesIn(histogram) === 0 ? null : () => binTable(histogram)}
      fileName={`triptych-${kind}-bins-${name}`.toLowerCase()}
      zoom={zoom}
    >
      <XyPlot series={series} x={x} y={BIN_Y[axis]} reader={reader} zoom={zoom} />
    </ChartFrame>
  );
});

const BIN_Y = {
  linear: { domain: [0, "auto"], whole: true, title: "values" },
  log: { scale: "log", domain: [0.5, "auto"], title: "values, logarithmic" },
} as const satisfies Record<string, AxisSpec>;
