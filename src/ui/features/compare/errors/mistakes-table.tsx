import { useMemo, type ReactNode } from "react";
import type { RawCell } from "../../../../domain/features/fitted";
import { formatCount, formatLoss } from "../../../../domain/format";
import { SPLIT_TITLES, type Split } from "../../../../domain/split";
import type { ColumnSummary } from "../../../../domain/table";
import type { Mistake, Mistakes } from "../../../../domain/why/mistakes";
import { VirtualTable, type VirtualColumn } from "../../../components/virtual-table";
import styles from "./errors.module.css";
import { scoreText } from "./score-text";

interface MistakesTableProps {
  readonly split: Split;
  readonly columns: readonly ColumnSummary[];
  readonly answer: Mistakes;
  /** Rows passed over before the first that is shown. */
  readonly from: number;
  readonly dimmed: boolean;
}

const OWN: readonly VirtualColumn[] = [
  { key: "row", head: "Row", width: 88 },
  { key: "outcome", head: "Answer", width: 128 },
  { key: "label", head: "Label", width: 64, numeric: true },
  { key: "score", head: "Score", width: 96, numeric: true },
  { key: "loss", head: "Loss", width: 88, numeric: true, sorted: "descending", title: "Log loss of the row in nats; the worst first" },
];

const OWN_AND_FILE: readonly VirtualColumn[] = [...OWN, { key: "file", head: "File", width: 168, title: "The file that the row is of" }];

/** Rows with the answer that they get and all their cells. */
export function MistakesTable({ split, columns, answer, from, dimmed }: MistakesTableProps) {
  const { mistakes, raw } = answer;
  /** Where rows of several files stand in one split, a row is known by its file too. */
  const own = raw.files === undefined ? OWN : OWN_AND_FILE;
  const heads = useMemo(() => [...own, ...columns.map(headOf)], [own, columns]);
  const places = useMemo(() => new Map(raw.columns.map((name, index) => [name, index])), [raw]);
  return (
    <VirtualTable
      label={`Errors of ${SPLIT_TITLES[split].toLowerCase()}`}
      columns={heads}
      rows={mistakes.length}
      shownRows={12}
      dimmed={dimmed}
      page={from}
      cell={(row, column) => {
        const mistake = mistakes[row];
        if (mistake === undefined) return null;
        if (column < OWN.length) return ownCell(mistake, raw.fileRows[row] ?? NaN, column);
        if (column < own.length) return written(raw.files?.[row] ?? null);
        const source = columns[column - own.length];
        if (source === undefined || source.kind === "discarded") return <Absent>not kept</Absent>;
        const place = places.get(source.name);
        return written(place === undefined ? null : (raw.cells[row]?.[place] ?? null));
      }}
    />
  );
}

function ownCell(mistake: Mistake, fileRow: number, column: number): ReactNode {
  const { label, answer, score, loss } = mistake;
  switch (column) {
    case 0:
      return formatCount(fileRow + 1);
    case 1:
      return (
        <span className={label === answer ? styles.muted : styles.wrong}>
          {label === answer ? "true" : "false"} {answer === 1 ? "positive" : "negative"}
        </span>
      );
    case 2:
      return label;
    case 3:
      return <span title={String(score)}>{scoreText(score)}</span>;
    default:
      return <span title={String(loss)}>{formatLoss(loss)}</span>;
  }
}

function written(cell: RawCell): ReactNode {
  if (cell === null) return <Absent>missing</Absent>;
  if (cell === "") return <Absent>empty</Absent>;
  const text = Object.is(cell, -0) ? "-0" : String(cell);
  return <span title={text.length > 14 ? text : undefined}>{text}</span>;
}

function Absent({ children }: { readonly children: string }) {
  return <span className={styles.absent}>{children}</span>;
}

function headOf({ name, kind }: ColumnSummary): VirtualColumn {
  const width = Math.max(kind === "text" ? 160 : 112, Math.min(220, 28 + 8 * name.length));
  return { key: `column ${name}`, head: name, title: name, width, numeric: kind === "numeric" };
}
