import type { Against } from "../../../../domain/shift/against";
import { evidenceSummary, type Evidence } from "../../../../domain/shift/prior-evidence";
import { ASSUMPTION } from "../../../../domain/shift/prior-words";
import { Card } from "../../../components/card";
import { TermMark } from "../../../components/term";
import styles from "./correct.module.css";
import { CORRECT_TERMS } from "./terms";

const WORDS: Readonly<Record<Evidence["verdict"], string>> = { for: "for", against: "against", doubtful: "doubtful", unclear: "open", unasked: "not asked" };

/** What all of it rests on, and what the data says to that. */
export function AssumptionCard({ against, evidence }: { readonly against: Against; readonly evidence: readonly Evidence[] }) {
  return (
    <Card title="What this rests on">
      <div className={styles.stack}>
        <p>
          {ASSUMPTION} <TermMark {...CORRECT_TERMS.assumption} />
        </p>
        <p className={styles.strong}>{evidenceSummary(evidence, against)}</p>
        <ul className={styles.evidence} aria-label="Evidence">
          {evidence.map(({ verdict, sentence }) => (
            <li key={sentence}>
              <span className={styles.verdict} data-verdict={verdict}>
                {WORDS[verdict]}
              </span>
              <span>{sentence}</span>
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}
