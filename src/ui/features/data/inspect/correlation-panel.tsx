import { SegmentedControl, TextInput } from "@mantine/core";
import { useMemo, useState } from "react";
import { formatCorrelation } from "../../../../domain/inspect/finding-words";
import type { Correlation } from "../../../../domain/inspect/profile";
import { SPLIT_TITLES, type Split } from "../../../../domain/split";
import { HeatMap, writeCorrelation } from "../../../charts/heat-map";
import { Term } from "../../../components/term";
import { VirtualTable } from "../../../components/virtual-table";
import { useApp } from "../../../store-context";
import { strongestPairs } from "./correlation-pairs";
import styles from "./inspect.module.css";
import { LookFrame } from "./look-frame";
import { nameHolds } from "./profile-rows";
import { SplitChoice } from "./split-choice";
import { useLoadedSplits, useLook } from "./use-look";

/** More squares than these cannot be told apart. */
const MOST_COLUMNS = 64;
const MOST_PAIRS = 12;

/** How much columns of numbers go together, pair by pair. */
export function CorrelationPanel() {
  const loaded = useLoadedSplits();
  const files = useApp((state) => state.files);
  const [chosen, setChosen] = useState<Split>("train");
  const [filter, setFilter] = useState("");
  const [view, setView] = useState<"map" | "table">("map");
  const split = loaded.includes(chosen) ? chosen : (loaded[0] ?? "train");
  const summary = files[split];
  const found = useMemo(
    () => (summary?.columns ?? []).filter(({ kind, name }) => kind === "numeric" && nameHolds(name, filter)).map(({ name }) => name),
    [summary, filter],
  );
  const question = useMemo(() => (found.length < 2 ? null : { split, columns: found.slice(0, MOST_COLUMNS) }), [split, found]);
  const look = useLook("correlation", question);
  const current = look.answer !== null && look.answer.question.split === split && look.answer.question.columns.join("\n") === question?.columns.join("\n") ? look.answer.value : null;
  return (
    <div className={styles.stack}>
      <div className={styles.bar}>
        <SplitChoice label="Split whose columns are correlated" value={split} onChange={setChosen} />
        <TextInput
          size="xs"
          aria-label="Find columns by name"
          placeholder="Find columns"
          value={filter}
          onChange={(event) => {
            setFilter(event.currentTarget.value);
          }}
        />
        <SegmentedControl
          size="xs"
          aria-label="Correlations as"
          value={view}
          data={[
            { value: "map", label: "Map" },
            { value: "table", label: "Table" },
          ]}
          onChange={(value) => {
            setView(value === "table" ? "table" : "map");
          }}
        />
        <span className={styles.muted}>
          Pearson <Term name="correlation" />
        </span>
      </div>
      {found.length > MOST_COLUMNS && (
        <p className={styles.muted}>
          The first {MOST_COLUMNS} of {found.length.toLocaleString("en-GB")} columns of numbers are shown. Find others by name.
        </p>
      )}
      {question === null ? (
        <p>A correlation takes two columns of numbers; {filter === "" ? "this split has fewer" : "fewer have a name like this"}.</p>
      ) : (
        <LookFrame panel="correlation" look={look} what="pairs of columns">
          {current === null ? null : view === "table" ? (
            <CorrelationTable correlation={current} />
          ) : (
            <div className={styles.pair}>
              <HeatMap correlation={current} summary={summaryOf(current)} />
              <StrongestPairs correlation={current} />
            </div>
          )}
        </LookFrame>
      )}
    </div>
  );
}

function summaryOf(correlation: Correlation): string {
  const [strongest] = strongestPairs(correlation, 1);
  const most = strongest === undefined ? "" : ` The strongest: ${strongest.a} and ${strongest.b}, ${writeCorrelation(strongest.value)}.`;
  return `Correlations of ${correlation.columns.length} columns of ${SPLIT_TITLES[correlation.split].toLowerCase()}.${most}`;
}

function StrongestPairs({ correlation }: { readonly correlation: Correlation }) {
  const pairs = strongestPairs(correlation, MOST_PAIRS);
  if (pairs.length === 0) return <p className={styles.muted}>Every column is constant: there is nothing to correlate.</p>;
  return (
    <table className={styles.pairs}>
      <caption>Strongest pairs</caption>
      <tbody>
        {pairs.map(({ a, b, value }) => (
          <tr key={`${a}\n${b}`}>
            <td>
              {a} and {b}
            </td>
            <td>{writeCorrelation(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function CorrelationTable({ correlation: { columns, matrix, split } }: { readonly correlation: Correlation }) {
  return (
    <VirtualTable
      label={`Correlations of ${split}`}
      columns={[
        { key: "name", head: "Column", width: 150 },
        ...columns.map((name) => ({ key: `column ${name}`, head: name, title: name, width: 112, numeric: true })),
      ]}
      rows={columns.length}
      shownRows={13}
      cell={(row, column) => {
        if (column === 0) return columns[row];
        return formatCorrelation(matrix[row * columns.length + column - 1] ?? NaN, 4);
      }}
    />
  );
}
