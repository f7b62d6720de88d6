import { useMemo } from "react";
import { SPLIT_TITLES } from "../../../../domain/split";
import { metricChanges } from "../../../../domain/shift/injection-change";
import { injectionText } from "../../../../domain/shift/injection";
import { effectText, injectionSentences, rowsText } from "../../../../domain/shift/injection-words";
import type { InjectionAbout } from "../../../../state/inject-slice";
import type { InjectionAnswer } from "../../../../state/inject-asks";
import { epochOf } from "../../../../state/compared-net";
import { AfterPaint } from "../../../components/after-paint";
import { Card } from "../../../components/card";
import { shortMomentText } from "../../../panels/moment-text";
import { useApp } from "../../../store-context";
import { ChangeTable } from "./change-table";
import { IndexTable } from "./index-table";
import styles from "./inject.module.css";
import { useOutdated } from "./use-outdated";

/** What came of the injections: sentences first, then every figure. */
export function ResultCard() {
  const { answer } = useApp((state) => state.injectionLooks.measure);
  if (answer === null) return null;
  return <Result about={answer.question} value={answer.value} />;
}

function Result({ about, value }: { readonly about: InjectionAbout; readonly value: InjectionAnswer }) {
  const { plan } = about;
  const outdated = useOutdated("measure");
  const epoch = useApp(({ run }) => (run === null ? null : epochOf(run, about.at)));
  const said = useMemo(() => {
    if (value.type === "refused") return null;
    const changes = metricChanges(value.before, value.after);
    return { changes, sentences: injectionSentences({ ...value, split: plan.split, list: plan.list, changes }) };
  }, [value, plan]);
  const title = "Before and after";
  const note = outdated !== null && (
    <p className={styles.outdated}>
      {value.type === "refused" ? "This is" : "These figures are"} of other injections, another epoch or another threshold. {outdated === "awaited" ? "The new ones are being worked out." : "Measure again."}
    </p>
  );
  if (value.type === "refused" || said === null) {
    return (
      <Card title={title} hint={`copy of ${SPLIT_TITLES[plan.split].toLowerCase()}`}>
        <div className={styles.stack}>
          {note}
          <p className={styles.refusal} role="alert">
            {value.type === "refused" ? value.reason : ""}
          </p>
        </div>
      </Card>
    );
  }
  const on = plan.list.filter((each) => each.on);
  return (
    <Card title={title} hint={`copy of ${SPLIT_TITLES[plan.split].toLowerCase()}: ${on.map(({ injection }) => injectionText(injection)).join("; then ")}`}>
      <div className={styles.stack}>
        {note}
        <ul className={styles.sentences}>
          {said.sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <AfterPaint turn={0} placeholder={<div className={styles.placeholder} />}>
          <ChangeTable changes={said.changes} />
        </AfterPaint>
        {value.indices.length > 0 && (
          <AfterPaint turn={1} placeholder={<div className={styles.placeholder} />}>
            <IndexTable indices={value.indices} />
          </AfterPaint>
        )}
        <div className={styles.notes}>
          <p>{rowsText(value)}</p>
          {value.effects.map((effect) => (
            <p key={effect.id}>{effectText(effect, plan.list)}</p>
          ))}
          <p>
            {capital(shortMomentText(epoch))}, seed {plan.seed}, threshold {about.threshold}. The smaller figures are 95 % intervals: Wilson's for shares of rows, the others from rows drawn again 200 times.
          </p>
        </div>
      </div>
    </Card>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
