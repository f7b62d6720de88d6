import { useMemo } from "react";
import { formatStatistic } from "../../../domain/format";
import { counted } from "../../../domain/problem";
import type { FeatureColumn } from "../../../state/feature-columns";
import { fillText } from "../../../state/feature-text";
import styles from "./features-stage.module.css";
import { fittedBySource, useFitted } from "./use-fitted";

const SHOWN = 12;

/** The columns of the matrix that a column becomes, with their fitted figures. */
export function Becomes({ column: { name, used } }: { readonly column: FeatureColumn }) {
  const fitted = useFitted();
  const own = useMemo(() => fittedBySource(fitted).get(name) ?? [], [fitted, name]);
  if (!used) return <p className={styles.muted}>Not used: it becomes no column of the matrix.</p>;
  const [first] = own;
  if (first === undefined) return <p className={styles.muted}>Which columns it becomes is known once all three files are fitted.</p>;
  return (
    <div className={styles.becomes}>
      <strong>Becomes {counted(own.length, "column")}</strong>
      <ul aria-label={`Columns that ${name} becomes`}>
        {own.slice(0, SHOWN).map((feature) => (
          <li key={feature.name}>
            <code title={feature.name}>{feature.name}</code>
            <span>
              center {formatStatistic(feature.center)}, scale {formatStatistic(feature.scale)}
            </span>
          </li>
        ))}
      </ul>
      {own.length > SHOWN && <p className={styles.muted}>and {counted(own.length - SHOWN, "more column")}, in the fitted table below.</p>}
      {first.fill !== null && <p className={styles.muted}>A missing value is taken for {fillText(first)}.</p>}
    </div>
  );
}
