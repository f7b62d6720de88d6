import { Button, NativeSelect, SegmentedControl } from "@mantine/core";
import { lazy, Suspense, useMemo, useState, type ReactNode } from "react";
import { formatCount } from "../../../domain/format";
import { counted, shortened, type Problem, type Severity } from "../../../domain/problem";
import { SPLITS, SPLIT_TITLES, type Split } from "../../../domain/split";
import { allProblems } from "../../../state/problems";
import { dataLocked } from "../../../state/selectors";
import { Card } from "../../components/card";
import { useApp } from "../../store-context";
import { countBySeverity, problemLines, SEVERITIES, type ProblemLine } from "./problem-lines";
import styles from "./problems-table.module.css";

/** Loads when somebody unfolds hundreds of problems. */
const LongRows = lazy(() => import("../../components/long-rows").then((m) => ({ default: m.LongRows })));

/** More lines than these are not all in the page at once. */
const MOST_PLAIN = 80;

const PLURALS: Readonly<Record<Severity, string>> = { error: "Errors", warning: "Warnings", note: "Notes" };

/** Everything to know about the loaded files: what is wrong and where, what was done, and what else could be. */
export function ProblemsTable() {
  const fileProblems = useApp((state) => state.fileProblems);
  const carveProblems = useApp((state) => state.carveProblems);
  const dataProblems = useApp((state) => state.dataProblems);
  const preparation = useApp((state) => state.preparation);
  const problems = useMemo(
    () => allProblems({ fileProblems, carveProblems, dataProblems, preparation }),
    [fileProblems, carveProblems, dataProblems, preparation],
  );
  const [wanted, setWanted] = useState<Severity | "all">("all");
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const counts = countBySeverity(problems);
  const severity = wanted !== "all" && counts[wanted] === 0 ? "all" : wanted;
  const lines = useMemo(() => problemLines(problems, severity, open), [problems, severity, open]);
  if (problems.length === 0) return null;
  const fold = (group: string): void => {
    const next = new Set(open);
    if (!next.delete(group)) next.add(group);
    setOpen(next);
  };
  const kinds = SEVERITIES.filter((each) => counts[each] > 0);
  return (
    <Card
      title="What to know about these files"
      hint={`${formatCount(problems.length)} found`}
      actions={
        kinds.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label="Severity shown"
            value={severity}
            data={[
              { value: "all", label: "All" },
              ...kinds.map((value) => ({ value, label: `${PLURALS[value]} ${formatCount(counts[value])}` })),
            ]}
            onChange={(value) => {
              setWanted(SEVERITIES.find((each) => each === value) ?? "all");
            }}
          />
        )
      }
    >
      <div className={styles.frame}>
        <div role="table" aria-label="Problems of the files" aria-rowcount={lines.length + 1} className={styles.table}>
          <div role="rowgroup" className={styles.heads}>
            <div role="row" aria-rowindex={1} className={styles.line}>
              {["Severity", "File", "Line", "Column", "Value", "What is wrong, and what was done", "Choice"].map((title) => (
                <div key={title} role="columnheader">
                  {title}
                </div>
              ))}
            </div>
          </div>
          <Lines lines={lines} onFold={fold} />
        </div>
      </div>
      <RejectedRows />
    </Card>
  );
}

function Lines({ lines, onFold }: { readonly lines: readonly ProblemLine[]; readonly onFold: (group: string) => void }) {
  const drawn = (index: number): ReactNode => {
    const line = lines[index];
    if (line === undefined) return null;
    return line.kind === "problem" ? <ProblemRow problem={line.problem} index={index} /> : <MoreRow line={line} index={index} onFold={onFold} />;
  };
  if (lines.length > MOST_PLAIN) {
    return (
      <Suspense fallback={<p role="status">Loading the list…</p>}>
        <LongRows count={lines.length} estimate={64} height={480} item={drawn} />
      </Suspense>
    );
  }
  return (
    <div role="rowgroup">
      {lines.map((_line, index) => (
        <div key={index} role="presentation">
          {drawn(index)}
        </div>
      ))}
    </div>
  );
}

