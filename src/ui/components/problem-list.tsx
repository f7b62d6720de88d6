import { Button } from "@mantine/core";
import { useState } from "react";
import type { Problem, Severity } from "../../domain/problem";
import styles from "./problem-list.module.css";

const SEVERITIES: readonly Severity[] = ["error", "warning", "note"];
const SHOWN = 6;

/** Problems, the gravest first: what is wrong, where, and the way out. */
export function ProblemList({ problems }: { readonly problems: readonly Problem[] }) {
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
