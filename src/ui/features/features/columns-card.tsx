import { Button, Checkbox, TextInput } from "@mantine/core";
import { useDeferredValue, useMemo, useState, type ReactNode } from "react";
import type { FittedFeature } from "../../../domain/features/fitted";
import { formatCount, formatStatistic } from "../../../domain/format";
import { COLUMN_ORDERS, shownColumns, type ColumnOrder, type FeatureColumn } from "../../../state/feature-columns";
import { withUse } from "../../../state/feature-edits";
import { treatmentLine } from "../../../state/feature-text";
import { Card } from "../../components/card";
import { Choice } from "../../components/choice";
import { VirtualTable, type VirtualColumn } from "../../components/virtual-table";
import { useApp } from "../../store-context";
import styles from "./features-stage.module.css";
import { fittedBySource, useFitted } from "./use-fitted";

interface ColumnsCardProps {
  readonly columns: readonly FeatureColumn[];
  /** The one in the editor. */
  readonly open: string | null;
  readonly locked: boolean;
  readonly onOpen: (name: string) => void;
}

const ORDER_TITLES: Record<ColumnOrder, string> = { file: "As in the file", name: "By name", kind: "By kind", used: "Used first" };
const ORDER_OPTIONS = COLUMN_ORDERS.map((value) => ({ value, label: ORDER_TITLES[value] }));

const HEADS: readonly VirtualColumn[] = [
  { key: "column", head: "Column", width: 176 },
  { key: "type", head: "Type", width: 80 },
  { key: "missing", head: "Missing", width: 80, numeric: true },
  { key: "treatment", head: "What is done with it", width: 262 },
  { key: "center", head: "Center", width: 138, numeric: true },
  { key: "scale", head: "Scale", width: 86, numeric: true },
  { key: "note", head: "Note", width: 230 },
];

const SHOWN_ROWS = 14;

/** Every column of the files: used or not, and what is done with it on the way to the matrix. */
export function ColumnsCard({ columns, open, locked, onOpen }: ColumnsCardProps) {
  const [filter, setFilter] = useState("");
  const [order, setOrder] = useState<ColumnOrder>("file");
  const wanted = useDeferredValue(filter);
  const shown = useMemo(() => shownColumns(columns, wanted, order), [columns, wanted, order]);
  const status = useApp((state) => state.preparation.status);
  return (
    <Card
      title="Columns"
      hint={`${formatCount(columns.filter(({ used }) => used).length)} of ${formatCount(columns.length)} used`}
      actions={<span className={styles.muted}>{STATUS[status]}</span>}
    >
      <div className={styles.tools}>
        <TextInput
          aria-label="Filter columns by name"
          placeholder="Filter by name"
          value={filter}
          onChange={(event) => {
            setFilter(event.currentTarget.value);
          }}
        />
        <Choice label="Order" options={ORDER_OPTIONS} value={order} onChange={setOrder} />
        <UseShown columns={columns} shown={shown} locked={locked} />
      </div>
      {shown.length === 0 ? (
        <p className={styles.muted}>No column has “{filter}” in its name.</p>
      ) : (
        <Rows columns={columns} shown={shown} open={open} locked={locked} onOpen={onOpen} />
      )}
    </Card>
  );
}

const STATUS = {
  empty: "waiting for all three files",
  preparing: "fitting…",
  ready: "fitted",
  failed: "not fitted",
} as const;

interface ShownProps {
  readonly columns: readonly FeatureColumn[];
  readonly shown: readonly FeatureColumn[];
  readonly locked: boolean;
}

/** Takes all that the filter leaves in or out at once. */
function UseShown({ columns, shown, locked }: ShownProps) {
  const wish = useApp((state) => state.featureWish);
  const change = useApp((state) => state.changeFeatures);
  const button = (text: string, use: boolean): ReactNode => (
    <Button
      variant="default"
      size="sm"
      disabled={locked || shown.every(({ used, unusable }) => unusable !== null || used === use)}
      onClick={() => {
        change(withUse(wish, columns, shown.map(({ name }) => name), use));
      }}
    >
      {text}
    </Button>
  );
  return (
    <div className={styles.buttons} role="group" aria-label="The columns shown">
      {button("Use all shown", true)}
      {button("Use none shown", false)}
    </div>
  );
}

function Rows({ columns, shown, open, locked, onOpen }: ShownProps & Pick<ColumnsCardProps, "open" | "onOpen">) {
  const wish = useApp((state) => state.featureWish);
  const change = useApp((state) => state.changeFeatures);
  const fitted = useFitted();
  const bySource = useMemo(() => fittedBySource(fitted), [fitted]);
  const cell = (row: number, index: number): ReactNode => {
    const column = shown[row];
    if (column === undefined) return null;
    const key = HEADS[index]?.key;
    if (key === "column") {
      return (
        <NameCell
          column={column}
          open={column.name === open}
          locked={locked}
          onOpen={onOpen}
          onUse={(use) => {
            change(withUse(wish, columns, [column.name], use));
          }}
        />
      );
    }
    const text = cellText(key, column, bySource.get(column.name) ?? [], wish.scaler);
    return (
      <span title={text} data-muted={!column.used || undefined} className={styles.cell}>
        {key === "type" ? <code>{text}</code> : text}
      </span>
    );
  };
  return <VirtualTable label="Columns and what is done with them" columns={HEADS} rows={shown.length} shownRows={SHOWN_ROWS} cell={cell} />;
}

interface NameCellProps {
  readonly column: FeatureColumn;
  readonly open: boolean;
  readonly locked: boolean;
  readonly onOpen: (name: string) => void;
  readonly onUse: (use: boolean) => void;
}

function NameCell({ column: { name, used, unusable }, open, locked, onOpen, onUse }: NameCellProps) {
  return (
    <span className={styles.nameCell} data-open={open || undefined}>
      <Checkbox
        size="xs"
        aria-label={`Use ${name}`}
        checked={used}
        disabled={locked || (unusable !== null && !used)}
        onChange={(event) => {
          onUse(event.currentTarget.checked);
        }}
      />
      <button
        type="button"
        className={styles.name}
        title={name}
        aria-pressed={open}
        data-muted={!used || undefined}
        onClick={() => {
          onOpen(name);
        }}
      >
        <bdi>{name}</bdi>
      </button>
    </span>
  );
}

function cellText(key: string | undefined, column: FeatureColumn, fitted: readonly FittedFeature[], scaler: Parameters<typeof treatmentLine>[1]): string {
  const [only] = fitted;
  switch (key) {
    case "type":
      return column.dtype;
    case "missing":
      return formatCount(column.missing);
    case "treatment":
      return column.unusable === null ? treatmentLine(column.treatment, scaler) : `cannot be used: ${column.unusable}`;
    case "center":
      return fitted.length > 1 ? `${formatCount(fitted.length)} columns` : only === undefined ? "" : formatStatistic(only.center);
    case "scale":
      return fitted.length > 1 || only === undefined ? "" : formatStatistic(only.scale);
    default:
      return column.notes.join("; ");
  }
}
