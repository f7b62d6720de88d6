import { SegmentedControl } from "@mantine/core";
import { formatPrevalence } from "../../../../domain/format";
import type { AlertBudget, Daily } from "../../../../domain/metrics/alert-budget";
import { perSplit, SPLITS } from "../../../../domain/split";
import { shownComparison, shownFigures } from "../../../../state/compare-figures";
import { Card } from "../../../components/card";
import { NumberField } from "../../../components/number-field";
import { SplitName } from "../../../components/split-name";
import { useApp } from "../../../store-context";
import { budgetOf, formatDaily, intervalText, refuseEvents, refusePrevalence } from "./alert-figures";
import { setCurveSettings, useCurveSettings } from "./curve-settings";
import styles from "./curves.module.css";
import { thresholdValue } from "./threshold-line";
import { formatRate, formatThreshold } from "./threshold-text";

/** What the threshold in use would come to in daily work, by the rates of each split. */
export function AlertCard() {
  const { eventsPerDay, prevalence } = useCurveSettings();
  return (
    <Card title="Alert budget" hint="What each split's recall and false-positive rate come to in a day">
      <div className={styles.alertForm}>
        <NumberField label="Events a day" value={eventsPerDay} refuse={refuseEvents} onChange={(next) => { setCurveSettings({ eventsPerDay: next }); }} />
        <Prevalence value={prevalence} />
      </div>
      <div className={styles.scroll} data-overlay tabIndex={0} role="group" aria-label="Alerts a day">
        <BudgetTable />
      </div>
    </Card>
  );
}

function Prevalence({ value }: { readonly value: number | null }) {
  const ofTrain = useApp((state) => {
    const train = shownComparison(state)?.splits.train;
    return train === undefined ? 0 : Number((train.positives / train.rows).toPrecision(4));
  });
  return (
    <>
      <div className={styles.field}>
        <span id="alert-share">Share of real events</span>
        <SegmentedControl
          aria-labelledby="alert-share"
          value={value === null ? "own" : "set"}
          data={[
            { value: "own", label: "Each split's own" },
            { value: "set", label: "The same for all" },
          ]}
          onChange={(next) => { setCurveSettings({ prevalence: next === "own" ? null : ofTrain }); }}
        />
      </div>
      {value !== null && (
        <NumberField label="Share, from 0 to 1" value={value} refuse={refusePrevalence} onChange={(next) => { setCurveSettings({ prevalence: next }); }} />
      )}
    </>
  );
}

const ROWS: readonly { readonly head: string; readonly of: (budget: AlertBudget) => Daily | null }[] = [
  { head: "Alerts a day", of: ({ alerts }) => alerts },
  { head: "of them real", of: ({ real }) => real },
  { head: "of them false", of: ({ falseAlarms }) => falseAlarms },
  { head: "Real events missed", of: ({ missed }) => missed },
];

function BudgetTable() {
  const figures = useApp(shownFigures);
  const exact = useApp((state) => shownComparison(state)?.exact === true);
  const threshold = useApp(thresholdValue);
  const { eventsPerDay, prevalence } = useCurveSettings();
  if (figures === null) return null;
  const budgets = perSplit((split) => budgetOf(figures[split], eventsPerDay, prevalence));
  return (
    <table className={styles.table} data-approximate={!exact || undefined}>
      <caption>
        Score above <strong>{formatThreshold(threshold)}</strong> raises an alert; 95 % intervals of the split's rates{exact ? "" : ", which are approximate here"}
      </caption>
      <thead>
        <tr>
          <th scope="col">By the rates of</th>
          {SPLITS.map((split) => (
            <th key={split} scope="col">
              <SplitName split={split} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">Share of real events</th>
          {SPLITS.map((split) => (
            <td key={split}>{formatPrevalence(prevalence ?? figures[split].positives / figures[split].rows)}</td>
          ))}
        </tr>
        {ROWS.map(({ head, of }) => (
          <tr key={head}>
            <th scope="row">{head}</th>
            {SPLITS.map((split) => (
              <td key={split}>
                <DailyCell daily={of(budgets[split])} reason={budgets[split].reason} />
              </td>
            ))}
          </tr>
        ))}
        <tr>
          <th scope="row">Share of alerts that are real</th>
          {SPLITS.map((split) => {
            const { precision, alerts, reason } = budgets[split];
            return <td key={split}>{precision === null ? <em>{alerts === null ? (reason ?? "undefined") : "no alerts"}</em> : formatRate(precision)}</td>;
          })}
        </tr>
      </tbody>
    </table>
  );
}

function DailyCell({ daily, reason }: { readonly daily: Daily | null; readonly reason: string | null }) {
  if (daily === null) return <em>{reason ?? "undefined"}</em>;
  return (
    <>
      <strong>{formatDaily(daily.value)}</strong> <small>{intervalText(daily)}</small>
    </>
  );
}
