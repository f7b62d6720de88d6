import { formatPrevalence } from "../../../../domain/format";
import { AGAINST } from "../../../../domain/shift/against";
import { PRIOR_METHODS, type PriorAnswer, type PriorMethod, type TargetPrior } from "../../../../domain/shift/prior-estimates";
import { CLAIM, intervalText, levelWarning, METHOD_TITLES, priorText, trainedSentence } from "../../../../domain/shift/prior-words";
import { Card } from "../../../components/card";
import { SplitName, splitHue } from "../../../components/split-name";
import { TermMark } from "../../../components/term";
import styles from "./correct.module.css";
import { CORRECT_TERMS } from "./terms";

/** What the unlabelled scores say of either split, beside what the labels say. */
export function EstimatesCard({ answer }: { readonly answer: PriorAnswer }) {
  const warning = levelWarning(answer);
  return (
    <Card title="Share of positives, without labels" hint="estimated from the net's scores alone; the labels serve only to check">
      <div className={styles.stack}>
        <p>{trainedSentence(answer.trained)}</p>
        {warning !== null && <p className={styles.warning}>{warning}</p>}
        <div className={styles.scroll} role="region" aria-label="Estimates" tabIndex={0}>
          <table className={styles.table} aria-label="Shares of positives, estimated and true">
            <thead>
              <tr>
                <td />
                <th scope="col">by the labels</th>
                {PRIOR_METHODS.map((method) => (
                  <th key={method} scope="col">
                    <span className={styles.name}>
                      {METHOD_TITLES[method]} <TermMark {...CORRECT_TERMS[method]} />
                    </span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {AGAINST.map((split) => (
                <tr key={split} style={splitHue(split)}>
                  <th scope="row">
                    <SplitName split={split} />
                  </th>
                  <td className={styles.strong}>{formatPrevalence(answer.against[split].positives / answer.against[split].rows)}</td>
                  {PRIOR_METHODS.map((method) => (
                    <td key={method}>
                      <EstimateCell target={answer.against[split]} method={method} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p className={styles.muted}>
          In small print {CLAIM}, EM&apos;s taking the scores as exact <TermMark {...CORRECT_TERMS.interval} />. BBSE goes by how the net answers{" "}
          {answer.source === "holdout" ? "the rows of train that were set aside" : "the rows trained on, which flatter a net that overfits: set rows aside in Train for a fairer estimate"}.
        </p>
      </div>
    </Card>
  );
}

function EstimateCell({ target, method }: { readonly target: TargetPrior; readonly method: PriorMethod }) {
  const estimate = target[method];
  if (estimate.type === "none") return <span className={styles.muted}>none</span>;
  return (
    <>
      <span className={styles.strong}>{priorText(estimate.prior)}</span>
      <span className={styles.small}>{estimate.interval === null ? "no interval" : intervalText(estimate.interval)}</span>
    </>
  );
}
