import { Button } from "@mantine/core";
import { useMemo } from "react";
import { poolSentence, refusePool, type PoolPlan } from "../../../../domain/pool";
import { dealVerdict } from "../../../../domain/shift/deal-words";
import { SPLITS } from "../../../../domain/split";
import { mapSplits } from "../../../../state/by-split";
import { beforeAndAfter, knownRuns } from "../../../../state/deal-figures";
import { isOfOtherLabel, startedPlan } from "../../../../state/deal-draft";
import { dealBlockerText, dealTrainBlocker } from "../../../../state/deal-slice";
import { isActive } from "../../../../state/run-slice";
import { dataLocked, isOnlyDealing } from "../../../../state/selectors";
import { Card } from "../../../components/card";
import { TermMark } from "../../../components/term";
import { WorkProgress } from "../../../components/work-progress";
import { useApp } from "../../../store-context";
import { DealForm } from "./deal-form";
import { firstPlan, isPossible, meansOf, type Means } from "./deal-plans";
import { Forecast } from "./forecast";
import { RunsTable } from "./runs-table";
import styles from "./deal.module.css";

const TERM = {
  title: "Dealing again",
  text: "All rows of the files are put in one heap and dealt to train, validation and test anew. Dealt at random, the three are alike, so what is still worse on test is no shift.",
};

/** The rows of all files dealt anew, so that the shift between the splits is switched off, or made on purpose. */
export function DealPanel() {
  const sources = useApp((state) => state.sources);
  const label = useApp((state) => state.label);
  const draft = useApp((state) => state.dealDraft);
  const due = useApp((state) => state.poolDue());
  const of = useMemo(() => SPLITS.filter((split) => sources[split] !== undefined), [sources]);
  const means = useMemo(() => meansOf(mapSplits(sources, ({ summary }) => summary), label), [sources, label]);
  const plan = useMemo(() => {
    const started = startedPlan({ sources, label, dealDraft: draft, poolDue: () => due });
    return started !== null && isPossible(started, of, means) ? started : firstPlan(of, means);
  }, [sources, label, draft, due, of, means]);
  if (of.length === 0) return <p>No files are loaded yet. Load them in Data; their rows can then be dealt again here.</p>;
  if (plan === null) return <p>The files share no label and no column by which their rows could be dealt again.</p>;
  return (
    <div className={styles.panel}>
      <DealCard plan={plan} means={means} />
      <BeforeAndAfter />
    </div>
  );
}

function DealCard({ plan, means }: { readonly plan: PoolPlan; readonly means: Means }) {
  const draft = useApp((state) => state.draftDeal);
  const deal = useApp((state) => state.deal);
  const dealBack = useApp((state) => state.dealBack);
  const dealAndTrain = useApp((state) => state.dealAndTrain);
  const dealt = useApp((state) => state.poolPlan !== null);
  const locked = useApp(dataLocked);
  const untrainable = useApp(dealTrainBlocker);
  const training = useApp((state) => isActive(state.run));
  const cannot = locked || refusePool(plan) !== null;
  return (
    <Card title="Deal again" hint={<>all rows in one heap, dealt to the three splits anew <TermMark {...TERM} /></>}>
      <div className={styles.stack}>
        <DealState />
        <DealForm plan={plan} means={means} locked={locked} onChange={draft} />
        <Forecast plan={plan} />
        <div className={styles.buttons}>
          <Button disabled={cannot || untrainable !== null} onClick={() => void dealAndTrain(plan)}>
            Deal again and train
          </Button>
          <Button variant="default" disabled={cannot} onClick={() => void deal(plan)}>
            Deal again
          </Button>
          <Button variant="default" disabled={locked || !dealt} onClick={() => void dealBack()}>
            Back to the files as they came
          </Button>
          {training ? (
            <span className={styles.muted}>A run is under way: its data stays as it is until it ends.</span>
          ) : (
            untrainable !== null && <span className={styles.muted}>{`Nothing can be trained yet. ${untrainable}`}</span>
          )}
        </div>
      </div>
    </Card>
  );
}

/** What the splits are now, what is being done about it, and why it was not. */
function DealState() {
  const due = useApp((state) => state.poolDue());
  const label = useApp((state) => state.label);
  const dealing = useApp(isOnlyDealing);
  const portion = useApp((state) => state.carvePortion);
  const stop = useApp((state) => state.stopDealing);
  const news = useApp((state) => state.dealNews);
  const blocker = useApp(dealBlockerText);
  const refusal = useApp(({ dealRefusal }) => (dealRefusal === null ? null : `${dealRefusal.message} ${dealRefusal.remedy}`));
  if (dealing) return <WorkProgress doing="Dealing the rows" what="dealing the rows" portion={portion} onCancel={stop} />;
  return (
    <>
      <p aria-live="polite">
        {due === null
          ? (news ?? "The splits are the files as they came, with whatever shift there is between them.")
          : `Dealt again. ${poolSentence(due)} Every stage works on these splits now.`}
      </p>
      {due !== null && isOfOtherLabel(due, label) && (
        <p className={styles.warning}>This deal went by what counted as positive then. The settings below go by what counts as positive now.</p>
      )}
      {[blocker, refusal].map(
        (each) => each !== null && <p key={each} role="alert" className={styles.refusal}>{each}</p>,
      )}
    </>
  );
}

function BeforeAndAfter() {
  const run = useApp((state) => state.run);
  const formerRuns = useApp((state) => state.formerRuns);
  const sources = useApp((state) => state.sources);
  const label = useApp((state) => state.label);
  const known = useMemo(() => knownRuns({ run, formerRuns, sources, label }), [run, formerRuns, sources, label]);
  const pair = useMemo(() => beforeAndAfter(known), [known]);
  return (
    <Card title="Before and after" hint="the last run on each deal of these rows">
      <div className={styles.stack}>
        {pair === null ? (
          <p>{missingRun(known.length)}</p>
        ) : (
          <ul className={styles.sentences}>
            {dealVerdict(...pair).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
        {known.length > 0 && <RunsTable runs={known} />}
      </div>
    </Card>
  );
}

function missingRun(known: number): string {
  return known === 0
    ? "No run has ended yet. Train on the files as they came, then deal again and train: the two runs will stand here side by side."
    : "One deal has been trained on so far. Train on another, and the two runs will stand here side by side.";
}
