import { ActionIcon, NativeSelect, SegmentedControl } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { AxisScale } from "../../../../domain/inspect/profile";
import { columnsAcrossSplits } from "../../../../state/columns";
import type { CountAxis } from "../../../charts/histogram-figures";
import { HistogramPicture, NotDrawn } from "../../../charts/histogram-picture";
import { Choice } from "../../../components/choice";
import { FindColumns } from "../../../components/find-columns";
import { nameHolds } from "../../../components/name-holds";
import { SplitName } from "../../../components/split-name";
import { useApp } from "../../../store-context";
import styles from "./inspect.module.css";
import { LookFrame } from "./look-frame";
import { useLoadedSplits, useLook } from "./use-look";

interface HistogramPanelProps {
  /** The column that is looked at; null or one that is gone: the first. */
  readonly chosen: string | null;
  readonly onChoose: (column: string) => void;
}

/** So many are drawn side by side, where there are no more columns than that. */
const MOST_IN_GRID = 12;
/** Of more columns a list is no help: they are found by name. */
const MOST_LISTED = 200;
const SCALES = ["suggested", "linear", "log", "symlog"] as const;
const SCALE_TITLES: Readonly<Record<(typeof SCALES)[number], string>> = {
  suggested: "what suits the column",
  linear: "linear",
  log: "logarithmic",
  symlog: "symmetric logarithmic",
};

/** How the values of a column are spread in each split, on one axis. */
export function HistogramPanel({ chosen, onChoose }: HistogramPanelProps) {
  const files = useApp((state) => state.files);
  const splits = useLoadedSplits();
  const names = useMemo(
    () =>
      columnsAcrossSplits(files)
        .filter(({ bySplit }) => Object.values(bySplit).some(({ kind }) => kind !== "discarded"))
        .map(({ name }) => name),
    [files],
  );
  const [filter, setFilter] = useState("");
  const [grid, setGrid] = useState(false);
  const [scale, setScale] = useState<(typeof SCALES)[number]>("suggested");
  const [axis, setAxis] = useState<CountAxis>("share");
  const found = useMemo(() => names.filter((name) => nameHolds(name, filter)), [names, filter]);
  const column = chosen !== null && found.includes(chosen) ? chosen : (found[0] ?? null);
  const inGrid = grid && found.length <= MOST_IN_GRID;
  const question = useMemo(() => {
    const columns = inGrid ? found : column === null ? [] : [column];
    const asked: AxisScale | null = scale === "suggested" ? null : scale;
    return columns.length === 0 ? null : { columns, scale: asked };
  }, [inGrid, found, column, scale]);
  const look = useLook("histograms", question);
  const current = look.answer !== null && look.answer.question.columns.join("\n") === question?.columns.join("\n") ? look.answer.value : null;
  return (
    <div className={styles.stack}>
      <div className={styles.bar}>
        {names.length > MOST_IN_GRID && <FindColumns value={filter} onChange={setFilter} />}
        {!inGrid && <ColumnChoice found={found} column={column} onChoose={onChoose} />}
        {found.length > 1 && found.length <= MOST_IN_GRID && (
          <SegmentedControl
            size="xs"
            aria-label="How many columns are drawn"
            value={grid ? "all" : "one"}
            data={[
              { value: "one", label: "One" },
              { value: "all", label: "All" },
            ]}
            onChange={(value) => {
              setGrid(value === "all");
            }}
          />
        )}
      </div>
      <div className={styles.bar}>
        <Choice label="Axis of values" term="symlog" value={scale} options={SCALES.map((value) => ({ value, label: SCALE_TITLES[value] }))} onChange={setScale} />
        <Choice
          label="Axis of rows"
          value={axis}
          options={[
            { value: "share", label: "share of the split" },
            { value: "log count", label: "logarithm of the count" },
          ]}
          onChange={setAxis}
        />
        <div className={styles.legend}>
          {splits.map((split) => (
            <SplitName key={split} split={split} />
          ))}
        </div>
      </div>
      {question === null ? (
        <p>No column has a name like this.</p>
      ) : (
        <LookFrame panel="histograms" look={look} what={inGrid ? "the columns" : "the column"}>
          {current === null ? null : inGrid ? (
            <div className={styles.grid}>
              {current.map((histogram) => (
                <div key={histogram.column} className={styles.small}>
                  <h3 title={histogram.column}>{histogram.column}</h3>
                  <HistogramPicture histogram={histogram} axis={axis} compact />
                </div>
              ))}
            </div>
          ) : (
            current.map((histogram) => (
              <div key={histogram.column} className={styles.stack}>
                <HistogramPicture histogram={histogram} axis={axis} />
                <NotDrawn histogram={histogram} />
              </div>
            ))
          )}
        </LookFrame>
      )}
    </div>
  );
}

interface ColumnChoiceProps {
  readonly found: readonly string[];
  readonly column: string | null;
  readonly onChoose: (column: string) => void;
}

function ColumnChoice({ found, column, onChoose }: ColumnChoiceProps) {
  const place = column === null ? -1 : found.indexOf(column);
  const first = Math.max(0, Math.min(place - MOST_LISTED / 2, found.length - MOST_LISTED));
  const step = (by: number): void => {
    const next = found[place + by];
    if (next !== undefined) onChoose(next);
  };
  return (
    <div className={styles.bar} role="group" aria-label="Column that is drawn">
      <ActionIcon variant="default" aria-label="Previous column" disabled={place <= 0} onClick={() => { step(-1); }}>
        <IconChevronLeft size={16} stroke={1.8} />
      </ActionIcon>
      <NativeSelect
        size="xs"
        w={200}
        aria-label="Histogram of"
        value={column ?? ""}
        data={found.slice(first, first + MOST_LISTED)}
        onChange={(event) => {
          onChoose(event.currentTarget.value);
        }}
      />
      <ActionIcon variant="default" aria-label="Next column" disabled={place >= found.length - 1} onClick={() => { step(1); }}>
        <IconChevronRight size={16} stroke={1.8} />
      </ActionIcon>
    </div>
  );
}
