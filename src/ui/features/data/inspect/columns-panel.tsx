import { Button, VisuallyHidden } from "@mantine/core";
import { useMemo, useState, type ReactNode } from "react";
import { formatBytes, formatCount, formatStatistic } from "../../../../domain/format";
import type { ColumnProfile, NumericStatistics } from "../../../../domain/inspect/profile";
import { counted } from "../../../../domain/problem";
import { SPLIT_TITLES } from "../../../../domain/split";
import type { Profiles } from "../../../../state/inspections";
import { FindColumns } from "../../../components/find-columns";
import { SortHead } from "../../../components/sort-head";
import { SplitDot, SplitName, splitHue } from "../../../components/split-name";
import { Term } from "../../../components/term";
import { VirtualTable, type VirtualColumn } from "../../../components/virtual-table";
import { useApp } from "../../../store-context";
import styles from "./inspect.module.css";
import { frameText } from "./frame-text";
import { LookFrame } from "./look-frame";
import { nextOrder, profileRows, type ProfileRow, type SortKey, type SortOrder } from "./profile-rows";
import { useLoadedSplits, useLook } from "./use-look";

interface Figure {
  readonly key: string;
  readonly title: string;
  readonly width: number;
  readonly text: (profile: ColumnProfile) => string;
  readonly sort?: SortKey;
  /** Words are written from the left. */
  readonly words?: boolean;
}

const NONE = "–";

function uniqueText({ unique, uniqueAbout }: ColumnProfile): string {
  if (unique !== null) return formatCount(unique);
  return uniqueAbout === null ? NONE : `about ${formatCount(Number(uniqueAbout.toPrecision(2)))}`;
}

function ofNumbers(pick: (statistics: NumericStatistics) => number): (profile: ColumnProfile) => string {
  return ({ statistics }) => (statistics === null ? NONE : formatStatistic(pick(statistics)));
}

/** As `info()` and `describe()` of pandas, in their order. */
const FIGURES: readonly Figure[] = [
  { key: "dtype", title: "dtype", width: 84, words: true, text: ({ dtype, kind }) => (kind === "discarded" ? `${dtype}, not kept` : dtype) },
  { key: "nonNull", title: "non-null", width: 92, text: ({ nonNull }) => formatCount(nonNull) },
  { key: "missing", title: "missing", width: 92, sort: "missing", text: ({ missing }) => formatCount(missing) },
  { key: "unique", title: "unique", width: 88, sort: "unique", text: uniqueText },
  { key: "memory", title: "memory", width: 92, sort: "memory", text: ({ memoryBytes }) => formatBytes(memoryBytes) },
  { key: "mean", title: "mean", width: 144, sort: "mean", text: ofNumbers(({ mean }) => mean) },
  { key: "std", title: "std", width: 144, sort: "std", text: ofNumbers(({ std }) => std) },
  { key: "min", title: "min", width: 144, sort: "min", text: ofNumbers(({ min }) => min) },
  { key: "lowerQuartile", title: "25 %", width: 144, text: ofNumbers(({ lowerQuartile }) => lowerQuartile) },
  { key: "median", title: "50 %", width: 144, text: ofNumbers(({ median }) => median) },
  { key: "upperQuartile", title: "75 %", width: 144, text: ofNumbers(({ upperQuartile }) => upperQuartile) },
  { key: "max", title: "max", width: 144, sort: "max", text: ofNumbers(({ max }) => max) },
  { key: "top", title: "most frequent values", width: 340, words: true, text: ({ top }) => (top.length === 0 ? NONE : top.map(({ value, count }) => `${value} (${formatCount(count)})`).join(", ")) },
];

interface ColumnsPanelProps {
  /** What the names of the columns that are shown first hold; empty for all. */
  readonly named: string;
}

/** Every column with what pandas says of it, split under split. */
export function ColumnsPanel({ named }: ColumnsPanelProps) {
  const splits = useLoadedSplits();
  const look = useLook("profiles", splits);
  const profiles = look.answer?.value ?? null;
  return (
    <LookFrame panel="profiles" look={look} what="the columns">
      {profiles === null ? null : <ProfileTable profiles={profiles} named={named} />}
    </LookFrame>
  );
}

