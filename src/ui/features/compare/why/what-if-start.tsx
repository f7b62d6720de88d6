import { Button, SegmentedControl } from "@mantine/core";
import { useMemo } from "react";
import { formatCount } from "../../../../domain/format";
import { createRandom } from "../../../../domain/random";
import type { Split } from "../../../../domain/split";
import type { PreparedMeta } from "../../../../state/preparation-slice";
import { Choice } from "../../../components/choice";
import { NumberField } from "../../../components/number-field";
import { useApp } from "../../../store-context";
import { scoreText } from "./dependence-figures";
import { SplitChoice } from "./split-choice";
import { useWhy } from "./use-why";
import styles from "./why.module.css";

/** How the row to start from is found. */
export interface Start {
  readonly split: Split;
  readonly by: "number" | "random" | "worst";
  /** Of the split's matrix, counted from 0. */
  readonly row: number;
  /** Draws the row. */
  readonly seed: number;
  /** Which of the worst, counted from 0. */
  readonly place: number;
}

const WORST = 20;
const WAYS = [
  { value: "number", label: "Row number" },
  { value: "random", label: "Random" },
  { value: "worst", label: "Worst" },
] as const;

/** The row that is meant, by its number in the matrix; null while the worst are awaited. */
export function useStartRow({ split, by, row, seed, place }: Start, data: PreparedMeta): number | null {
  const about = useMemo(() => (by === "worst" ? ({ split, limit: WORST, threshold: null } as const) : null), [by, split]);
  const look = useWhy("worst", about);
  const { rows } = data.rows[split];
  if (rows === 0) return null;
  if (by === "number") return Math.min(row, rows - 1);
  if (by === "random") return createRandom(seed, "what-if row").integer(rows);
  if (look.answer?.question.about.split !== split) return null;
  const worst = look.answer.value.rows;
  return worst[Math.min(place, worst.length - 1)]?.row ?? null;
}

interface StartFieldsProps {
  readonly start: Start;
  readonly data: PreparedMeta;
  readonly onChange: (start: Start) => void;
}

export function StartFields({ start, data, onChange }: StartFieldsProps) {
  const { rows } = data.rows[start.split];
  return (
    <div className={styles.fields}>
      <SplitChoice<never> label="Split of the row" value={start.split} onChange={(split) => { onChange({ ...start, split, row: 0, place: 0 }); }} />
      <SegmentedControl<Start["by"]> className={styles.splits ?? ""} size="xs" aria-label="How the row is found" value={start.by} data={[...WAYS]} onChange={(by) => { onChange({ ...start, by }); }} />
      {start.by === "number" && (
        <NumberField
          label={`Row, 1 to ${formatCount(rows)}`}
          value={start.row + 1}
          takes="entered"
          refuse={(value) => (Number.isInteger(value) && value >= 1 && value <= rows ? null : `Type a row from 1 to ${formatCount(rows)}.`)}
          onChange={(value) => { onChange({ ...start, row: value - 1 }); }}
        />
      )}
      {start.by === "random" && (
        <>
          <NumberField
            label="Seed of the row"
            value={start.seed}
            refuse={(value) => (Number.isSafeInteger(value) && value >= 0 ? null : "Type a whole number.")}
            onChange={(seed) => { onChange({ ...start, seed }); }}
          />
          <Button variant="default" onClick={() => { onChange({ ...start, seed: start.seed + 1 }); }}>
            Another
          </Button>
        </>
      )}
      {start.by === "worst" && <WorstChoice start={start} onChange={onChange} />}
    </div>
  );
}

function WorstChoice({ start, onChange }: Omit<StartFieldsProps, "data">) {
  const look = useApp((state) => state.whyLooks.worst);
  const rows = look.answer?.question.about.split === start.split ? look.answer.value.rows : [];
  if (rows.length === 0) return <p className={styles.muted}>{look.status === "failed" ? look.error : "Looking for the worst rows…"}</p>;
  const options = rows.slice(0, WORST).map(({ row, score, label }, place) => ({
    value: String(place),
    label: `${place + 1}. row ${row + 1}: ${scoreText(score)}, is ${label === 1 ? "positive" : "negative"}`,
  }));
  return <Choice label="Of the worst rows" value={String(Math.min(start.place, rows.length - 1))} options={options} onChange={(place) => { onChange({ ...start, place: Number(place) }); }} />;
}
