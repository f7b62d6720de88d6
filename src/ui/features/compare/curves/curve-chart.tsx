import { memo, useMemo, type ReactNode } from "react";
import type { Comparison } from "../../../../domain/examiner";
import { formatPrevalence } from "../../../../domain/format";
import type { CurveName } from "../../../../domain/metrics/curves";
import { SPLIT_TITLES, type Split } from "../../../../domain/split";
import { ChartFrame } from "../../../charts/kit/chart-frame";
import type { ReaderSpec } from "../../../charts/kit/plot-reader";
import type { AxisSpec, Series } from "../../../charts/kit/series";
import { XyPlot } from "../../../charts/kit/xy-plot";
import { useZoom, type Zoom } from "../../../charts/kit/zoom";
import { BehindCurve } from "./behind-curve";
import { CURVE_AXES, curveIn, curveStops, curveSummary, curveTable, pathOf, readingsAtThreshold, thresholdAtStop } from "./curve-figures";
import { APPROXIMATE_DASH, approximately, SplitKey, SplitPlots } from "./curve-frame";
import { CurveHandles } from "./curve-handles";
import { useCurveSettings } from "./curve-settings";
import { formatRate, formatThreshold } from "./threshold-text";

interface CurveChartProps {
  readonly name: CurveName;
  readonly splits: Comparison;
  /** Of the run: another one is seen whole. */
  readonly run: number | null;
  readonly exact: boolean;
  readonly actions?: ReactNode;
}

/** One of the curves over all thresholds. The threshold in use is a point on it, which alone moves when it is dragged. */
export const CurveChart = memo(function CurveChart({ name, splits, run, exact, actions }: CurveChartProps) {
  const { curves: layout, called } = useCurveSettings();
  const zoom = useZoom(`${run} ${called}`);
  const { title } = CURVE_AXES[name];
  return (
    <ChartFrame
      title={title}
      hint={approximately(exact)}
      actions={actions}
      footer={<SplitKey of={(split) => keyOf(name, splits, split)}>{name === "precision-recall" && <li>dashed: prevalence</li>}</SplitKey>}
      summary={curveSummary(name, splits)}
      table={() => curveTable(name, splits)}
      fileName={`triptych-${name}`}
      zoom={zoom}
    >
      <SplitPlots layout={layout} plot={(shown) => <CurvePlot name={name} splits={splits} shown={shown} exact={exact} zoom={zoom} logarithmic={called === "log"} />} />
    </ChartFrame>
  );
});

/** The area under the curve where it has a name, or why there is none. */
function keyOf(name: CurveName, splits: Comparison, split: Split): ReactNode {
  const { evaluation, exact, positives, rows } = splits[split];
  const curve = curveIn(splits[split], name);
  if (curve.index === null) return <em>no curve: {curve.reason}</em>;
  const figure = (value: number | null): string => (value === null ? "undefined" : `${exact ? "" : "≈ "}${formatRate(value)}`);
  if (name === "roc") return <>AUC {figure(evaluation.rocAuc)}</>;
  if (name === "precision-recall") return <>AP {figure(evaluation.averagePrecision)}, prevalence {formatPrevalence(positives / rows)}</>;
  return null;
}

interface CurvePlotProps {
  readonly name: CurveName;
  readonly splits: Comparison;
  readonly shown: readonly Split[];
  readonly exact: boolean;
  readonly zoom: Zoom;
  /** The axes of gain and lift that go over orders of magnitude. */
  readonly logarithmic: boolean;
}

function CurvePlot({ name, splits, shown, exact, zoom, logarithmic }: CurvePlotProps) {
  const { title } = CURVE_AXES[name];
  const { x, y } = useMemo(() => axesOf(name, logarithmic), [name, logarithmic]);
  const series = useMemo(() => seriesOf(name, splits, shown, exact), [name, splits, shown, exact]);
  const reader = useMemo((): ReaderSpec => {
    const stops = curveStops(name, splits, shown);
    const thresholdAt = (stop: number): number => {
      const at = stops[stop];
      return at === undefined ? NaN : thresholdAtStop(splits, at);
    };
    return {
      label: shown.length === 1 && shown[0] !== undefined ? `${title} of ${SPLIT_TITLES[shown[0]]}` : `${title} of all splits`,
      stops,
      name: (_stop, index) => `Threshold ${formatThreshold(thresholdAt(index))}`,
      read: (_stop, index) => readingsAtThreshold(name, splits, thresholdAt(index), shown),
    };
  }, [name, title, splits, shown]);
  const reasons = shown.flatMap((split) => curveIn(splits[split], name)).flatMap((curve) => (curve.index === null ? [curve.reason] : []));
  return (
    <XyPlot
      series={series}
      x={x}
      y={y}
      reader={reader}
      zoom={zoom}
      zoomBy="xy"
      behind={<BehindCurve name={name} splits={splits} shown={shown} />}
      empty={`There is no curve. ${[...new Set(reasons)].join(" ")}`}
    >
      <CurveHandles name={name} splits={splits} shown={shown} />
    </XyPlot>
  );
}

function seriesOf(name: CurveName, splits: Comparison, shown: readonly Split[], exact: boolean): Series[] {
  return shown.flatMap((split): Series[] => {
    const curve = curveIn(splits[split], name);
    if (curve.index === null) return [];
    const line = { key: split, title: SPLIT_TITLES[split], colour: `var(--${split})`, kind: "line", points: pathOf(name, curve) } as const;
    return [exact ? line : { ...line, dash: APPROXIMATE_DASH }];
  });
}

const SHARE = [0, 1] as const;

function axesOf(name: CurveName, logarithmic: boolean): { readonly x: AxisSpec; readonly y: AxisSpec } {
  const { x, y } = CURVE_AXES[name];
  const long = logarithmic && (name === "gain" || name === "lift");
  return {
    x: long ? { scale: "log", domain: ["auto", 1], title: x } : { domain: SHARE, title: x },
    y: name !== "lift" ? { domain: SHARE, title: y } : long ? { scale: "log", title: y } : { domain: [0, "auto"], title: y },
  };
}
