import { useId } from "react";
import { formatPercent } from "../../../../domain/format";
import type { Evaluation } from "../../../../domain/metrics/evaluation";
import type { CorrectedFigures } from "../../../../domain/shift/prior-estimates";
import { thresholdsSentence } from "../../../../domain/shift/prior-words";
import { SPLITS } from "../../../../domain/split";
import { runThresholdOf } from "../../../../state/prior-question";
import { SplitName, splitHue } from "../../../components/split-name";
import { useApp } from "../../../store-context";
import styles from "./correct.module.css";

const ROWS = [
  { name: "accuracy", title: "Accuracy", write: formatPercent },
  { name: "balancedAccuracy", title: "Balanced accuracy", write: formatPercent },
  { name: "precision", title: "Precision", write: formatPercent },
  { name: "recall", title: "Recall", write: formatPercent },
  { name: "logLoss", title: "Log loss", write: (value: number) => value.toFixed(4) },
  { name: "brier", title: "Brier score", write: (value: number) => value.toFixed(4) },
] as const;

/** Metrics down, splits across, each before and after; beside accuracy the best constant answer. */
export function BeforeAfter({ figures }: { readonly figures: CorrectedFigures }) {
  const threshold = useApp(runThresholdOf);
  const about = useId();
  return (
    <div>
      <p id={about} className={styles.muted}>
        {thresholdsSentence(threshold)}
      </p>
      <div className={styles.scroll} role="region" aria-label="Before and after" tabIndex={0}>
        <table className={styles.table} aria-label="Metrics before and after the correction" aria-describedby={about}>
          <thead>
            <tr>
              <td rowSpan={2} />
              {SPLITS.map((split) => (
                <th key={split} scope="colgroup" colSpan={2} style={splitHue(split)}>
                  <SplitName split={split} />
                </th>
              ))}
            </tr>
            <tr>
              {SPLITS.map((split) => (
                <Heads key={split} />
              ))}
            </tr>
          </thead>
          <tbody>
            {ROWS.map(({ name, title, write }) => (
              <tr key={name}>
                <th scope="row">{title}</th>
                {SPLITS.map((split) => (
                  <Pair key={split} before={figures[split].before} after={figures[split].after} name={name} write={write} />
                ))}
              </tr>
            ))}
            <tr className={styles.baseline}>
              <th scope="row">Best constant answer</th>
              {SPLITS.map((split) => (
                <td key={split} colSpan={2}>
                  {formatPercent(figures[split].after.baselineAccuracy)}
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Heads() {
  return (
    <>
      <th scope="col">before</th>
      <th scope="col">after</th>
    </>
  );
}

interface PairProps {
  readonly before: Evaluation;
  readonly after: Evaluation;
  readonly name: (typeof ROWS)[number]["name"];
  readonly write: (value: number) => string;
}

function Pair({ before, after, name, write }: PairProps) {
  return (
    <>
      {[before, after].map((evaluation, place) => {
        const value = evaluation[name];
        return (
          <td key={place} data-after={place === 1 || undefined} title={evaluation.undefinedReasons[name]}>
            {value === null ? <span className={styles.muted}>undefined</span> : write(value)}
          </td>
        );
      })}
    </>
  );
}
