import { ActionIcon, Button, NumberInput } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconChevronsLeft, IconChevronsRight } from "@tabler/icons-react";
import { useCallback, useMemo, useState, type FormEvent, type ReactNode } from "react";
import { formatCount } from "../../../../domain/format";
import type { Split } from "../../../../domain/split";
import type { SplitSummary } from "../../../../domain/table";
import { VirtualTable, type VirtualColumn } from "../../../components/virtual-table";
import { useApp } from "../../../store-context";
import styles from "./inspect.module.css";
import { LookFrame } from "./look-frame";
import { SplitChoice } from "./split-choice";
import { useLoadedSplits, useLook } from "./use-look";

const PAGE = 50;
/** Of wide tables only the columns in sight are asked for, in blocks of so many. */
const BLOCK = 64;

/** Any row of a split, a page at a time. */
export function RowsPanel() {
  const loaded = useLoadedSplits();
  const files = useApp((state) => state.files);
  const [chosen, setChosen] = useState<Split>("train");
  const split = loaded.includes(chosen) ? chosen : loaded[0];
  const summary = split === undefined ? undefined : files[split];
  if (split === undefined || summary === undefined) return <p>Load a file first; its rows appear here.</p>;
  return <SplitRows key={`${split} ${summary.sha256}`} split={split} summary={summary} onSplit={setChosen} />;
}

interface SplitRowsProps {
  readonly split: Split;
  readonly summary: SplitSummary;
  readonly onSplit: (split: Split) => void;
}

function SplitRows({ split, summary, onSplit }: SplitRowsProps) {
  const { rows: total, columns } = summary;
  const [from, setFrom] = useState(0);
  const [block, setBlock] = useState(0);
  const wide = columns.length > 2 * BLOCK;
  const question = useMemo(() => {
    const near = columns.slice(block * BLOCK, (block + 2) * BLOCK).map(({ name }) => name);
    return { split, from, count: PAGE, columns: wide ? near : null };
  }, [split, from, columns, block, wide]);
  const look = useLook("rows", question);
  const answer = look.answer?.question.split === split ? look.answer : null;
  const page = answer?.value ?? null;
  const places = useMemo(() => new Map(page?.columns.map((name, index) => [name, index])), [page]);
  const heads = useMemo(() => headsOf(summary), [summary]);
  const seen = useCallback((first: number, last: number) => {
    setBlock((before) => (first > before * BLOCK && last <= (before + 2) * BLOCK ? before : Math.max(0, Math.floor((first - 1) / BLOCK))));
  }, []);
  const last = Math.min(total, from + PAGE);
  return (
    <div className={styles.stack}>
      <div className={styles.bar}>
        <SplitChoice label="Split whose rows are shown" value={split} onChange={onSplit} />
        <Pager from={from} total={total} onFrom={setFrom} />
        <JumpToRow total={total} onJump={setFrom} />
      </div>
      <LookFrame panel="rows" look={look} what="the rows">
        {page === null ? null : (
          <VirtualTable
            label={`Rows of ${split}`}
            columns={heads}
            rows={Math.min(page.rows.length, last - from)}
            shownRows={12}
            dimmed={page.from !== from}
            page={page.from}
            onColumnsInSight={seen}
            cell={(row, column) => {
              if (column === 0) return formatCount(page.from + row + 1);
              const source = columns[column - 1];
              const place = source === undefined ? undefined : places.get(source.name);
              return place === undefined ? "…" : written(page.rows[row]?.[place] ?? null, source?.kind === "discarded");
            }}
          />
        )}
      </LookFrame>
      <p className={styles.muted}>Rows are counted from 1 in the order of the file; those that were left out are not among them.</p>
    </div>
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

interface PagerProps {
  readonly from: number;
  readonly total: number;
  readonly onFrom: (from: number) => void;
}

function Pager({ from, total, onFrom }: PagerProps) {
  const lastPage = Math.max(0, total - PAGE);
  const steps = [
    { label: "First rows", icon: IconChevronsLeft, to: 0, off: from === 0 },
    { label: "Previous rows", icon: IconChevronLeft, to: Math.max(0, from - PAGE), off: from === 0 },
    { label: "Next rows", icon: IconChevronRight, to: Math.min(lastPage, from + PAGE), off: from >= lastPage },
    { label: "Last rows", icon: IconChevronsRight, to: lastPage, off: from >= lastPage },
  ];
  const buttons = steps.map(({ label, icon: Icon, to, off }) => (
    <ActionIcon
      key={label}
      variant="default"
      aria-label={label}
      disabled={off}
      onClick={() => {
        onFrom(to);
      }}
    >
      <Icon size={16} stroke={1.8} />
    </ActionIcon>
  ));
  return (
    <div className={styles.bar} role="group" aria-label="Pages of rows">
      {buttons.slice(0, 2)}
      <span aria-live="polite">
        {formatCount(Math.min(total, from + 1))} to {formatCount(Math.min(total, from + PAGE))} of {formatCount(total)}
      </span>
      {buttons.slice(2)}
    </div>
  );
}

function JumpToRow({ total, onJump }: { readonly total: number; readonly onJump: (from: number) => void }) {
  const [text, setText] = useState<number | string>("");
  const [wrong, setWrong] = useState(false);
  const jump = (event: FormEvent): void => {
    event.preventDefault();
    const row = Number(text);
    const there = Number.isInteger(row) && row >= 1 && row <= total;
    setWrong(!there);
    if (there) onJump(row - 1);
  };
  return (
    <form onSubmit={jump} className={styles.bar} noValidate>
      <NumberInput
        aria-label="Row to jump to"
        placeholder="Row"
        size="xs"
        w={120}
        hideControls
        allowDecimal={false}
        thousandSeparator=","
        value={text}
        error={wrong ? `1 to ${formatCount(total)}` : null}
        onChange={setText}
      />
      <Button type="submit" variant="default" size="xs">
        Jump
      </Button>
    </form>
  );
}
