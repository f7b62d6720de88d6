import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import type { Problem, ProblemChoice, Severity } from "../../domain/problem";
import styles from "./problem-list.module.css";

const SEVERITIES: readonly Severity[] = ["error", "warning", "note"];
const SHOWN = 6;

interface ProblemListProps {
  readonly problems: readonly Problem[];
  /** Nothing can be chosen now. */
  readonly locked?: boolean;
  /** Without it, what else could be done is not offered. */
  readonly onChoose?: (problem: Problem, choice: ProblemChoice) => void;
}

/** Problems, the gravest first: what is wrong, where, and the way out. */
export function ProblemList({ problems, locked = false, onChoose }: ProblemListProps) {
  const [all, setAll] = useState(false);
  const sorted = SEVERITIES.flatMap((severity) => problems.filter((problem) => problem.severity === severity));
  const shown = all ? sorted : sorted.slice(0, SHOWN);
  return (
    <>
      <ul className={styles.list}>
        {shown.map((problem, index) => (
          <li key={index} className={styles.item} data-severity={problem.severity}>
            <span className={styles.badge}>{problem.severity}</span>
            <span>
              {problem.message} <span className={styles.remedy}>{problem.remedy}</span>
            </span>
            {onChoose !== undefined && problem.choices.length > 0 && (
              <Choices
                problem={problem}
                locked={locked}
                onChoose={(choice) => {
                  onChoose(problem, choice);
                }}
              />
            )}
          </li>
        ))}
      </ul>
      {sorted.length > SHOWN && (
        <Button
          className={styles.more ?? ""}
          variant="default"
          size="compact-sm"
          onClick={() => {
            setAll(!all);
          }}
        >
          {all ? "Show fewer" : `Show all ${sorted.length}`}
        </Button>
      )}
    </>
  );
}

interface ChoicesProps {
  readonly problem: Problem;
  readonly locked: boolean;
  readonly onChoose: (choice: ProblemChoice) => void;
}

/** What was done about a problem, and what else could be. */
function Choices({ problem: { message, choices }, locked, onChoose }: ChoicesProps) {
  const chosen = choices.findIndex((choice) => choice.chosen);
  return (
    <NativeSelect
      size="xs"
      className={styles.choices ?? ""}
      aria-label={`What to do: ${message}`}
      disabled={locked}
      value={String(chosen)}
      data={[
        ...(chosen < 0 ? [{ value: "-1", label: "Choose…" }] : []),
        ...choices.map(({ label }, index) => ({ value: String(index), label })),
      ]}
      onChange={(event) => {
        const choice = choices[Number(event.currentTarget.value)];
        if (choice !== undefined && !choice.chosen) onChoose(choice);
      }}
    />
  );
}
