import { SegmentedControl } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useMemo, useState } from "react";
import { METRICS } from "../../../../domain/metrics/metric-list";
import { SPLITS, SPLIT_TITLES, type Split } from "../../../../domain/split";
import { orderSlices, SLICE_METRICS, type SliceMetric } from "../../../../domain/why/slices";
import type { PreparedMeta } from "../../../../state/preparation-slice";
import { thresholdOf } from "../../../../state/threshold-slice";
import { ChartFrame } from "../../../charts/kit/chart-frame";
import { Card } from "../../../components/card";
import { Choice } from "../../../components/choice";
import { NumberField } from "../../../components/number-field";
import { useApp } from "../../../store-context";
import { sliceableColumns, splitsWith } from "./column-list";
import styles from "./errors.module.css";
import { LookFrame } from "./look-frame";
import { SliceTable } from "./slice-table";
import { sliceTable, worstSentence } from "./slice-text";
import { slicesPicture, type PictureColours } from "./slices-picture";
import { useErrors, useIsStale } from "./use-errors";

const LIMITS = ["5", "10", "20", "50", "200"] as const;
/** Milliseconds that a threshold must rest before slices are worked out. */
const REST = 200;

/** How the net does on the rows of each value or quantile of a column, the worst first. */
export function SlicesCard({ data }: { readonly data: PreparedMeta }) {
  const [threshold] = useDebouncedValue(useApp((state) => thresholdOf(state).value), REST);
  const columns = useMemo(() => sliceableColumns(data), [data]);
  const [column, setColumn] = useState(columns[0] ?? "");
  const [view, setView] = useState<Split | "all">("all");
  const [metric, setMetric] = useState<SliceMetric>("accuracy");
  const [limit, setLimit] = useState<(typeof LIMITS)[number]>("10");
  const [minRows, setMinRows] = useState(30);
  const splits = useMemo(() => splitsWith(data, column).filter((split) => view === "all" || split === view), [data, column, view]);
  const about = useMemo(
    () => (splits.length === 0 ? null : { splits, column, limit: Number(limit), threshold, minRows }),
    [splits, column, limit, threshold, minRows],
  );
  const look = useErrors("slices", about);
  const stale = useIsStale(look);
  const answer = about === null ? null : look.answer;
  const rows = useMemo(() => (answer === null ? [] : orderSlices(answer.value, metric)), [answer, metric]);
  const shown = answer?.question.about ?? null;

  return (
    <Card title="Slices" hint="how it does on parts of the data, the worst first">
      <div className={styles.stack}>
        <div className={styles.bar}>
          <Choice label="Slice by" value={column} options={columns.map((name) => ({ value: name, label: name }))} onChange={setColumn} />
          <Choice
            label="Worst by"
            value={metric}
            options={SLICE_METRICS.map((value) => ({ value, label: METRICS[value].title }))}
            onChange={setMetric}
          />
          <Choice label="Slices at most" value={limit} options={LIMITS.map((value) => ({ value, label: value }))} onChange={setLimit} />
          <div className={styles.value}>
            <NumberField
              label="Few rows: below"
              value={minRows}
              refuse={(value) => (Number.isInteger(value) && value >= 0 ? null : "Type a whole number.")}
              onChange={setMinRows}
            />
          </div>
          <SegmentedControl<Split | "all">
            size="xs"
            aria-label="Splits whose slices are shown"
            value={view}
            data={[{ value: "all", label: "All three" }, ...SPLITS.map((split) => ({ value: split, label: SPLIT_TITLES[split] }))]}
            onChange={setView}
          />
        </div>
        {about === null ? (
          <p>This split has no such column.</p>
        ) : (
          <LookFrame part="slices" look={look} what="the slices">
            {shown === null ? null : (
              <ChartFrame
                title={`${METRICS[metric].title} by ${shown.column}`}
                inside
                widens={false}
                summary={worstSentence(rows, metric, shown.column, shown.splits)}
                table={() => sliceTable(rows, shown.column, shown.splits)}
                fileName={`triptych-slices-${shown.column}`}
                picture={() => slicesPicture(rows, metric, shown.splits, coloursOfPage())}
              >
                <div className={styles.stack}>
                  <p aria-hidden>{worstSentence(rows, metric, shown.column, shown.splits)}</p>
                  <SliceTable rows={rows} column={shown.column} metric={metric} splits={shown.splits} stale={stale} />
                </div>
              </ChartFrame>
            )}
          </LookFrame>
        )}
        <ul className={styles.notes}>
          <li>
            Numbers of more than {limit} values are cut into as many parts of about the same number of rows, texts into the commonest and the others.
            {splits.length > 1 && " All splits are cut alike."} At the threshold {shown?.threshold ?? threshold}; bars carry Wilson's 95 % intervals where the figure is a share of rows.
          </li>
          {minRows > 0 && <li>Slices of fewer than {minRows} rows say little: they come last.</li>}
        </ul>
      </div>
    </Card>
  );
}

function coloursOfPage(): PictureColours {
  const page = getComputedStyle(document.documentElement);
  const colour = (name: string): string => page.getPropertyValue(`--${name}`);
  return { ink: colour("ink"), muted: colour("muted"), hues: { train: colour("train"), validation: colour("validation"), test: colour("test") } };
}
