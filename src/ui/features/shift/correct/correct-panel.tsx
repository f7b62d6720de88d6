import { useMemo, useState } from "react";
import type { Against } from "../../../../domain/shift/against";
import { labelShift } from "../../../../domain/shift/label-shift";
import { priorEvidence, type Evidence } from "../../../../domain/shift/prior-evidence";
import type { PriorAnswer } from "../../../../domain/shift/prior-estimates";
import { domainAnswerOf } from "../../../../state/apart-answer";
import { shownMoment } from "../../../../state/compare-slice";
import { compareBlocker, type Moment } from "../../../../state/compared-net";
import { isActive } from "../../../../state/run-slice";
import { whyBlocker } from "../../../../state/why-slice";
import { LeakageNote } from "../../../components/leakage-mark";
import { MomentBar } from "../../../panels/moment-bar";
import { useApp } from "../../../store-context";
import { useDrift } from "../changed/use-drift";
import { AssumptionCard } from "./assumption-card";
import { CorrectionCard } from "./correction-card";
import { EstimatesCard } from "./estimates-card";
import styles from "./correct.module.css";
import { Waiting } from "./waiting";
import { usePrior } from "./use-prior";

/** Estimates the share of positives without labels, and corrects the scores to it. */
export function CorrectPanel() {
  const blocker = useApp(compareBlocker);
  const none = useApp((state) => state.run === null);
  const active = useApp(({ run }) => isActive(run));
  const leaky = useApp(({ run }) => run?.data?.fitted.fitOn === "everything");
  if (none) return <p role="status">Nothing has been trained yet. Train a net, then see what its scores say of the share of positives, and correct them for it.</p>;
  if (blocker !== null) return <p role="status">{blocker}</p>;
  return (
    <div className={styles.panel}>
      {leaky && <LeakageNote />}
      {!active && <MomentBar holdsAgainst={false} />}
      <OfMoment />
    </div>
  );
}

/** Of the epoch that is shown, once it is settled on and where its weights are at hand. */
function OfMoment() {
  const blocker = useApp(whyBlocker);
  const at = useApp((state) => shownMoment(state)?.at ?? null);
  const scrubbing = useApp(({ compare }) => compare.scrubbing);
  if (blocker !== null) return <p role="status">{blocker}</p>;
  if (at === null) return <p role="status">The net of this run is not ready yet.</p>;
  if (scrubbing) return <p role="status">Let go of the epochs to have this one asked.</p>;
  return <Estimated at={at} />;
}

function Estimated({ at }: { readonly at: Moment }) {
  const { awaited, answer } = usePrior(at);
  const [against, setAgainst] = useState<Against>("test");
  const evidence = useEvidence(against, answer);
  if (answer === null) return <Waiting panel="prior" awaited={awaited} what="the shares of positives" />;
  return (
    <>
      <EstimatesCard answer={answer} />
      <CorrectionCard answer={answer} at={at} against={against} onAgainst={setAgainst} />
      <AssumptionCard against={against} evidence={evidence} />
    </>
  );
}

function useEvidence(against: Against, answer: PriorAnswer | null): readonly Evidence[] {
  const drift = useDrift(against).look.answer?.value ?? null;
  const rows = useApp(({ run }) => run?.data?.rows ?? null);
  const domain = useApp((state) => domainAnswerOf(state, against));
  return useMemo(() => (answer === null || rows === null ? [] : priorEvidence(against, answer, { label: labelShift(rows), drift, domain })), [answer, against, rows, drift, domain]);
}
