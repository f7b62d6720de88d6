import { Button } from "@mantine/core";
import { useState } from "react";
import type { Problem, ProblemChoice, Severity } from "../../domain/problem";
import styles from "./problem-list.module.css";

const SEVERITIES: readonly Severity[] = ["error", "warning", "note"];
const SHOWN = 6;

interface ProblemListProps {
  readonly problems: readonly Problem[];
  /** Offers what else could be done about each. */
  readonly onChoose?: (problem: Problem, choice: ProblemChoice) => void;
}

/** Problems, the gravest first: what is wrong, where, and the way out. */
export function ProblemList({ problems, onChoose }: ProblemListProps) {
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
              {onChoose !== undefined && <Choices problem={problem} onChoose={onChoose} />}
            </span>
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

function Choices({ problem, onChoose }: { readonly problem: Problem; readonly onChoose: NonNullable<ProblemListProps["onChoose"]> }) {
  const others = problem.choices.filter(({ chosen }) => !chosen);
  if (others.length === 0) return null;
  return (
    <span className={styles.choices}>
      {others.map((choice) => (
        <Button
          key={choice.label}
          variant="default"
          size="compact-xs"
          onClick={() => {
            onChoose(problem, choice);
          }}
        >
          {choice.label}
        </Button>
      ))}
    </span>
  );
}
