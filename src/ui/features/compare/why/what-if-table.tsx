import { formatPercent } from "../../../../domain/format";
import type { RawCell } from "../../../../domain/features/fitted";
import { knownValues } from "../../../../domain/features/known-values";
import type { PreparedMeta } from "../../../../state/preparation-slice";
import { isText } from "../../../../state/why-asks";
import { NumberCell, TextCell } from "./cell-field";
import { cellText } from "./dependence-figures";
import { cellNote } from "./what-if-figures";
import styles from "./why.module.css";

interface WhatIfTableProps {
  readonly data: PreparedMeta;
  readonly sources: readonly string[];
  /** Sets fields back to what they are of when it changes. */
  readonly of: string;
  readonly original: (source: string) => RawCell;
  readonly now: (source: string) => RawCell;
  readonly onEdit: (source: string, cell: RawCell) => void;
  /** The row beside it; null where there is none. */
  readonly neighbour: { readonly cell: (source: string) => RawCell; readonly shares: ReadonlyMap<string, number> } | null;
}

/** Every feature of a row, to be changed, beside what the nearest row of the other answer has. */
export function WhatIfTable({ data, sources, of, original, now, onEdit, neighbour }: WhatIfTableProps) {
  return (
    <table className={styles.table} aria-label="Features of the row">
      <thead>
        <tr>
          <th scope="col">Feature</th>
          <th scope="col">Value</th>
          <th scope="col">Nearest row of the other answer</th>
        </tr>
      </thead>
      <tbody>
        {sources.map((source) => (
          <tr key={source}>
            <th scope="row">{source}</th>
            <td>
              <Cell key={of} data={data} source={source} value={now(source)} onEdit={onEdit} />
              <Notes data={data} source={source} before={original(source)} now={now(source)} />
            </td>
            <td>
              {neighbour === null ? <span className={styles.muted}>–</span> : <Other cell={neighbour.cell(source)} share={neighbour.shares.get(source) ?? 0} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface CellProps {
  readonly data: PreparedMeta;
  readonly source: string;
  readonly value: RawCell;
  readonly onEdit: (source: string, cell: RawCell) => void;
}

/** More values than that are typed. */
const MOST_OPTIONS = 60;

function Cell({ data, source, value, onEdit }: CellProps) {
  const change = (cell: RawCell): void => {
    onEdit(source, cell);
  };
  if (!isText(data, source)) return <NumberCell label={source} value={value} onChange={change} />;
  const counted = data.files.train.columns.find(({ name }) => name === source)?.values ?? [];
  const known = new Set([...counted.map((each) => each.value), ...(knownValues(data.fitted.columns, source) ?? [])]);
  if (value !== null) known.add(String(value));
  const options = counted.length === 0 || known.size > MOST_OPTIONS ? null : [...known];
  return <TextCell label={source} value={value} options={options} onChange={change} />;
}

function Notes({ data, source, before, now }: { readonly data: PreparedMeta; readonly source: string; readonly before: RawCell; readonly now: RawCell }) {
  const note = cellNote(data.fitted.columns, source, now);
  const changed = !Object.is(before, now);
  if (!changed && note === null) return null;
  return (
    <div className={styles.notes}>
      {changed && <span>was {cellText(before)}</span>}
      {note !== null && <span className={styles.warning}>{note}</span>}
    </div>
  );
}

function Other({ cell, share }: { readonly cell: RawCell; readonly share: number }) {
  return (
    <>
      <span data-differs={share > 0 || undefined}>{cellText(cell)}</span>
      {share > 0 && (
        <div className={styles.share}>
          <div style={{ width: `${100 * share}%` }} />
          <span>{formatPercent(share, 0)}</span>
        </div>
      )}
    </>
  );
}
