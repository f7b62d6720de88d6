import { Fragment } from "react";
import { formatCount, formatPercent, formatPrevalence } from "../../../../domain/format";
import type { PlainFigures } from "../../../../domain/shift/deal-words";
import { SPLITS } from "../../../../domain/split";
import type { KnownRun } from "../../../../state/deal-figures";
import { SplitName } from "../../../components/split-name";
import styles from "./deal.module.css";

const HEADS = ["Rows", "Positive", "Accuracy", "Best constant", "Balanced accuracy", "F1"] as const;

/** Each deal with the figures of the last run on it. */
export function RunsTable({ runs }: { readonly runs: readonly KnownRun[] }) {
  return (
    <div className={styles.scroll} role="region" aria-label="Before and after" tabIndex={0}>
      <table className={styles.table} aria-label="Before and after">
        <thead>
          <tr>
            <td />
            {HEADS.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        {runs.map(({ id, title, figures }) => (
          <tbody key={id}>
            <tr>
              <th scope="rowgroup" colSpan={HEADS.length + 1} className={styles.deal}>
                {title}
              </th>
            </tr>
            {SPLITS.map((split) => (
              <tr key={split}>
                <th scope="row">
                  <SplitName split={split} />
                </th>
                <Cells figures={figures[split]} />
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function Cells({ figures }: { readonly figures: PlainFigures }) {
  const { rows, positives, accuracy, baseline, balancedAccuracy, f1 } = figures;
  const cells = [formatCount(rows), formatPrevalence(positives / rows), formatPercent(accuracy), formatPercent(baseline), share(balancedAccuracy), share(f1)];
  return cells.map((text, index) => <Fragment key={HEADS[index]}>{<td data-strong={HEADS[index] === "Accuracy" || undefined}>{text}</td>}</Fragment>);
}

function share(value: number | null): string {
  return value === null ? "undefined" : formatPercent(value);
}
