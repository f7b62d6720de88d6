import { useCallback, useMemo, useState } from "react";
import { formatCount } from "../../../../domain/format";
import type { PerSplit, Split } from "../../../../domain/split";
import type { SplitSummary } from "../../../../domain/table";
import { SplitName } from "../../../components/split-name";
import { useApp } from "../../../store-context";
import styles from "./inspect.module.css";
import { LookFrame } from "./look-frame";
import { PAGE, RowPager } from "./row-pager";
import { RowsTable } from "./rows-table";
import { SplitChoice, splitsShown, type ShownSplits } from "./split-choice";
import { useLoadedSplits, useLook } from "./use-look";

/** Of wide tables only the columns in sight are asked for, in blocks of so many. */
const BLOCK = 64;

/** Any row of a split, or of all at once, a page at a time. */
export function RowsPanel() {
  const loaded = useLoadedSplits();
  const files = useApp((state) => state.files);
  const [chosen, setChosen] = useState<ShownSplits>("train");
  const summaries = useMemo(() => splitsShown(chosen, loaded).flatMap((split) => files[split] ?? []), [chosen, loaded, files]);
  if (summaries.length === 0) return <p>Load a file first; its rows appear here.</p>;
  const shown = summaries.length === 1 ? (summaries[0]?.split ?? "train") : "all";
  const key = summaries.map(({ split, sha256 }) => `${split} ${sha256}`).join();
  return <SplitRows key={key} summaries={summaries} shown={shown} onShow={setChosen} />;
}

interface SplitRowsProps {
  readonly summaries: readonly SplitSummary[];
  readonly shown: ShownSplits;
  readonly onShow: (shown: ShownSplits) => void;
}

function SplitRows({ summaries, shown, onShow }: SplitRowsProps) {
  const total = Math.max(...summaries.map(({ rows }) => rows));
  const [from, setFrom] = useState(0);
  const { near, onColumnsInSight } = useColumnsNear(summaries);
  const splits = useMemo(() => summaries.map(({ split }) => split), [summaries]);
  const question = useMemo(() => ({ splits, from, count: PAGE, columns: near }), [splits, from, near]);
  const look = useLook("rows", question);
  const answer = look.answer?.question.splits.join() === splits.join() ? look.answer : null;
  return (
    <div className={styles.stack}>
      <div className={styles.bar}>
        <SplitChoice label="Splits whose rows are shown" value={shown} onChange={onShow} />
        <RowPager from={from} total={total} onFrom={setFrom} />
      </div>
      <LookFrame panel="rows" look={look} what="the rows">
        {answer === null ? null : (
          <div className={styles.beside}>
            {summaries.map((summary) => {
              const page = answer.value[summary.split];
              return (
                <div key={summary.split} className={styles.stack}>
                  {summaries.length > 1 && <SplitHead split={summary.split} rows={summary.rows} from={from} />}
                  {page !== undefined && page.rows.length > 0 && (
                    <RowsTable summary={summary} page={page} dimmed={answer.question.from !== from} onColumnsInSight={onColumnsInSight} />
                  )}
                </div>
              );
            })}
          </div>
        )}
      </LookFrame>
      <p className={styles.muted}>Rows are counted from 1 in the order of the file; those that were left out are not among them.</p>
    </div>
  );
}

function SplitHead({ split, rows, from }: { readonly split: Split; readonly rows: number; readonly from: number }) {
  return (
    <div className={styles.bar}>
      <SplitName split={split} />
      {from >= rows && <span className={styles.muted}>ends at row {formatCount(rows)}</span>}
    </div>
  );
}

interface ColumnsNear {
  /** Null: all of them. */
  readonly near: readonly string[] | null;
  readonly onColumnsInSight: (summary: SplitSummary, first: number, last: number) => void;
}

/** The columns that tables show, and those beside them: two blocks of each. */
function useColumnsNear(summaries: readonly SplitSummary[]): ColumnsNear {
  const [blocks, setBlocks] = useState<Partial<PerSplit<number>>>({});
  const near = useMemo(() => {
    if (summaries.every(({ columns }) => columns.length <= 2 * BLOCK)) return null;
    const names = summaries.flatMap(({ split, columns }) => {
      const block = blocks[split] ?? 0;
      return columns.slice(block * BLOCK, (block + 2) * BLOCK).map(({ name }) => name);
    });
    return [...new Set(names)];
  }, [summaries, blocks]);
  const onColumnsInSight = useCallback(({ split }: SplitSummary, first: number, last: number) => {
    setBlocks((before) => {
      const block = before[split] ?? 0;
      const known = first >= block * BLOCK && last < (block + 2) * BLOCK;
      return known ? before : { ...before, [split]: Math.floor(first / BLOCK) };
    });
  }, []);
  return { near, onColumnsInSight };
}
