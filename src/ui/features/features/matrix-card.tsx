import { useMemo, useState, type ReactNode } from "react";
import { dominantColumns } from "../../../domain/features/dominance";
import { formatBytes, formatCount, formatStatistic } from "../../../domain/format";
import { counted, quotedList } from "../../../domain/problem";
import type { UnseenCategories } from "../../../domain/prepared";
import { SPLITS, SPLIT_TITLES, type Split } from "../../../domain/split";
import type { PreparedMeta } from "../../../state/preparation-slice";
import { Card } from "../../components/card";
import { Choice } from "../../components/choice";
import { LeakageMark } from "../../components/leakage-mark";
import { SplitName } from "../../components/split-name";
import { VirtualTable } from "../../components/virtual-table";
import { useApp } from "../../store-context";
import styles from "./features-stage.module.css";
import { usePrepared } from "./use-fitted";

const FLOAT32_BYTES = 4;
const SHOWN_ROWS = 10;

/** What the net sees: the names, shapes and first rows of the matrices, and what to know about them. */
export function MatrixCard() {
  const { meta, outdated } = usePrepared();
  const preparing = useApp(({ preparation }) => preparation.status === "preparing");
  if (meta === null) {
    return (
      <Card title="What the net sees">
        <p className={styles.muted}>
          {preparing ? "Making the matrices…" : "The matrices are made as soon as all three files are loaded and at least one column is used."}
        </p>
      </Card>
    );
  }
  return (
    <Card
      title="What the net sees"
      hint={`${counted(meta.fitted.columns.length, "column")}, scaled in float64, then rounded to float32`}
      actions={meta.fitted.fitOn === "everything" && <LeakageMark />}
    >
      <div className={styles.form}>
        <Shapes meta={meta} />
        <Dominance meta={meta} />
        <Unseen unseen={meta.unseen} />
        <FirstRows meta={meta} dimmed={outdated} />
      </div>
    </Card>
  );
}

function Shapes({ meta }: { readonly meta: PreparedMeta }) {
  const width = meta.fitted.columns.length;
  const total = SPLITS.reduce((sum, split) => sum + meta.rows[split].rows, 0);
  return (
    <dl className={styles.shapes}>
      {SPLITS.map((split) => (
        <div key={split}>
          <dt>
            <SplitName split={split} />
          </dt>
          <dd>
            {formatCount(meta.rows[split].rows)} × {formatCount(width)}
            <span className={styles.muted}> · {formatBytes(meta.rows[split].rows * width * FLOAT32_BYTES)}</span>
          </dd>
        </div>
      ))}
      <div>
        <dt>In all</dt>
        <dd>{formatBytes(total * width * FLOAT32_BYTES)}</dd>
      </div>
    </dl>
  );
}

/** A column that the net sees before all others, only because its numbers are large. */
function Dominance({ meta }: { readonly meta: PreparedMeta }) {
  const dominant = useMemo(() => dominantColumns(meta.fitted.columns, meta.preview.train.std), [meta]);
  const [first] = dominant;
  if (first === undefined) return null;
  const them = dominant.length === 1 ? "it" : "them";
  const others = dominant.slice(1).map(({ column }) => column);
  return (
    <p role="note" className={styles.warning}>
      {first.sentence} {others.length > 0 && `So ${others.length === 1 ? "does" : "do"} ${quotedList(others, 3)}. `}
      {meta.fitted.scaler === "none" ? `Choose a scaler, or transform ${them} by symlog.` : `Transform ${them} by symlog, or clip ${them}.`}
    </p>
  );
}

function Unseen({ unseen }: { readonly unseen: readonly UnseenCategories[] }) {
  if (unseen.length === 0) return null;
  return (
    <div role="note" className={styles.warning}>
      <strong>Categories that the fitted rows do not have</strong>
      <ul aria-label="Unseen categories">
        {unseen.map(({ column, rows, examples }) => (
          <li key={column}>
            <bdi>{column}</bdi>: {SPLITS.filter((split) => rows[split] > 0).map((split) => `${SPLIT_TITLES[split].toLowerCase()} ${counted(rows[split], "row")}`).join(", ")}
            , such as {quotedList(examples, 3)}; taken for “other”.
          </li>
        ))}
      </ul>
    </div>
  );
}

const SPLIT_OPTIONS = SPLITS.map((value) => ({ value, label: SPLIT_TITLES[value] }));

function FirstRows({ meta, dimmed }: { readonly meta: PreparedMeta; readonly dimmed: boolean }) {
  const [split, setSplit] = useState<Split>("train");
  const { rows } = meta.preview[split];
  const { columns } = meta.fitted;
  const heads = useMemo(
    () => [
      { key: "row", head: "Row", width: 56, numeric: true },
      ...columns.map(({ name }) => ({ key: name, head: name, title: name, width: 124, numeric: true })),
    ],
    [columns],
  );
  const cell = (row: number, column: number): ReactNode =>
    column === 0 ? formatCount(row + 1) : formatStatistic(rows[row]?.[column - 1] ?? NaN);
  return (
    <>
      <div className={styles.tools}>
        <Choice label="First rows of" options={SPLIT_OPTIONS} value={split} onChange={setSplit} />
      </div>
      <VirtualTable
        label={`First rows of ${SPLIT_TITLES[split].toLowerCase()} as the net sees them`}
        columns={heads}
        rows={rows.length}
        shownRows={SHOWN_ROWS}
        cell={cell}
        dimmed={dimmed}
      />
    </>
  );
}