function ProfileTable({ profiles, named }: ColumnsPanelProps & { readonly profiles: Profiles }) {
  const splits = useLoadedSplits();
  const downloadProfiles = useApp((state) => state.downloadProfiles);
  const [filter, setFilter] = useState(named);
  const [order, setOrder] = useState<SortOrder>(null);
  const rows = useMemo(() => profileRows(profiles, splits, filter, order), [profiles, splits, filter, order]);
  const sortBy = (by: SortKey | "name"): void => {
    setOrder(nextOrder(order, by));
  };
  return (
    <div className={styles.stack}>
      <FrameLines profiles={profiles} />
      <div className={styles.bar}>
        <FindColumns value={filter} onChange={setFilter} />
        <span className={styles.muted} role="status">
          {counted(rows.filter(({ leads }) => leads).length, "column")}
        </span>
        <Terms />
        <Button data-end variant="default" size="xs" onClick={downloadProfiles}>
          Download as CSV
        </Button>
      </div>
      {rows.length === 0 ? (
        <p>No column has a name like this.</p>
      ) : (
        <VirtualTable
          label="Columns of the files"
          columns={headsOf(order, sortBy)}
          rows={rows.length}
          shownRows={13}
          cell={(row, column) => {
            const shown = rows[row];
            return shown === undefined ? null : cellOf(shown, column);
          }}
        />
      )}
    </div>
  );
}

/** What `info()` says of each split as a whole. */
function FrameLines({ profiles }: { readonly profiles: Profiles }) {
  const files = useApp((state) => state.files);
  return (
    <ul className={styles.facts} aria-label="Splits as a whole">
      {useLoadedSplits().map((split) => (
        <li key={split}>
          <SplitName split={split} /> {frameText(profiles[split] ?? [], files[split]?.rows ?? 0)}
        </li>
      ))}
    </ul>
  );
}

function Terms() {
  return (
    <span className={styles.bar}>
      <span className={styles.muted}>
        dtype <Term name="dtype" />
      </span>
      <span className={styles.muted}>
        unique <Term name="unique" />
      </span>
      <span className={styles.muted}>
        std <Term name="standardDeviation" />
      </span>
      <span className={styles.muted}>
        25 % <Term name="quartile" />
      </span>
    </span>
  );
}

function headsOf(order: SortOrder, sortBy: (by: SortKey | "name") => void): VirtualColumn[] {
  const sorted = (by: SortKey | "name"): "ascending" | "descending" | undefined => (order?.by === by ? order.direction : undefined);
  return [
    { key: "name", head: <SortHead title="Column" by="name" sorted={sorted("name")} onSort={sortBy} />, width: 180, sorted: sorted("name") },
    { key: "split", head: "Split", width: 112 },
    ...FIGURES.map(({ key, title, width, sort, words }) => ({
      key,
      width,
      numeric: words !== true,
      head: sort === undefined ? title : <SortHead title={title} by={sort} sorted={sorted(sort)} onSort={sortBy} />,
      sorted: sort === undefined ? undefined : sorted(sort),
    })),
  ];
}

function cellOf({ name, split, profile, leads }: ProfileRow, column: number): ReactNode {
  if (column === 0) {
    return (
      <span className={leads ? undefined : styles.repeated} style={splitHue(split)} title={name}>
        <SplitDot /> {name}
        <VisuallyHidden component="span">in {SPLIT_TITLES[split].toLowerCase()}</VisuallyHidden>
      </span>
    );
  }
  if (column === 1) return <SplitName split={split} />;
  if (profile === null) return column === 2 ? <span className={styles.absent}>not there</span> : NONE;
  const figure = FIGURES[column - 2];
  const text = figure?.text(profile) ?? "";
  return text.length > 14 ? <span title={text}>{text}</span> : text;
}
