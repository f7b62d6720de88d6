import { SegmentedControl } from "@mantine/core";
import { memo, useMemo } from "react";
import type { Comparison } from "../../../../domain/examiner";
import { SPLIT_TITLES, type Split } from "../../../../domain/split";
import { ChartFrame } from "../../../charts/kit/chart-frame";
import type { ReaderSpec } from "../../../charts/kit/plot-reader";
import type { AxisSpec, Series } from "../../../charts/kit/series";
import { XyPlot } from "../../../charts/kit/xy-plot";
import { useZoom, type Zoom } from "../../../charts/kit/zoom";
import { SplitKey, SplitPlots } from "./curve-frame";
import { setCurveSettings, useCurveSettings, type Layout } from "./curve-settings";
import styles from "./curves.module.css";
import { binName, binReadings, classCounts, SCORE_EDGES, scoreSummary, scoreTable } from "./score-figures";
import { ThresholdLine } from "./threshold-line";

interface ScoreChartProps {
  readonly splits: Comparison;
  readonly run: number | null;
}

/** Rows by score and class. The counts are of the rows themselves, whether the figures around are exact or not. */
export const ScoreChart = memo(function ScoreChart({ splits, run }: ScoreChartProps) {
  const { scores: layout } = useCurveSettings();
  const zoom = useZoom(run);
  return (
    <ChartFrame
      title="Scores by class"
      hint="Scores beyond the axis are in the outermost bins"
      actions={<LayoutSwitch label="Plots of scores" value={layout} onChange={(scores) => { setCurveSettings({ scores }); }} />}
      footer={
        <SplitKey of={() => null}>
          <li>
            <svg className={styles.swatch} viewBox="0 0 16 10" aria-hidden>
              <rect width={16} height={10} fill="currentColor" fillOpacity={0.35} />
            </svg>
            filled: class 0
          </li>
          <li>
            <svg className={styles.swatch} viewBox="0 0 16 10" aria-hidden>
              <rect x={1} y={1} width={14} height={8} fill="none" stroke="currentColor" strokeWidth={2} />
            </svg>
            outlined: class 1
          </li>
        </SplitKey>
      }
      summary={scoreSummary(splits)}
      table={() => scoreTable(splits)}
      fileName="triptych-scores"
      zoom={zoom}
    >
      <SplitPlots layout={layout} plot={(shown) => <ScorePlot splits={splits} shown={shown} zoom={zoom} />} />
    </ChartFrame>
  );
});

const X: AxisSpec = { scale: "logit", domain: [1e-8, 1 - 1e-8], title: "score" };
/** One row stands a little above the foot. */
const Y: AxisSpec = { scale: "log", domain: [0.5, "auto"], title: "rows, logarithmic" };
const STOPS = SCORE_EDGES.slice(1).map((to, bin) => ({ x: middleOf(SCORE_EDGES[bin] ?? 0, to) }));

/** Of a bin on the logit axis. */
function middleOf(from: number, to: number): number {
  const [low, high] = [from / (1 - from), to / (1 - to)];
  const odds = Math.sqrt(low * high);
  return odds / (1 + odds);
}

interface ScorePlotProps {
  readonly splits: Comparison;
  readonly shown: readonly Split[];
  readonly zoom: Zoom;
}

function ScorePlot({ splits, shown, zoom }: ScorePlotProps) {
  const series = useMemo(() => shown.flatMap((split) => seriesOf(splits, split)), [splits, shown]);
  const of = shown.length === 1 && shown[0] !== undefined ? `scores of ${SPLIT_TITLES[shown[0]]}` : "scores of all splits";
  const reader = useMemo(
    (): ReaderSpec => ({ label: `Bins of the ${of}`, stops: STOPS, name: (_stop, bin) => binName(bin), read: (_stop, bin) => binReadings(splits, shown, bin) }),
    [of, splits, shown],
  );
  return (
    <XyPlot series={series} x={X} y={Y} reader={reader} zoom={zoom}>
      <ThresholdLine of={`the ${of}`} />
    </XyPlot>
  );
}

function seriesOf(splits: Comparison, split: Split): Series[] {
  const { positives, negatives } = classCounts(splits[split].histogram);
  const bars = { colour: `var(--${split})`, kind: "bars", edges: SCORE_EDGES } as const;
  return [
    { ...bars, key: `${split} 0`, title: `${SPLIT_TITLES[split]}, class 0`, heights: negatives, look: "filled" },
    { ...bars, key: `${split} 1`, title: `${SPLIT_TITLES[split]}, class 1`, heights: positives, look: "outlined" },
  ];
}

interface LayoutSwitchProps {
  readonly label: string;
  readonly value: Layout;
  readonly onChange: (layout: Layout) => void;
}

export function LayoutSwitch({ label, value, onChange }: LayoutSwitchProps) {
  return (
    <SegmentedControl<Layout>
      size="xs"
      aria-label={label}
      value={value}
      data={[
        { value: "one", label: "On one plot" },
        { value: "each", label: "Side by side" },
      ]}
      onChange={onChange}
    />
  );
}
