import { Button } from "@mantine/core";
import { useState } from "react";
import { carvedSplits, refusePlan, usualShares, type CarveMethod, type CarvePlan } from "../../../../domain/carve";
import { proposedValues } from "../../../../domain/carve-values";
import { SPLITS, SPLIT_TITLES, type PerSplit, type Split } from "../../../../domain/split";
import type { ColumnSummary } from "../../../../domain/table";
import { Choice } from "../../../components/choice";
import { NumberField } from "../../../components/number-field";
import { ValueSplits } from "../../../components/value-splits";
import { useApp } from "../../../store-context";
import styles from "../data-stage.module.css";

interface CarveFormProps {
  readonly initial: CarvePlan;
  readonly loaded: readonly Split[];
  readonly locked: boolean;
  readonly onMake: (plan: CarvePlan) => void;
  /** Null where there is nothing to go back to. */
  readonly onCancel: (() => void) | null;
}

type MethodType = CarveMethod["type"];

const METHODS: readonly { readonly value: MethodType; readonly label: string }[] = [
  { value: "stratified", label: "At random within each class" },
  { value: "random", label: "At random" },
  { value: "order", label: "By the order of the rows" },
  { value: "column", label: "By the values of a column" },
];

/** The settings of a carving, each choice with what it means. */
export function CarveForm({ initial, loaded, locked, onMake, onCancel }: CarveFormProps) {
  const [plan, setPlan] = useState(initial);
  const sources = useApp((state) => state.sources);
  const label = useApp((state) => state.label?.column);
  const { from, into, shares, method } = plan;
  const columns = (sources[from]?.summary.columns ?? []).filter(({ values }) => values !== null && values.length > 1);
  const change = (part: Partial<CarvePlan>): void => {
    setPlan({ ...plan, ...part });
  };
  const chooseMethod = (type: MethodType): void => {
    change({ method: methodOf(type, method, columns, label, plan) });
  };
  const refusal = refusePlan(plan);
  return (
    <div className={styles.stack}>
      <div className={styles.fields}>
        {loaded.length > 1 && (
          <Choice
            label="Rows come from"
            value={from}
            options={loaded.map((split) => ({ value: split, label: `${SPLIT_TITLES[split]} (${sources[split]?.file.name ?? ""})` }))}
            disabled={locked}
            onChange={(split) => {
              change({ from: split, shares: usualShares(split, into) });
            }}
          />
        )}
        <Choice label="Dealt" value={method.type} options={METHODS} disabled={locked} onChange={chooseMethod} description={DESCRIPTIONS[method.type]} />
        {(method.type === "stratified" || method.type === "column") && (
          <Choice
            label={method.type === "column" ? "Column to deal by" : "Classes of"}
            value={method.column}
            options={columns.map(({ name }) => ({ value: name, label: name }))}
            disabled={locked}
            onChange={(column) => {
              change({ method: method.type === "column" ? byColumn(column, columns, plan) : { ...method, column } });
            }}
          />
        )}
        {method.type !== "column" &&
          into.map((split) => (
            <NumberField
              key={split}
              label={`${SPLIT_TITLES[split]} gets, %`}
              value={percent(shares[split])}
              disabled={locked}
              refuse={(value) => refuseShare(value, split, plan)}
              onChange={(value) => {
                change({ shares: withShare(plan, split, value) });
              }}
            />
          ))}
        {"seed" in method && (
          <NumberField
            label="Seed of the deal"
            value={method.seed}
            disabled={locked}
            refuse={(value) => (Number.isSafeInteger(value) ? null : "Type a whole number.")}
            onChange={(seed) => {
              change({ method: { ...method, seed } });
            }}
          />
        )}
      </div>
      {method.type === "column" && (
        <ValueSplits
          counts={columns.find(({ name }) => name === method.column)?.values ?? []}
          splits={carvedSplits(plan)}
          from={from}
          values={method.values}
          locked={locked}
          onChange={(values) => {
            change({ method: { ...method, values } });
          }}
        />
      )}
      <div className={styles.readingLine}>
        <Button
          disabled={locked || refusal !== null}
          onClick={() => {
            onMake(plan);
          }}
        >
          {loaded.length === 1 ? "Split this file" : "Make the split"}
        </Button>
        {onCancel !== null && (
          <Button variant="default" onClick={onCancel}>
            Leave it as it is
          </Button>
        )}
        <span>
          {refusal === null ? keeps(plan) : `${refusal.message} ${refusal.remedy}`}
        </span>
      </div>
    </div>
  );
}

const DESCRIPTIONS: Record<MethodType, string> = {
  stratified: "Every split gets the same share of each class.",
  random: "Every row has the same chance.",
  order: "First rows to train, last rows to test. Right for rows in the order of time.",
  column: "Whole hosts or whole days, so that no split knows the others'. For times and other columns of more than 50 values deal by the order of the rows.",
};

function keeps({ from, shares, method }: CarvePlan): string {
  return method.type === "column"
    ? `Values that go nowhere stay with ${SPLIT_TITLES[from].toLowerCase()}.`
    : `${SPLIT_TITLES[from]} keeps ${String(percent(shares[from]))} %.`;
}

function methodOf(
  type: MethodType,
  before: CarveMethod,
  columns: readonly ColumnSummary[],
  label: string | undefined,
  plan: CarvePlan,
): CarveMethod {
  const seed = "seed" in before ? before.seed : 0;
  const first = columns.find(({ name }) => name === label)?.name ?? columns[0]?.name ?? "";
  if (type === "stratified") return { type, column: first, seed };
  if (type === "random") return { type, seed };
  if (type === "order") return { type };
  const others = columns.filter(({ name, values }) => name !== label && (values?.length ?? 0) > plan.into.length);
  // Hosts and days are texts.
  const other = (others.find(({ kind }) => kind === "text") ?? others[0])?.name;
  return byColumn(other ?? first, columns, plan);
}

function byColumn(column: string, columns: readonly ColumnSummary[], plan: CarvePlan): CarveMethod {
  const counts = columns.find(({ name }) => name === column)?.values ?? [];
  const splits = carvedSplits(plan);
  const shares = plan.shares[plan.from] === undefined ? usualShares(plan.from, plan.into) : plan.shares;
  return { type: "column", column, values: proposedValues(counts, splits, shares) };
}

function percent(share: number | undefined): number {
  return Number((100 * (share ?? 0)).toFixed(6));
}

function withShare({ from, into, shares }: CarvePlan, split: Split, value: number): Partial<PerSplit<number>> {
  const changed = { ...shares, [split]: value / 100 };
  const given = SPLITS.filter((each) => into.includes(each)).reduce((sum, each) => sum + (changed[each] ?? 0), 0);
  return { ...changed, [from]: Number((1 - given).toFixed(12)) };
}

function refuseShare(value: number, split: Split, plan: CarvePlan): string | null {
  if (value <= 0 || value >= 100) return "Type a share between 0 and 100 %.";
  return (withShare(plan, split, value)[plan.from] ?? 0) > 0 ? null : `Nothing would be left for ${SPLIT_TITLES[plan.from].toLowerCase()}.`;
}
