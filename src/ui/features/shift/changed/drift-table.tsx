import { VisuallyHidden } from "@mantine/core";
import { useDeferredValue, useMemo, useState, type ReactNode } from "react";
import { formatCount } from "../../../../domain/format";
import { counted } from "../../../../domain/problem";
import type { FeatureDrift } from "../../../../domain/shift/drift";
import { missingText } from "../../../../domain/shift/drift-words";
import { missingShares } from "../../../../domain/shift/effect-size";
import { MEASURE_TITLES, measureText, type DriftMeasure } from "../../../../domain/shift/measure-text";
import { FindColumns } from "../../../components/find-columns";
import { SortHead } from "../../../components/sort-head";
import { TermMark } from "../../../components/term";
import { VirtualTable, type VirtualColumn } from "../../../components/virtual-table";
import styles from "./changed.module.css";
import { driftRows, lacksAny, nextOrder, shownMeasures, type Among, type DriftKey, type DriftOrder, type DriftRow } from "./drift-rows";
import { DRIFT_TERMS } from "./drift-terms";
import { EffectBar } from "./effect-bar";

interface DriftTableProps {
  readonly label: string;
  /** Of one split against train. */
  readonly drifts: readonly FeatureDrift[];
  /** The lines of a column. */
  readonly amongs: readonly Among[];
  /** The column that is looked at below. */
  readonly chosen?: string | null;
  /** Without it columns cannot be chosen. */
  readonly onChoose?: (column: string) => void;
  /** At the right of the tools. */
  readonly actions?: ReactNode;
}

const WIDTHS: Readonly<Record<DriftMeasure, number>> = { ks: 84, wasserstein: 112, jsDistance: 150, psi: 76, chiSquare: 104, cramersV: 106, unseenShare: 88 };
const SHOWN_ROWS = 12;

/** Columns of the data with how much they moved: found by name, sorted by any measure, at first by effect size. */
export function DriftTable({ label, drifts, amongs, chosen, onChoose, actions }: DriftTableProps) {
  const [filter, setFilter] = useState("");
  const [order, setOrder] = useState<DriftOrder>(null);
  const wanted = useDeferredValue(filter);
  const rows = useMemo(() => driftRows(drifts, amongs, wanted, order), [drifts, amongs, wanted, order]);
  const measures = useMemo(() => shownMeasures(drifts), [drifts]);
  const missing = useMemo(() => lacksAny(drifts), [drifts]);
  const columns = headsOf(amongs, measures, missing, order, (by) => { setOrder(nextOrder(order, by)); });
  return (
    <div className={styles.stack}>
      <div className={styles.tools}>
        <FindColumns value={filter} onChange={setFilter} />
        <span className={styles.muted} role="status">
          {counted(rows.filter(({ leads }) => leads).length, "column")}
        </span>
        {measures.map((measure) => (
          <span key={measure} className={styles.muted}>
            {MEASURE_TITLES[measure]} <TermMark {...DRIFT_TERMS[measure]} />
          </span>
        ))}
        {missing && (
          <span className={styles.muted}>
            Missing <TermMark {...DRIFT_TERMS.missing} />
          </span>
        )}
        {actions !== undefined && <div data-end>{actions}</div>}
      </div>
      {rows.length === 0 ? (
        <p>No column has a name like this.</p>
      ) : (
        <VirtualTable
          label={label}
          columns={columns}
          rows={rows.length}
          shownRows={SHOWN_ROWS}
          cell={(row, index) => {
            const shown = rows[row];
            const key = columns[index]?.key;
            return shown === undefined || key === undefined ? null : <Cell row={shown} of={key} chosen={chosen === shown.drift.name} onChoose={onChoose} />;
          }}
        />
      )}
    </div>
  );
}

function headsOf(amongs: readonly Among[], measures: readonly DriftMeasure[], missing: boolean, order: DriftOrder, onSort: (by: DriftKey) => void): VirtualColumn[] {
  const sortable = (by: DriftKey, title: string, width: number, numeric: boolean): VirtualColumn => {
    const sorted = order?.by === by ? order.direction : undefined;
    return { key: by, width, numeric, sorted, head: <SortHead title={title} by={by} sorted={sorted} onSort={onSort} /> };
  };
  return [
    sortable("name", "Column", 176, false),
    ...(amongs.length > 1 ? [{ key: "among", head: "Among", width: 96 }] : []),
    sortable("effect", "Effect size", 148, false),
    ...measures.map((measure) => sortable(measure, MEASURE_TITLES[measure], WIDTHS[measure], true)),
    ...(missing ? [sortable("missing", "Missing, train → other", 178, true)] : []),
    { key: "rows", head: "Rows, train → other", width: 168, numeric: true },
  ];
}

interface CellProps {
  readonly row: DriftRow;
  /** The key of its column. */
  readonly of: string;
  readonly chosen: boolean;
  readonly onChoose: ((column: string) => void) | undefined;
}

function Cell({ row: { drift, among, measures, effect, leads }, of, chosen, onChoose }: CellProps) {
  switch (of) {
    case "name":
      return <NameCell name={drift.name} among={leads ? null : among} chosen={chosen} onChoose={onChoose} />;
    case "among":
      return among;
    case "effect":
      return effect === null ? <span className={styles.absent}>{measures === null ? "no such rows" : "undefined"}</span> : <EffectBar against={drift.against} effect={effect} />;
    case "missing": {
      const shares = measures === null ? null : missingShares(measures);
      return shares === null ? "–" : missingText(shares);
    }
    case "rows":
      return measures === null ? "–" : `${formatCount(measures.referenceRows)} → ${formatCount(measures.currentRows)}`;
    default: {
      const value = measures?.[of as DriftMeasure] ?? null;
      return <span title={value === null ? undefined : String(value)}>{measureText(of as DriftMeasure, value)}</span>;
    }
  }
}

interface NameCellProps {
  readonly name: string;
  /** Of a line below the first of its column. */
  readonly among: Among | null;
  readonly chosen: boolean;
  readonly onChoose: ((column: string) => void) | undefined;
}

function NameCell({ name, among, chosen, onChoose }: NameCellProps) {
  if (among !== null) {
    return (
      <span className={styles.repeated} title={name}>
        {name} <VisuallyHidden component="span">among {among}</VisuallyHidden>
      </span>
    );
  }
  if (onChoose === undefined) return <span title={name}>{name}</span>;
  return (
    <button type="button" className={styles.column} title={`Show how ${name} is spread`} aria-pressed={chosen} onClick={() => { onChoose(name); }}>
      <bdi>{name}</bdi>
    </button>
  );
}
