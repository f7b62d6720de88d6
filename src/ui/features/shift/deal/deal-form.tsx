import type { PoolPlan } from "../../../../domain/pool";
import { SPLITS, SPLIT_TITLES } from "../../../../domain/split";
import { Choice } from "../../../components/choice";
import { NumberField } from "../../../components/number-field";
import { ValueSplits } from "../../../components/value-splits";
import { byColumn, methodOf, methodsOf, notOffered, OFFERED, refusePrevalence, refuseShare, withShare, type Means, type MethodType } from "./deal-plans";
import styles from "./deal.module.css";

interface DealFormProps {
  readonly plan: PoolPlan;
  readonly means: Means;
  readonly locked: boolean;
  readonly onChange: (plan: PoolPlan) => void;
}

const METHODS: Record<MethodType, { readonly label: string; readonly description: string }> = {
  stratified: { label: "At random, one mix for all", description: "Rows are independent and alike in all splits: no shift is left." },
  prevalence: { label: "To shares of positives", description: "Label shift of any size on purpose, and no other: rows of each class are drawn at random." },
  order: { label: "By time, or another order", description: "The lowest values to train, the highest to test, as when a model is used later than it learns." },
  column: { label: "By the values of a column", description: "Whole hosts or days go to one split, so that test asks about ones that train has not seen." },
};

const COUNTED = ["validation", "test"] as const;
const percent = (share: number): number => Number((100 * share).toFixed(6));
const refuseSeed = (value: number): string | null => (Number.isSafeInteger(value) && value >= 0 ? null : "Type a whole number from 0 on.");

/** The settings of a deal, each choice with what it means. */
export function DealForm({ plan, means, locked, onChange }: DealFormProps) {
  const { shares, method } = plan;
  const seed = "seed" in method ? method.seed : 0;
  const change = (part: Partial<PoolPlan>): void => {
    onChange({ ...plan, ...part });
  };
  const chooseMethod = (type: MethodType): void => {
    const chosen = methodOf(type, means, { shares, seed });
    if (chosen !== null) change({ method: chosen });
  };
  const columns = method.type === "order" ? means.orders : [...means.classes.keys()];
  return (
    <div className={styles.stack}>
      <div className={styles.fields}>
        <Choice
          label="Deal"
          value={method.type}
          options={methodsOf(means).map((value) => ({ value, label: METHODS[value].label }))}
          disabled={locked}
          onChange={chooseMethod}
          description={METHODS[method.type].description}
        />
        {(method.type === "order" || method.type === "column") && (
          <Choice
            label={method.type === "order" ? "In the order of" : "Column to deal by"}
            value={method.column}
            options={columns.map((name) => ({ value: name, label: name }))}
            disabled={locked}
            description={OFFERED[method.type]}
            onChange={(column) => {
              change({ method: method.type === "order" ? { type: "order", column } : byColumn(column, means.classes, shares) });
            }}
          />
        )}
      </div>
      <div className={styles.fields}>
        {method.type !== "column" &&
          COUNTED.map((split) => (
            <NumberField
              key={split}
              label={`${SPLIT_TITLES[split]} gets, % of the rows`}
              value={percent(shares[split])}
              disabled={locked}
              refuse={(value) => refuseShare(shares, split, value)}
              description={split === "validation" ? `Train gets the rest: ${String(percent(shares.train))} %.` : undefined}
              onChange={(value) => {
                change({ shares: withShare(shares, split, value / 100) });
              }}
            />
          ))}
        {method.type === "prevalence" &&
          SPLITS.map((split) => (
            <NumberField
              key={split}
              label={`Positive in ${SPLIT_TITLES[split].toLowerCase()}, %`}
              term="prevalence"
              value={percent(method.prevalences[split])}
              disabled={locked}
              refuse={refusePrevalence}
              onChange={(value) => {
                change({ method: { ...method, prevalences: { ...method.prevalences, [split]: value / 100 } } });
              }}
            />
          ))}
        {"seed" in method && (
          <NumberField
            label="Seed of the deal"
            value={method.seed}
            disabled={locked}
            refuse={refuseSeed}
            onChange={(value) => {
              change({ method: { ...method, seed: value } });
            }}
          />
        )}
      </div>
      {notOffered(means).map((reason) => (
        <p key={reason} className={styles.muted}>
          {reason}
        </p>
      ))}
      {method.type === "column" && (
        <ValueSplits
          counts={means.classes.get(method.column) ?? []}
          splits={SPLITS}
          from="train"
          values={method.values}
          locked={locked}
          onChange={(values) => {
            change({ method: { ...method, values } });
          }}
        />
      )}
    </div>
  );
}
