import { useEffect } from "react";
import { formatCount, formatPercent, formatPrevalence } from "../../../../domain/format";
import { refusePool, type PoolPlan } from "../../../../domain/pool";
import { fewPositives, forecastSentence } from "../../../../domain/shift/deal-words";
import { SPLITS } from "../../../../domain/split";
import { FailedNotice } from "../../../components/failed-notice";
import { SplitName } from "../../../components/split-name";
import { WorkProgress } from "../../../components/work-progress";
import { useApp } from "../../../store-context";
import styles from "./deal.module.css";

/** What a plan would come to, before anything is dealt. */
export function Forecast({ plan }: { readonly plan: PoolPlan }) {
  const look = useApp((state) => state.forecast);
  const foresee = useApp((state) => state.foresee);
  const label = useApp((state) => state.label);
  const sources = useApp((state) => state.sources);
  const refusal = refusePool(plan);
  useEffect(() => {
    if (refusePool(plan) === null) foresee(plan);
  }, [foresee, plan, label, sources]);
  if (refusal !== null) return <p className={styles.refusal}>{`${refusal.message} ${refusal.remedy}`}</p>;
  if (look.status === "failed") return <FailedNotice text={look.error ?? "The deal could not be foreseen."} onAgain={() => { foresee(plan); }} />;
  if (look.answer === null) return <WorkProgress doing="Counting what would come out" what="counting" portion={look.portion} />;
  const { question, value } = look.answer;
  if (value.status === "refused") return <p className={styles.refusal}>{`${value.problem.message} ${value.problem.remedy}`}</p>;
  const { splits, leftOut, withoutValue } = value.forecast;
  const dealt = SPLITS.reduce((sum, split) => sum + splits[split].rows, 0);
  const warning = fewPositives(splits);
  return (
    <div className={styles.stack} data-dimmed={question !== plan || undefined}>
      <div className={styles.scroll} role="region" aria-label="What will come out" tabIndex={0}>
        <table className={styles.table} aria-label="What will come out">
          <thead>
            <tr>
              <th scope="col">What will come out</th>
              <th scope="col">Rows</th>
              <th scope="col">Share of the rows dealt</th>
              <th scope="col">Positives</th>
              <th scope="col">Positive</th>
            </tr>
          </thead>
          <tbody>
            {SPLITS.map((split) => {
              const { rows, positives } = splits[split];
              return (
                <tr key={split}>
                  <th scope="row">
                    <SplitName split={split} />
                  </th>
                  <td>{formatCount(rows)}</td>
                  <td>{formatPercent(rows / dealt, 1)}</td>
                  <td>{positives === null ? "no label" : formatCount(positives)}</td>
                  <td>{positives === null ? "–" : formatPrevalence(positives / rows)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p aria-live="polite">{question === plan ? forecastSentence(leftOut, dealt + leftOut, withoutValue) : "Counting what would come out of these settings…"}</p>
      {warning !== null && <p className={styles.warning}>{warning}</p>}
      {value.problems.length > 0 && (
        <ul className={styles.notes}>
          {value.problems.map(({ message, remedy }) => (
            <li key={message}>{`${message} ${remedy}`}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
