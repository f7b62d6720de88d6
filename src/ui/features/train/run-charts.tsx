import { SegmentedControl } from "@mantine/core";
import { Suspense, lazy, useDeferredValue, useEffect, useMemo, useState } from "react";
import type { EpochRecord } from "../../../domain/history";
import { baselineOf } from "../../../domain/metrics/baseline";
import { SPLITS, perSplit } from "../../../domain/split";
import type { AppState } from "../../../state/app-state";
import { resultsLeak } from "../../../state/feature-leakage";
import { isActive, type Run } from "../../../state/run-slice";
import { ChartFrame } from "../../charts/kit/chart-frame";
import type { AxisSpec } from "../../charts/kit/series";
import { SmoothingSlider } from "../../charts/kit/smoothing-slider";
import { useZoom } from "../../charts/kit/zoom";
import { preloadCharts, SplitChart } from "../../charts/split-chart";
import { LeakageMark } from "../../components/leakage-mark";
import { formatLoss, formatPercent } from "../../../domain/format";
import { useApp } from "../../store-context";
import { useThrottled } from "../../use-throttled";
import { holdoutOf, linesOf, markersOf, summarise, tableOf } from "./chart-figures";
import styles from "./train-stage.module.css";

const NO_HISTORY: readonly EpochRecord[] = [];
const NO_CHANGES: Run["changes"] = [];
/** Charts are the dearest thing to draw; the figures of the strip are live at four times a second. */
const REDRAW_MS = 250;
const EMPTY = "Press Train: the untrained net is measured first, then every epoch.";

export function RunCharts() {
  const begun = useApp((state) => state.run !== null);
  useEffect(() => {
    if (begun) preloadCharts();
  }, [begun]);
  return (
    <div className={styles.charts}>
      <LossChart />
      <AccuracyChart />
    </div>
  );
}

function LossChart() {
  const history = useThrottled(useApp((state) => state.run?.history ?? NO_HISTORY), REDRAW_MS);
  const epochs = useApp(lastEpochOf);
  const markers = useMarkers();
  const zoom = useZoom(useApp(runOf));
  const [smoothing, setSmoothing] = useState(0);
  const [scale, setScale] = useState<"linear" | "log">("linear");
  const lines = useMemo(() => linesOf(history, "loss"), [history]);
  const holdout = useMemo(() => holdoutOf(history, "loss"), [history]);
  // A loss of exactly 0, the notebook's, has no logarithm.
  const logarithmic = scale === "log" && history.some((record) => SPLITS.some((split) => record[split].loss > 0));
  return (
    <ChartFrame
      title="Loss"
      actions={
        <>
          <ShownLeakage />
          <ScaleSwitch label="Scale of the loss axis" value={scale} options={["linear", "log"]} onChange={setScale} />
        </>
      }
      footer={
        <>
          <SmoothingSlider value={smoothing} onChange={setSmoothing} />
          {holdout.length > 0 ? "faint: batches · –·– hold-out" : "faint: single batches"}
        </>
      }
      summary={summarise({ title: "Loss", figure: "loss", format: formatLoss }, history, markers)}
      table={history.length === 0 ? null : () => tableOf({ figure: "loss", format: formatLoss }, history, smoothing)}
      fileName="triptych-loss"
      zoom={zoom}
    >
      <SplitChart
        lines={lines}
        holdout={holdout}
        smoothing={useDeferredValue(smoothing)}
        markers={markers}
        behind={BATCH_LOSSES}
        y={logarithmic ? LOSS_AXES.log : LOSS_AXES.linear}
        xMax={epochs}
        formatValue={formatLoss}
        zoom={zoom}
        empty={EMPTY}
        turn={1}
      />
    </ChartFrame>
  );
}

const LOSS_AXES = {
  linear: { domain: [0, "auto"] },
  log: { scale: "log" },
} as const satisfies Record<string, AxisSpec>;

const BatchLosses = lazy(async () => ({ default: (await import("./batch-losses")).BatchLosses }));

const BATCH_LOSSES = (
  <Suspense>
    <BatchLosses colour="var(--train)" />
  </Suspense>
);

function AccuracyChart() {
  const history = useThrottled(useApp((state) => state.run?.history ?? NO_HISTORY), REDRAW_MS, REDRAW_MS / 2);
  const epochs = useApp(lastEpochOf);
  const markers = useMarkers();
  const zoom = useZoom(useApp(runOf));
  const [smoothing, setSmoothing] = useState(0);
  const [range, setRange] = useState<"0 to 1" | "fit">("0 to 1");
  const lines = useMemo(() => linesOf(history, "accuracy"), [history]);
  const holdout = useMemo(() => holdoutOf(history, "accuracy"), [history]);
  const latest = history.at(-1);
  const baselines = useMemo(
    () =>
      perSplit((split) =>
        latest === undefined ? null : baselineOf(latest[split].rows, latest[split].positives).accuracy,
      ),
    [latest],
  );
  return (
    <ChartFrame
      title="Accuracy"
      actions={
        <>
          <ShownLeakage />
          <ScaleSwitch label="Range of the accuracy axis" value={range} options={["0 to 1", "fit"]} onChange={setRange} />
        </>
      }
      footer={
        <>
          <SmoothingSlider value={smoothing} onChange={setSmoothing} />
          {holdout.length > 0 ? "- - constant · –·– hold-out" : "dashed: best constant"}
        </>
      }
      summary={summarise({ title: "Accuracy", figure: "accuracy", format: formatPercent }, history, markers)}
      table={history.length === 0 ? null : () => tableOf({ figure: "accuracy", format: formatShare }, history, smoothing)}
      fileName="triptych-accuracy"
      zoom={zoom}
    >
      <SplitChart
        lines={lines}
        holdout={holdout}
        smoothing={useDeferredValue(smoothing)}
        markers={markers}
        baselines={baselines}
        y={ACCURACY_AXES[range]}
        xMax={epochs}
        formatValue={formatShare}
        zoom={zoom}
        empty={EMPTY}
        turn={2}
      />
    </ChartFrame>
  );
}

const ACCURACY_AXES = {
  "0 to 1": { domain: [0, 1] },
  fit: {},
} as const satisfies Record<string, AxisSpec>;

function formatShare(value: number): string {
  return formatPercent(value);
}

/** Another run, another picture: what was zoomed to is let go. */
function runOf({ run }: AppState): number | null {
  return run?.id ?? null;
}

/** Where the epochs' axis ends: what is asked for while the run goes, what was reached once it has ended. */
function lastEpochOf({ run, config }: AppState): number {
  if (run === null) return config.epochs;
  return isActive(run) ? run.config.epochs : (run.history.at(-1)?.epoch ?? run.config.epochs);
}

function useMarkers() {
  const changes = useApp((state) => state.run?.changes ?? NO_CHANGES);
  const config = useApp((state) => state.run?.config ?? state.config);
  const trainRows = useApp((state) => state.run?.history[0]?.train.rows ?? 1);
  return useMemo(() => markersOf(changes, config, trainRows), [changes, config, trainRows]);
}

/** Beside the figures of a run that has seen the other splits. */
function ShownLeakage() {
  return useApp(resultsLeak) && <LeakageMark brief="always" />;
}

interface ScaleSwitchProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly T[];
  readonly onChange: (value: T) => void;
}

function ScaleSwitch<T extends string>({ label, value, options, onChange }: ScaleSwitchProps<T>) {
  return (
    <SegmentedControl
      size="xs"
      aria-label={label}
      value={value}
      data={[...options]}
      onChange={onChange}
    />
  );
}
