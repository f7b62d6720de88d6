import type { CSSProperties, ReactNode } from "react";
import { formatCount } from "../../../../domain/format";
import { METRICS } from "../../../../domain/metrics/metric-list";
import type { Split } from "../../../../domain/split";
import { SLICE_METRICS, type Slice, type SliceMetric, type SliceRow } from "../../../../domain/why/slices";
import { SplitName, splitHue } from "../../../components/split-name";
import styles from "./errors.module.css";
import { scoreText } from "./score-text";
import { fullLength, intervalOf, intervalText, keyText, metricText, undefinedBecause, wholes } from "./slice-text";

interface SliceTableProps {
  readonly rows: readonly SliceRow[];
  readonly column: string;
  readonly metric: SliceMetric;
  readonly splits: readonly Split[];
  readonly stale: boolean;
}

/** Slices with a bar each: of one split with all its figures, of several side by side with the chosen one. */
export function SliceTable({ rows, column, metric, splits, stale }: SliceTableProps) {
  const [only] = splits;
  const all = wholes(rows);
  const full = fullLength(metric, rows);
  const label = `${METRICS[metric].title} by ${column}`;
  const single = splits.length === 1 && only !== undefined ? only : null;
  const cells = (of: SliceRow["splits"]): ReactNode =>
    single === null
      ? splits.map((split) => <SideCell key={split} split={split} slice={of[split]} metric={metric} full={full} />)
      : of[single] !== undefined && <FullCells split={single} slice={of[single]} metric={metric} full={full} />;
  return (
    <div className={styles.scroll} data-stale={stale || undefined} tabIndex={0} role="region" aria-label={label}>
      <table className={styles.slices} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{column}</th>
            {single === null
              ? splits.map((split) => (
                  <th key={split} scope="col">
                    <SplitName split={split} />
                  </th>
                ))
              : [METRICS[metric].title, "95 %", "Rows", "Positives", ...others(metric).map((each) => METRICS[each].title), "Mean score"].map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, splits: own }) => {
            const small = splits.every((split) => own[split]?.small !== false);
            const name = keyText(key);
            return (
              <tr key={`${key.type} ${name}`} data-small={small || undefined}>
                <th scope="row" title={name}>
                  {name}
                  {small && <span className={styles.tag}>few rows</span>}
                </th>
                {cells(own)}
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">All rows</th>
            {cells(all)}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function others(metric: SliceMetric): SliceMetric[] {
  return SLICE_METRICS.filter((each) => each !== metric);
}

interface CellProps {
  readonly split: Split;
  readonly slice: Slice;
  readonly metric: SliceMetric;
  /** The value of a bar of full length. */
  readonly full: number;
}

function FullCells({ split, slice, metric, full }: CellProps) {
  return (
    <>
      <td style={splitHue(split)}>
        <Measure slice={slice} metric={metric} full={full} />
      </td>
      <td>{intervalText(intervalOf(metric, slice))}</td>
      <td>{formatCount(slice.rows)}</td>
      <td>{formatCount(slice.positives)}</td>
      {others(metric).map((each) => (
        <td key={each} title={undefinedBecause(each, slice) ?? undefined}>
          {metricText(each, slice.metrics[each])}
        </td>
      ))}
      <td title={String(slice.meanScore)}>{scoreText(slice.meanScore)}</td>
    </>
  );
}

function SideCell({ split, slice, metric, full }: Omit<CellProps, "slice"> & { readonly slice: Slice | undefined }) {
  if (slice === undefined) return <td className={styles.muted}>no rows</td>;
  const interval = intervalOf(metric, slice);
  return (
    <td style={splitHue(split)} data-small={slice.small || undefined}>
      <Measure slice={slice} metric={metric} full={full} />
      <div className={styles.below}>
        {interval !== null && `${intervalText(interval)} · `}
        {formatCount(slice.rows)} {slice.rows === 1 ? "row" : "rows"}, {formatCount(slice.positives)} positive{slice.small && ", few rows"}
      </div>
    </td>
  );
}

/** A bar with its interval, and the figure. */
function Measure({ slice, metric, full }: Omit<CellProps, "split">) {
  const value = slice.metrics[metric];
  const interval = intervalOf(metric, slice);
  const reason = undefinedBecause(metric, slice);
  return (
    <div className={styles.measure} title={reason ?? undefined}>
      <div className={styles.track} aria-hidden>
        {value !== null && Number.isFinite(value) && <div className={styles.fill} style={spanned(0, value / full)} />}
        {interval !== null && <div className={styles.whisker} style={spanned(interval.low, interval.high)} />}
      </div>
      <span>{metricText(metric, value)}</span>
    </div>
  );
}

function spanned(low: number, high: number): CSSProperties {
  return { left: `${100 * low}%`, width: `${100 * (high - low)}%` };
}
