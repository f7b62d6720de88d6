import { CUT_OFFS, type EffectMeasure } from "../../../../domain/shift/effect-size";
import { Disclosure } from "../../../components/disclosure";
import styles from "./changed.module.css";

const MEASURES: readonly { readonly measure: EffectMeasure; readonly title: string }[] = [
  { measure: "ks", title: "KS, of numbers" },
  { measure: "cramersV", title: "Cramér's V, of categories" },
  { measure: "jsDistance", title: "Jensen–Shannon (JS), of categories" },
  { measure: "missing", title: "Missing values, of all columns" },
];

const { ks, cramersV } = CUT_OFFS;
const SUMMARY = `KS of numbers from ${ks.small}, ${ks.medium} and ${ks.large}, V of categories from ${cramersV.small}, ${cramersV.medium} and ${cramersV.large}`;

/** From where on an effect is called small, medium and large, and why. */
export function CutOffs() {
  return (
    <Disclosure title="What is small, medium and large" summary={SUMMARY}>
      <dl className={styles.cutOffs}>
        {MEASURES.map(({ measure, title }) => {
          const { small, medium, large, reason } = CUT_OFFS[measure];
          return (
            <div key={measure}>
              <dt>
                {title}: small from {small}, medium from {medium}, large from {large}
              </dt>
              <dd>{reason}</dd>
            </div>
          );
        })}
      </dl>
      <p className={styles.muted}>What two draws of so few rows from one source would show, too, is called “by chance”. The more columns are looked at, the more chance is allowed for.</p>
    </Disclosure>
  );
}
