import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import { formatCount, formatStatistic } from "../../../../domain/format";
import type { RawCell } from "../../../../domain/features/fitted";
import { SPLIT_TITLES } from "../../../../domain/split";
import { whatIfRow } from "../../../../domain/why/what-if";
import { shownMoment } from "../../../../state/compare-slice";
import { isSameMoment } from "../../../../state/compared-net";
import type { PreparedMeta } from "../../../../state/preparation-slice";
import { thresholdOf } from "../../../../state/threshold-slice";
import { cellIn, type Neighbour, type StartRow } from "../../../../state/why-asks";
import { Card } from "../../../components/card";
import { useApp } from "../../../store-context";
import { scoreText, scoreTextBeside } from "./dependence-figures";
import { useWhy } from "./use-why";
import { answer, callOf, changesOf, changeSentence, differenceSentence, sharesBySource, type Call, type Edits } from "./what-if-figures";
import { StartFields, useStartRow, type Start } from "./what-if-start";
import { WhatIfTable } from "./what-if-table";
import { WhyFrame } from "./why-frame";
import styles from "./why.module.css";

const FIRST: Start = { split: "test", by: "number", row: 0, seed: 1, place: 0 };

/** One row: what the net would say of it, were its features others. */
export function WhatIfCard({ data }: { readonly data: PreparedMeta }) {
  const [start, setStart] = useState(FIRST);
  const row = useStartRow(start, data);
  const { split } = start;
  const about = useMemo(() => (row === null ? null : { split, row }), [split, row]);
  const look = useWhy("start", about);
  const asked = look.answer?.question.about;
  const found = row !== null && asked?.row === row && asked.split === split ? (look.answer?.value ?? null) : null;
  return (
    <Card title="What if" hint="change a row, and see what the net makes of it">
      <div className={styles.stack}>
        <StartFields start={start} data={data} onChange={setStart} />
        <WhyFrame panel="start" look={look} what="the row">
          {found === null || row === null ? null : (
            <Editor
              key={`${split} ${row}`}
              data={data}
              start={start}
              row={row}
              found={found}
              onStartFrom={(other) => { setStart({ ...start, by: "number", row: other }); }}
            />
          )}
        </WhyFrame>
      </div>
    </Card>
  );
}

interface EditorProps {
  readonly data: PreparedMeta;
  readonly start: Start;
  readonly row: number;
  readonly found: StartRow;
  readonly onStartFrom: (row: number) => void;
}

function Editor({ data, start, row, found, onStartFrom }: EditorProps) {
  const [edits, setEdits] = useState<Edits>({});
  /** Fields hold what is being typed until this changes. */
  const [version, setVersion] = useState(0);
  const threshold = useApp((state) => thresholdOf(state).value);
  const features = data.fitted.columns;
  const sources = useMemo(() => [...new Set(features.map(({ source }) => source))], [features]);
  const original = (source: string): RawCell => cellIn(found.raw, source);
  const now = (source: string): RawCell => (source in edits ? (edits[source] ?? null) : original(source));
  const { x, withoutValue } = useMemo(
    () => whatIfRow(features, (source) => (source in edits ? (edits[source] ?? null) : cellIn(found.raw, source))),
    [features, edits, found],
  );
  const { split } = start;
  const about = useMemo(
    () => (withoutValue.length > 0 ? null : { split, x, threshold, maxDifferences: features.length }),
    [split, x, withoutValue, threshold, features],
  );
  const look = useWhy("nearest", about);
  const current = useApp((state) => isSameMoment(look.answer?.question.moment ?? null, shownMoment(state)));
  const asked = look.answer?.question.about;
  const answered = current && asked?.split === split && asked.threshold === threshold && isSameRow(asked.x, x);
  const neighbour = look.answer?.value ?? null;
  const before = callOf(found.logit, threshold);
  const call = answered && neighbour !== null && withoutValue.length === 0 ? callOf(neighbour.logit, threshold) : null;
  const changed = changesOf(edits, original);
  const beside = call === null || neighbour?.nearest === null ? null : neighbour;
  return (
    <>
      <Calls data={data} start={start} row={row} found={found} before={before} now={call} threshold={threshold} neighbour={beside} />
      <WhyFrame panel="nearest" look={look} what="the score">
        <p aria-live="polite">{withoutValue.length > 0 ? `No score: ${withoutValue.join(", ")} has no usable value.` : call === null ? "Working out the score…" : sayChange(before, call, changed)}</p>
      </WhyFrame>
      <Nearest data={data} neighbour={call === null ? null : neighbour} call={call} onStartFrom={onStartFrom} />
      <WhatIfTable
        data={data}
        sources={sources}
        of={String(version)}
        original={original}
        now={now}
        onEdit={(source, cell) => { setEdits({ ...edits, [source]: cell }); }}
        neighbour={beside === null ? null : besideOf(beside, data)}
      />
      <div>
        <Button
          variant="default"
          disabled={changed.length === 0}
          onClick={() => {
            setEdits({});
            setVersion(version + 1);
          }}
        >
          Back to the original
        </Button>
      </div>
    </>
  );
}