function ProblemRow({ problem, index }: { readonly problem: Problem; readonly index: number }) {
  const { severity, message, remedy, split, file, line, column, value } = problem;
  return (
    <div role="row" aria-rowindex={index + 2} className={styles.line} data-severity={severity}>
      <div role="cell" className={styles.severity}>
        {severity}
      </div>
      <PlaceCell name="file">{file ?? (split === null ? null : SPLIT_TITLES[split])}</PlaceCell>
      <PlaceCell name="line">{line === null ? null : formatCount(line)}</PlaceCell>
      <PlaceCell name="column">{column}</PlaceCell>
      <PlaceCell name="value">{value}</PlaceCell>
      <div role="cell" className={styles.words}>
        {message} <span className={styles.remedy}>{remedy}</span>
      </div>
      <div role="cell" className={styles.choice}>
        <Choices problem={problem} />
      </div>
    </div>
  );
}

function PlaceCell({ name, children }: { readonly name: string; readonly children: string | null }) {
  return (
    <div role="cell" className={styles.place} data-name={children === null ? undefined : name} title={children ?? undefined}>
      {children === null ? "" : shortened(children, 60)}
    </div>
  );
}

/** What was done with it is chosen; another choice is done at once. */
function Choices({ problem: { choices, line, column, file, message } }: { readonly problem: Problem }) {
  const applyChoice = useApp((state) => state.applyChoice);
  const locked = useApp(dataLocked);
  if (choices.length === 0) return null;
  const chosen = choices.findIndex((choice) => choice.chosen);
  const place = [file, line === null ? null : `line ${formatCount(line)}`, column === null ? null : `column ${column}`].filter((part) => part !== null);
  return (
    <NativeSelect
      size="xs"
      aria-label={`What to do: ${place.length === 0 ? shortened(message, 60) : place.join(", ")}`}
      value={chosen === -1 ? "" : String(chosen)}
      disabled={locked}
      data={[
        ...(chosen === -1 ? [{ value: "", label: "Choose…" }] : []),
        ...choices.map(({ label }, index) => ({ value: String(index), label: index === chosen ? `${label} (done)` : label })),
      ]}
      onChange={(event) => {
        const choice = choices[event.currentTarget.value === "" ? -1 : Number(event.currentTarget.value)];
        if (choice !== undefined) void applyChoice(choice.effect);
      }}
    />
  );
}

interface MoreRowProps {
  readonly line: Extract<ProblemLine, { kind: "more" }>;
  readonly index: number;
  readonly onFold: (group: string) => void;
}

function MoreRow({ line: { group, hidden, file, open }, index, onFold }: MoreRowProps) {
  const where = file === null ? "" : ` in ${file}`;
  return (
    <div role="row" aria-rowindex={index + 2} className={styles.more}>
      <div role="cell" aria-colspan={7}>
        <Button
          className={styles.button ?? ""}
          variant="default"
          size="compact-sm"
          aria-expanded={open}
          onClick={() => {
            onFold(group);
          }}
        >
          {open ? `Show fewer of this kind${where}` : `Show ${formatCount(hidden)} more of this kind${where}`}
        </Button>
      </div>
    </div>
  );
}

/** Files of which rows were left out, each with a way to look at those rows. */
function RejectedRows() {
  const files = useApp((state) => state.files);
  const downloadRejected = useApp((state) => state.downloadRejected);
  const withRejected: readonly Split[] = SPLITS.filter((split) => (files[split]?.rejectedRows ?? 0) > 0);
  if (withRejected.length === 0) return null;
  return (
    <div className={styles.rejected}>
      {withRejected.map((split) => {
        const summary = files[split];
        if (summary === undefined) return null;
        return (
          <Button key={split} className={styles.button ?? ""} variant="default" size="compact-sm" onClick={() => void downloadRejected(split)}>
            Download the {counted(summary.rejectedRows, "row")} left out of {summary.fileName}
          </Button>
        );
      })}
    </div>
  );
}
