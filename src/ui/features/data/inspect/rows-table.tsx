import { useCallback, useMemo, type ReactNode } from "react";
import { formatCount } from "../../../../domain/format";
import type { RowPage } from "../../../../domain/inspect/profile";
import type { SplitSummary } from "../../../../domain/table";
import { VirtualTable, type VirtualColumn } from "../../../components/virtual-table";
import styles from "./inspect.module.css";

interface RowsTableProps {
  readonly summary: SplitSummary;
  readonly page: RowPage;
  /** Another page is on its way. */
  readonly dimmed: boolean;
  /** Tells which of the columns are in sight, by their places in the file. */
  readonly onColumnsInSight: (summary: SplitSummary, first: number, last: number) => void;
}

/** A page of the rows of one split. */
export function RowsTable({ summary, page, dimmed, onColumnsInSight }: RowsTableProps) {
  const { split, columns } = summary;
  const places = useMemo(() => new Map(page.columns.map((name, index) => [name, index])), [page]);
  const heads = useMemo(() => headsOf(summary), [summary]);
  const seen = useCallback(
    (first: number, last: number) => {
      onColumnsInSight(summary, Math.max(0, first - 1), Math.max(0, last - 1));
    },
    [summary, onColumnsInSight],
  );
  return (
    <VirtualTable
      label={`Rows of ${split}`}
      columns={heads}
      rows={page.rows.length}
      shownRows={12}
      dimmed={dimmed}
      page={page.from}
      onColumnsInSight={seen}
      cell={(row, column) => {
        if (column === 0) return formatCount(page.from + row + 1);
        const source = columns[column - 1];
        const place = source === undefined ? undefined : places.get(source.name);
        return place === undefined ? "…" : written(page.rows[row]?.[place] ?? null, source?.kind === "discarded");
      }}
    />
  );
}

function written(cell: string | null, discarded: boolean): ReactNode {
  if (discarded) return <span className={styles.absent}>not kept</span>;
  if (cell === null) return <span className={styles.absent}>missing</span>;
  return <span title={cell.length > 20 ? cell : undefined}>{cell}</span>;
}

function headsOf({ columns }: SplitSummary): VirtualColumn[] {
  return [
    { key: "row", head: "Row", width: 84 },
    ...columns.map(({ name, kind }) => ({
      key: `column ${name}`,
      head: name,
      title: name,
      width: Math.max(kind === "text" ? 160 : 112, widthOf(name)),
      numeric: kind === "numeric",
    })),
  ];
}

/** Of a head, in pixels, up to a length that leaves room for others. */
function widthOf(name: string): number {
  return Math.min(220, 28 + 8 * name.length);
}
