import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import { poolSentence, refusePool, type PoolPlan } from "../../../../domain/pool";
import { dealVerdict } from "../../../../domain/shift/deal-words";
import { SPLITS } from "../../../../domain/split";
import { mapSplits } from "../../../../state/by-split";
import { beforeAndAfter, knownRuns } from "../../../../state/deal-figures";
import { isActive } from "../../../../state/run-slice";
import { dataLocked } from "../../../../state/selectors";
import { Card } from "../../../components/card";
import { TermMark } from "../../../components/term";
import { useApp } from "../../../store-context";
import { DealForm } from "./deal-form";
import { firstPlan, meansOf } from "./deal-plans";
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
  const of = useMemo(() => SPLITS.filter((split) => sources[split] !== undefined), [sources]);
  const means = useMemo(() => meansOf(mapSplits(sources, ({ summary }) => summary), label), [sources, label]);
  const first = useMemo(() => firstPlan(of, means), [of, means]);
  if (of.length === 0) return <p>No files are loaded yet. Load them in Data; their rows can then be dealt again here.</p>;
  if (first === null) return <p>The files share no label and no column by which their rows could be dealt again.</p>;
  return (
    <div className={styles.panel}>
      {/* Other files, another label: another proposal. */}
      <DealCard key={`${of.join()} ${JSON.stringify(label)}`} first={first} means={means} />
      <BeforeAndAfter />
    </div>
  );
}

function DealCard({ first, means }: { readonly first: PoolPlan; readonly means: ReturnType<typeof meansOf> }) {
  const due = useApp((state) => state.poolDue());
  const deal = useApp((state) => state.deal);
  const dealBack = useApp((state) => state.dealBack);
  const dealAndTrain = useApp((state) => state.dealAndTrain);
  const locked = useApp(dataLocked);
  const carving = useApp((state) => state.carving);
  const training = useApp((state) => isActive(state.run));
  const refusals = useApp((state) => state.refusals);
  const [plan, setPlan] = useState(due ?? first);
  const cannot = locked || refusePool(plan) !== null;
  return (
    <Card title="Deal again" hint={<>all rows in one heap, dealt to the three splits anew <TermMark {...TERM} /></>}>
      <div className={styles.stack}>
        <p aria-live="polite">
          {carving
            ? "Dealing the rows…"
            : due === null
              ? "The splits are the files as they came, with whatever shift there is between them."
              : `Dealt again. ${poolSentence(due)} Every stage works on these splits now.`}
        </p>
        <DealForm plan={plan} means={means} locked={locked} onChange={setPlan} />
        <Forecast plan={plan} />
        <div className={styles.buttons}>
          <Button disabled={cannot} onClick={() => void dealAndTrain(plan)}>
            Deal again and train
          </Button>
          <Button variant="default" disabled={cannot} onClick={() => void deal(plan)}>
            Deal again
          </Button>
          <Button variant="default" disabled={locked || due === null} onClick={() => void dealBack()}>
            Back to the files as they came
          </Button>
          {training && <span className={styles.muted}>A run is under way: its data stays as it is until it ends.</span>}
        </div>
        {refusals.map(({ message, remedy }) => (
          <p key={message} role="alert" className={styles.refusal}>{`${message} ${remedy}`}</p>
        ))}
      </div>
    </Card>
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
