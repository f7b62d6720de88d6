import { SegmentedControl } from "@mantine/core";
import { memo, useMemo } from "react";
import type { Comparison } from "../../../../domain/examiner";
import type { BinStrategy } from "../../../../domain/metrics/calibration";
import { SPLIT_TITLES, type Split } from "../../../../domain/split";
import { ChartFrame } from "../../../charts/kit/chart-frame";
import { usePlot } from "../../../charts/kit/plot-context";
import type { ReaderSpec } from "../../../charts/kit/plot-reader";
import type { AxisSpec, Series } from "../../../charts/kit/series";
import { XyPlot } from "../../../charts/kit/xy-plot";
import { useZoom, type Zoom } from "../../../charts/kit/zoom";
import { useApp } from "../../../store-context";
import { itself, NoSkill } from "./behind-curve";
import { binAbove, calibrationName, calibrationReadings, calibrationStops, calibrationSummary, calibrationTable, filledBins, type FilledBin } from "./calibration-figures";
import { APPROXIMATE_DASH, approximately, SplitKey, SplitPlots } from "./curve-frame";
import { setCurveSettings, useCurveSettings } from "./curve-settings";
import styles from "./curves.module.css";
import { ThresholdLine, thresholdValue } from "./threshold-line";
import { formatRate } from "./threshold-text";

interface CalibrationChartProps {
  readonly splits: Comparison;
  readonly run: number | null;
  readonly exact: boolean;
}

/** Whether scores can be taken for probabilities: a bin of scores a point, on the diagonal where they can. */
export const CalibrationChart = memo(function CalibrationChart({ splits, run, exact }: CalibrationChartProps) {
  const { curves: layout, bins } = useCurveSettings();
  const zoom = useZoom(run);
  return (
    <ChartFrame
      title="Calibration"
      hint={approximately(exact)}
      actions={
        <SegmentedControl<BinStrategy>
          size="xs"
          aria-label="Bins of the calibration"
          value={bins}
          data={[
            { value: "uniform", label: "Equal width" },
            { value: "quantile", label: "Equal count" },
          ]}
          onChange={(next) => { setCurveSettings({ bins: next }); }}
        />
      }
      footer={<SplitKey of={(split) => `ECE ${exact ? "" : "≈ "}${formatRate(splits[split].calibration[bins].ece)}`} />}
      summary={calibrationSummary(splits, bins)}
      table={() => calibrationTable(splits, bins)}
      fileName={`triptych-calibration-${bins}`}
      zoom={zoom}
    >
      <SplitPlots layout={layout} plot={(shown) => <CalibrationPlot splits={splits} shown={shown} exact={exact} zoom={zoom} bins={bins} />} />
    </ChartFrame>
  );
});

const X: AxisSpec = { domain: [0, 1], title: "mean score of a bin" };
const Y: AxisSpec = { domain: [0, 1], title: "share of them positive" };

interface CalibrationPlotProps {
  readonly splits: Comparison;
  readonly shown: readonly Split[];
  readonly exact: boolean;
  readonly zoom: Zoom;
  readonly bins: BinStrategy;
}

function CalibrationPlot({ splits, shown, exact, zoom, bins }: CalibrationPlotProps) {
  const stops = useMemo(() => calibrationStops(splits, bins, shown), [splits, bins, shown]);
  const series = useMemo(() => shown.flatMap((split) => seriesOf(split, filledBins(split, splits[split].calibration[bins]), exact)), [splits, shown, exact, bins]);
  const of = shown.length === 1 && shown[0] !== undefined ? `the calibration of ${SPLIT_TITLES[shown[0]]}` : "the calibration of all splits";
  const reader = useMemo(
    (): ReaderSpec => ({
      label: `Bins of ${of}`,
      stops,
      name: (_stop, at) => (stops[at] === undefined ? "" : calibrationName(stops[at])),
      read: (_stop, at) => (stops[at] === undefined ? [] : calibrationReadings(stops[at])),
    }),
    [of, stops],
  );
  return (
    <XyPlot
      series={series}
      x={X}
      y={Y}
      reader={reader}
      zoom={zoom}
      zoomBy="xy"
      behind={
        <>
          <NoSkill of={itself} />
          <Intervals bins={stops} />
        </>
      }
    >
      <ThresholdLine of={of} />
      <ThresholdBins bins={stops} shown={shown} />
    </XyPlot>
  );
}

function seriesOf(split: Split, points: readonly FilledBin[], exact: boolean): Series[] {
  const look = { colour: `var(--${split})`, title: SPLIT_TITLES[split], points };
  return [
    { ...look, key: split, kind: "line", ...(exact ? {} : { dash: APPROXIMATE_DASH }) },
    { ...look, key: `${split} bins`, kind: "points", silent: true },
  ];
}

/** Wilson's interval of each bin. */
function Intervals({ bins }: { readonly bins: readonly FilledBin[] }) {
  const { x, y } = usePlot();
  return bins.map(({ split, from, x: score, bin: { interval } }) => {
    if (interval === null) return null;
    const at = x.at(score);
    return <line key={`${split} ${from} ${score}`} x1={at} x2={at} y1={y.at(interval.low)} y2={y.at(interval.high)} stroke={`var(--${split})`} strokeOpacity={0.55} strokeWidth={1.5} />;
  });
}

/** A ring around the bin of each split that the threshold cuts. */
function ThresholdBins({ bins, shown }: { readonly bins: readonly FilledBin[]; readonly shown: readonly Split[] }) {
  const { x, y, area } = usePlot();
  const threshold = useApp(thresholdValue);
  return (
    <g data-overlay pointerEvents="none" aria-hidden>
      {shown.map((split) => {
        const cut = binAbove(bins.filter((each) => each.split === split), threshold);
        if (cut === null) return null;
        const [left, top] = [x.at(cut.x), y.at(cut.y)];
        const inSight = left >= area.left - 1 && left <= area.left + area.width + 1 && top >= area.top - 1 && top <= area.top + area.height + 1;
        return inSight && <circle key={split} className={styles.ring} cx={left} cy={top} r={7} stroke={`var(--${split})`} />;
      })}
    </g>
  );
}
