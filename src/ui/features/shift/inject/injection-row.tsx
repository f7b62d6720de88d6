import { ActionIcon, Switch } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { formatStatistic } from "../../../../domain/format";
import { amountOf, INJECTION_TITLES, refuseAmount, refuseInjection, withAmount, type InjectableColumn, type Injection, type ListedInjection } from "../../../../domain/shift/injection";
import { Choice } from "../../../components/choice";
import { NumberField } from "../../../components/number-field";
import { TermMark } from "../../../components/term";
import { INJECT_TERMS } from "./inject-terms";
import { ofColumn } from "./inject-plan";
import styles from "./inject.module.css";

interface InjectionRowProps {
  readonly listed: ListedInjection;
  /** Counted from 1. */
  readonly place: number;
  readonly columns: readonly InjectableColumn[];
  readonly onChange: (change: Partial<ListedInjection>) => void;
  readonly onRemove: () => void;
}

/** No column of the data can be called so: names of columns have no line break. */
const EVERY = "\n";
const SHARES: ReadonlySet<Injection["type"]> = new Set<Injection["type"]>(["prior", "missing", "flip"]);
const AMOUNT_LABELS: Readonly<Record<Injection["type"], string>> = {
  prior: "Share of positives, %",
  offset: "Added",
  scale: "Factor",
  noise: "Standard deviations",
  missing: "Share of cells, %",
  flip: "Share of labels, %",
};

/** One injection of the list: whether it is on, what it is done to, and how much. */
export function InjectionRow({ listed: { on, injection }, place, columns, onChange, onRemove }: InjectionRowProps) {
  const title = INJECTION_TITLES[injection.type];
  const name = `${place}. ${title}`;
  const unit = SHARES.has(injection.type) ? 100 : 1;
  const refusal = on ? refuseInjection(injection, columns) : null;
  return (
    <li className={styles.row} data-off={!on || undefined} aria-label={name}>
      <div className={styles.head}>
        <Switch size="sm" checked={on} aria-label={`${name} is on`} onChange={(event) => { onChange({ on: event.currentTarget.checked }); }} />
        <span className={styles.title}>{title}</span>
        <TermMark title={title} text={INJECT_TERMS[injection.type]} />
      </div>
      {"column" in injection && (
        <Choice
          label="Column"
          value={injection.column ?? EVERY}
          options={columnOptions(injection, columns)}
          onChange={(column) => { onChange({ injection: ofColumn(injection, column === EVERY ? null : column, columns) }); }}
        />
      )}
      <NumberField
        label={AMOUNT_LABELS[injection.type]}
        takes="entered"
        value={Number((amountOf(injection) * unit).toPrecision(12))}
        refuse={(value) => refuseAmount(injection.type, value / unit)}
        description={hintOf(injection, columns)}
        onChange={(value) => { onChange({ injection: withAmount(injection, value / unit) }); }}
      />
      <ActionIcon size={36} variant="default" aria-label={`Remove ${name}`} onClick={onRemove}>
        <IconTrash size={17} stroke={1.6} />
      </ActionIcon>
      {refusal !== null && <p className={styles.refusal}>{refusal}</p>}
    </li>
  );
}

function columnOptions({ type, ...injection }: Injection, columns: readonly InjectableColumn[]) {
  const fitting = columns.filter(({ kind }) => type === "missing" || kind === "numeric").map(({ name }) => ({ value: name, label: name }));
  const own = "column" in injection ? injection.column : null;
  const gone = own !== null && !columns.some(({ name }) => name === own) ? [{ value: own, label: `${own} (gone)` }] : [];
  const every = type === "noise" ? [{ value: EVERY, label: "Every number" }] : type === "missing" ? [{ value: EVERY, label: "Every feature" }] : [];
  return [...every, ...gone, ...fitting];
}

/** An amount in other words. */
function hintOf(injection: Injection, columns: readonly InjectableColumn[]): string | undefined {
  if (!("column" in injection)) return undefined;
  const deviation = columns.find(({ name }) => name === injection.column)?.deviation ?? null;
  if (injection.type === "offset") {
    if (deviation === null) return "its spread is not known here: it is encoded or transformed";
    return deviation === 0 ? "it is constant in train" : `= ${formatStatistic(Number((injection.by / deviation).toPrecision(3)))} standard deviations of train`;
  }
  if (injection.type === "noise" && deviation !== null) return `= ${formatStatistic(Number((injection.deviations * deviation).toPrecision(3)))} in its own units`;
  return undefined;
}