/** Of equal values; the question may have been asked before the panel was opened again. */
function isSameRow(a: Float32Array, b: Float32Array): boolean {
  return a.length === b.length && a.every((value, column) => value === b[column]);
}

function sayChange(before: Call, now: Call, changed: readonly string[]): string {
  return Number.isNaN(now.logit) ? "This net gives no number for this row." : changeSentence(before, now, changed);
}

function besideOf({ nearest, raw }: Neighbour, data: PreparedMeta) {
  if (nearest === null || raw === null) return null;
  return { cell: (source: string) => cellIn(raw, source), shares: sharesBySource(nearest, data.fitted.columns) };
}

interface CallsProps {
  readonly data: PreparedMeta;
  readonly start: Start;
  readonly row: number;
  readonly found: StartRow;
  readonly before: Call;
  readonly now: Call | null;
  readonly threshold: number;
  readonly neighbour: Neighbour | null;
}

/** The row as it stands in the data, as it is now, and the one beside it. */
function Calls({ data, start, row, found, before, now, threshold, neighbour }: CallsProps) {
  const isPositive = useApp((state) => state.isPositive);
  const label = cellIn(found.raw, data.label.column);
  const fileRow = found.raw.fileRows[0] ?? row;
  const file = found.raw.files?.[0];
  const inData = fileRow === row && file === undefined ? "" : `, row ${formatCount(fileRow + 1)} of ${file ?? "the file"}`;
  const truth = label === null ? "" : `is ${isPositive(String(label)) ? "positive" : "negative"}`;
  const nearest = neighbour?.nearest ?? null;
  return (
    <dl className={styles.calls}>
      <CallFigure threshold={threshold} title={`Row ${formatCount(row + 1)} of ${SPLIT_TITLES[start.split].toLowerCase()}${inData}`} call={before} note={truth} />
      <CallFigure threshold={threshold} title="With your values" call={now} note={`at threshold ${scoreText(threshold)}`} />
      <CallFigure
        threshold={threshold}
        title={nearest === null ? "Nearest row of the other answer" : `Nearest row of the other answer: row ${formatCount(nearest.row + 1)}`}
        call={nearest === null ? null : callOf(nearest.logit, threshold)}
        note={nearest === null ? "" : `distance ${formatStatistic(nearest.distance)} over the scaled columns`}
      />
    </dl>
  );
}

interface CallFigureProps {
  readonly title: string;
  readonly call: Call | null;
  readonly threshold: number;
  readonly note: string;
}

function CallFigure({ title, call, threshold, note }: CallFigureProps) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        <strong>{call === null ? "–" : scoreTextBeside(call.score, threshold)}</strong> {call !== null && !Number.isNaN(call.logit) && <span>called {answer(call)}</span>}
        <div className={styles.muted}>{note}</div>
      </dd>
    </div>
  );
}

interface NearestProps {
  readonly data: PreparedMeta;
  readonly neighbour: Neighbour | null;
  readonly call: Call | null;
  readonly onStartFrom: (row: number) => void;
}

function Nearest({ data, neighbour, call, onStartFrom }: NearestProps) {
  if (neighbour === null || call === null) return null;
  const { nearest } = neighbour;
  if (nearest === null) return <p className={styles.muted}>No row of this split is called {call.positive ? "negative" : "positive"}, so there is no nearest one.</p>;
  return (
    <div className={styles.waiting}>
      <p>
        The nearest row that is called {call.positive ? "negative" : "positive"} is row {formatCount(nearest.row + 1)}. {differenceSentence(sharesBySource(nearest, data.fitted.columns))}
      </p>
      <Button variant="default" size="compact-sm" onClick={() => { onStartFrom(nearest.row); }}>
        Start from it
      </Button>
    </div>
  );
}
