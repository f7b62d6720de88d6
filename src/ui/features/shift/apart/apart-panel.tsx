import { Button, SegmentedControl } from "@mantine/core";
import { useMemo, useState } from "react";
import { ENGINE_TITLES } from "../../../../domain/engine-identity";
import type { Against } from "../../../../domain/shift/against";
import { domainSentences } from "../../../../domain/shift/apart-words";
import type { DomainAnswer } from "../../../../domain/shift/domain-question";
import { SPLIT_TITLES } from "../../../../domain/split";
import type { AppState } from "../../../../state/app-state";
import { apartBlocker, type ApartLooks } from "../../../../state/apart-slice";
import { blockingProblem, stageThatMends } from "../../../../state/blockers";
import { STAGE_TITLES } from "../../../../state/stages";
import { AfterPaint } from "../../../components/after-paint";
import { Card } from "../../../components/card";
import { FailedNotice } from "../../../components/failed-notice";
import { TermMark } from "../../../components/term";
import { WorkProgress } from "../../../components/work-progress";
import { useApp } from "../../../store-context";
import { ApartResult } from "./apart-result";
import { APART_TERMS } from "./apart-terms";
import { barDomain } from "./apart-figures";
import styles from "./apart.module.css";

/** The one that differs most comes first. */
const CHOICES = (["test", "validation"] as const).map((value) => ({ value, label: `Train and ${SPLIT_TITLES[value].toLowerCase()}` }));

/** Whether rows of train and of another split can be told apart by their features, and by which. */
export function ApartPanel() {
  const [against, setAgainst] = useState<Against>("test");
  const look = useApp((state) => state.apartLooks[against]);
  const askApart = useApp((state) => state.askApart);
  const again = useApp((state) => state.askApartAgain);
  const blocker = useApp(apartBlocker);
  const openStage = useApp((state) => state.openStage);
  const mends = useApp(stageThatUnblocks);
  const answer = look.answer?.value ?? null;
  const other = SPLIT_TITLES[against].toLowerCase();
  return (
    <Card
      title="Telling them apart"
      hint={
        <>
          a small net learns which split a row is from <TermMark {...APART_TERMS.apart} />
        </>
      }
    >
      <div className={styles.stack}>
        <div className={styles.fields}>
          <SegmentedControl size="xs" aria-label="Splits to tell apart" value={against} data={CHOICES} onChange={setAgainst} />
          <Button
            variant={answer === null ? "filled" : "default"}
            disabled={blocker !== null || look.status === "looking"}
            onClick={() => {
              askApart(against, answer === null ? 1 : answer.seed + 1);
            }}
          >
            {answer === null ? "Tell them apart" : "Draw other rows"}
          </Button>
        </div>
        {blocker !== null && (
          <>
            <p role="status" className={styles.note}>{blocker}</p>
            {mends !== null && (
              <div>
                <Button variant="default" onClick={() => { openStage(mends); }}>
                  Open {STAGE_TITLES[mends]}
                </Button>
              </div>
            )}
          </>
        )}
        {look.status === "looking" && <Waiting look={look} against={against} />}
        {look.status === "failed" && blocker === null && (
          <FailedNotice text={`Whether ${other} and train can be told apart could not be worked out: ${look.error}`} onAgain={() => { again(against); }} />
        )}
        {answer === null
          ? look.status === "unseen" && (
              <p className={styles.muted}>
                Nothing is worked out until you ask; it takes some seconds. Rows of train and {other} are drawn, the net learns from one half and is measured on the other. A column that only
                counts the rows or tells the time gives any two files away: take it out of the features first.
              </p>
            )
          : <Answer answer={answer} />}
      </div>
    </Card>
  );
}

/** Where that is mended for want of which there is nothing to tell apart. */
function stageThatUnblocks(state: AppState): "data" | "features" | null {
  const { status } = state.preparation;
  if (status !== "empty" && status !== "failed") return null;
  const problem = blockingProblem(state);
  return problem === null ? null : stageThatMends(problem);
}

function Waiting({ look, against }: { readonly look: ApartLooks[Against]; readonly against: Against }) {
  const stop = useApp((state) => state.stopApart);
  return <WorkProgress doing={`Telling train from ${SPLIT_TITLES[against].toLowerCase()}`} what="telling them apart" portion={look.portion} onCancel={() => { stop(against); }} />;
}

function Answer({ answer }: { readonly answer: DomainAnswer }) {
  const domain = useMemo(() => barDomain(answer), [answer]);
  const sentences = useMemo(() => domainSentences(answer), [answer]);
  const { plain, sameMix, against, seed, engine } = answer;
  return (
    <>
      <ul className={styles.sentences} aria-label="What was found">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <div className={styles.beside}>
        <AfterPaint turn={0} placeholder={<p>…</p>}>
          <ApartResult title="Rows as they are" result={plain} against={against} domain={domain} fileName={`triptych-apart-${against}`} />
        </AfterPaint>
        <AfterPaint turn={1} placeholder={<p>…</p>}>
          <ApartResult title="Class by class" term={APART_TERMS.sameMix} result={sameMix} against={against} domain={domain} fileName={`triptych-apart-${against}-same-mix`} />
        </AfterPaint>
      </div>
      <p className={styles.muted}>
        Seed {seed}, engine {ENGINE_TITLES[engine.name]}. An interval is that of this net on other rows; another kind of net may tell more.
      </p>
    </>
  );
}
