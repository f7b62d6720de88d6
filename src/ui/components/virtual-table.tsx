import { useElementSize, useMergedRef } from "@mantine/hooks";
import { useVirtualizer, type VirtualItem } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useState, type ReactNode } from "react";
import styles from "./virtual-table.module.css";

export interface VirtualColumn {
  readonly key: string;
  readonly head: ReactNode;
  /** In pixels; all columns grow alike where there is more room. */
  readonly width: number;
  readonly numeric?: boolean;
  /** In full, where `head` may be cut. */
  readonly title?: string;
  readonly sorted?: "ascending" | "descending" | undefined;
}

interface VirtualTableProps {
  readonly label: string;
  /** The first one names its row and stays in sight. */
  readonly columns: readonly VirtualColumn[];
  readonly rows: number;
  readonly cell: (row: number, column: number) => ReactNode;
  /** Rows that are shown at most without scrolling. */
  readonly shownRows: number;
  /** What is shown is out of date. */
  readonly dimmed?: boolean;
  /** What the rows are of: when it changes, the first of them come into sight. */
  readonly page?: number;
  /** Tells which of the columns are in sight, as they come into it. */
  readonly onColumnsInSight?: (first: number, last: number) => void;
}

const ROW_HEIGHT = 32;
const BORDERS = 2;
/** As much as a horizontal scroll bar takes. */
const SCROLL_BAR = 14;

/** A table of any number of rows and columns: only those in sight are in the page. */
export function VirtualTable(props: VirtualTableProps) {
  const { label, columns, rows, cell, shownRows, dimmed, page, onColumnsInSight } = props;
  const [frame, setFrame] = useState<HTMLDivElement | null>(null);
  const { ref, width } = useElementSize<HTMLDivElement>();
  const widths = stretched(columns, width);
  // eslint-disable-next-line react-hooks/incompatible-library -- React's compiler, which would mind, is not used.
  const across = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => frame,
    estimateSize: (index) => widths[index] ?? 0,
    overscan: 3,
    useFlushSync: false,
  });
  const down = useVirtualizer({
    count: rows,
    getScrollElement: () => frame,
    estimateSize: () => ROW_HEIGHT,
    scrollPaddingStart: ROW_HEIGHT,
    overscan: 6,
    useFlushSync: false,
  });
  const shape = widths.join();
  useLayoutEffect(() => {
    across.measure();
  }, [across, shape]);

  useLayoutEffect(() => {
    if (frame !== null) frame.scrollTop = 0;
  }, [frame, page]);

  const inSight = across.getVirtualItems();
  const [first, last] = [inSight[0]?.index ?? 0, inSight.at(-1)?.index ?? 0];
  useEffect(() => {
    onColumnsInSight?.(first, last);
  }, [first, last, onColumnsInSight]);

  const naming = widths[0] ?? 0;
  const others = inSight.filter(({ index }) => index > 0);
  const row = (index: number, top: number): ReactNode => (
    <div key={index} role="row" aria-rowindex={index + 2} className={styles.row} style={{ top: top + ROW_HEIGHT, height: ROW_HEIGHT }}>
      <div role="rowheader" aria-colindex={1} className={styles.naming} style={{ width: naming }}>
        {cell(index, 0)}
      </div>
      {others.map((item) => (
        <div key={item.key} role="cell" aria-colindex={item.index + 1} {...cellLook(columns, item)}>
          {cell(index, item.index)}
        </div>
      ))}
    </div>
  );
  return (
    <div
      ref={useMergedRef(ref, setFrame)}
      className={styles.frame}
      style={{ height: ROW_HEIGHT * (1 + Math.min(rows, shownRows)) + BORDERS + SCROLL_BAR }}
      data-dimmed={dimmed || undefined}
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      <div
        role="table"
        aria-label={label}
        aria-rowcount={rows + 1}
        aria-colcount={columns.length}
        className={styles.table}
        style={{ width: across.getTotalSize(), height: ROW_HEIGHT + down.getTotalSize() }}
      >
        <div role="rowgroup" className={styles.heads} style={{ height: ROW_HEIGHT }}>
          <div role="row" aria-rowindex={1} className={styles.row} style={{ top: 0, height: ROW_HEIGHT }}>
            <div role="columnheader" aria-colindex={1} aria-sort={columns[0]?.sorted} className={styles.naming} style={{ width: naming }}>
              {columns[0]?.head}
            </div>
            {others.map((item) => (
              <div
                key={item.key}
                role="columnheader"
                aria-colindex={item.index + 1}
                aria-sort={columns[item.index]?.sorted}
                title={columns[item.index]?.title}
                {...cellLook(columns, item)}
              >
                {columns[item.index]?.head}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup">{down.getVirtualItems().map(({ index, start }) => row(index, start))}</div>
      </div>
    </div>
  );
}

function cellLook(columns: readonly VirtualColumn[], { index, start, size }: VirtualItem): object {
  return { className: styles.cell, style: { left: start, width: size }, "data-numeric": columns[index]?.numeric === true || undefined };
}

/** Widths in whole pixels that fill what room there is. */
function stretched(columns: readonly VirtualColumn[], room: number): readonly number[] {
  const wanted = columns.reduce((sum, { width }) => sum + width, 0);
  const factor = Math.max(1, room / Math.max(1, wanted));
  return columns.map(({ width }) => Math.floor(width * factor));
}
