import { SegmentedControl } from "@mantine/core";
import { useMemo, useState } from "react";
import type { Point } from "../../../domain/downsample";
import type { EpochRecord } from "../../../domain/history";
import { baselineOf } from "../../../domain/metrics/baseline";
import { SPLITS, SPLIT_TITLES, perSplit, type PerSplit, type Split } from "../../../domain/split";
import type { BatchLoss } from "../../../state/run-slice";
import { FaintLine } from "../../charts/faint-line";
import { SplitChart } from "../../charts/split-chart";
import { Card } from "../../components/card";
import { formatLoss, formatPercent } from "../../../domain/format";
import { useApp } from "../../store-context";
import { useThrottled } from "../../use-throttled";
import styles from "./train-stage.module.css";

const NO_HISTORY: readonly EpochRecord[] = [];
const NO_LOSSES: readonly BatchLoss[] = [];
/** Charts are the dearest thing to draw; the figures of the strip are live at ten times a second. */
const REDRAW_MS = 250;
const EMPTY = "Press Train: the untrained net is measured first, then every epoch.";

export function RunCharts() {
  return (
    <div className={styles.charts}>
      <LossChart />
      <AccuracyChart />
    </div>
  );
}

function LossChart() {
  const history = useThrottled(useApp((state) => state.run?.history ?? NO_HISTORY), REDRAW_MS);
  const epochs = useApp((state) => state.run?.config.epochs ?? state.config.epochs);
  const [scale, setScale] = useState<"linear" | "log">("linear");
  const lines = useLines(history, "loss");
  // A loss of exactly 0, the notebook's, has no logarithm.
  const logarithmic = scale === "log" && history.some((record) => SPLITS.some((split) => record[split].loss > 0));
  return (
    <Card
      title="Loss"
      hint="by epoch; faint: single batches"
      actions={<ScaleSwitch label="Scale of the loss axis" value={scale} options={["linear", "log"]} onChange={setScale} />}
    >
      <SplitChart
        lines={lines}
        overlay={BATCH_LOSSES}
        scale={logarithmic ? "log" : "linear"}
        yDomain={logarithmic ? ["auto", "auto"] : [0, "auto"]}
        xMax={epochs}
        formatValue={formatLoss}
        formatTick={(value) => (value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential(0) : String(Number(value.toPrecision(3))))}
        summary={summarise("Loss", history, "loss", formatLoss)}
        empty={EMPTY}
        turn={1}
      />
    </Card>
  );
}

/** Points come ten times a second; this line alone is drawn again for them. */
function BatchLosses() {
  const losses = useThrottled(useApp((state) => state.run?.batchLosses ?? NO_LOSSES), REDRAW_MS);
  const points = useMemo(() => losses.map(({ at, loss }) => ({ x: at, y: loss })), [losses]);
  return <FaintLine points={points} colour="var(--train)" />;
}

const BATCH_LOSSES = <BatchLosses />;

function AccuracyChart() {
  const history = useThrottled(useApp((state) => state.run?.history ?? NO_HISTORY), REDRAW_MS, REDRAW_MS / 2);
  const epochs = useApp((state) => state.run?.config.epochs ?? state.config.epochs);
  const [range, setRange] = useState<"0 to 1" | "fit">("0 to 1");
  const lines = useLines(history, "accuracy");
  const latest = history.at(-1);
  const baselines = useMemo(
    () =>
      perSplit((split) =>
        latest === undefined ? null : baselineOf(latest[split].rows, latest[split].positives).accuracy,
      ),
    [latest],
  );
  return (
    <Card
      title="Accuracy"
      hint="dashed: best constant answer"
      actions={<ScaleSwitch label="Range of the accuracy axis" value={range} options={["0 to 1", "fit"]} onChange={setRange} />}
    >
      <SplitChart
        lines={lines}
        baselines={baselines}
        scale="linear"
        yDomain={range === "fit" ? ["auto", "auto"] : [0, 1]}
        xMax={epochs}
        formatValue={(value) => formatPercent(value)}
        formatTick={(value) => String(Number(value.toFixed(4)))}
        summary={summarise("Accuracy", history, "accuracy", formatPercent)}
        empty={EMPTY}
        turn={2}
      />
    </Card>
  );
}

function useLines(history: readonly EpochRecord[], figure: "loss" | "accuracy"): PerSplit<readonly Point[]> {
  return useMemo(() => {
    const line = (split: Split): Point[] => history.map((record) => ({ x: record.epoch, y: record[split][figure] }));
    return perSplit(line);
  }, [history, figure]);
}

function summarise(
  title: string,
  history: readonly EpochRecord[],
  figure: "loss" | "accuracy",
  format: (value: number) => string,
): string {
  const first = history[0];
  const last = history.at(-1);
  if (first === undefined || last === undefined) return `${title}: nothing measured yet.`;
  const parts = SPLITS.map(
    (split) => `${SPLIT_TITLES[split]} from ${format(first[split][figure])} to ${format(last[split][figure])}`,
  );
  return `${title} from epoch ${first.epoch} to ${last.epoch}: ${parts.join(", ")}.`;
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
