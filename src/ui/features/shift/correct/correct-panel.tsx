import { useMemo, useState } from "react";
import type { Against } from "../../../../domain/shift/against";
import { priorEvidence } from "../../../../domain/shift/prior-evidence";
import { shownMoment } from "../../../../state/compare-slice";
import { compareBlocker, type Moment } from "../../../../state/compared-net";
import { whyBlocker } from "../../../../state/why-slice";
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
  const blocker = useApp((state) => compareBlocker(state) ?? whyBlocker(state));
  const at = useApp((state) => shownMoment(state)?.at ?? null);
  const none = useApp((state) => state.run === null);
  if (none) return <p role="status">Nothing has been trained yet. Train a net, then see what its scores say of the share of positives, and correct them for it.</p>;
  if (blocker !== null) return <p role="status">{blocker}</p>;
  if (at === null) return <p role="status">The net of this run is not ready yet.</p>;
  return <Estimated at={at} />;
}

function Estimated({ at }: { readonly at: Moment }) {
  const drift = useDrift("test").look.answer?.value ?? null;
  const { awaited, answer } = usePrior(at);
  const [against, setAgainst] = useState<Against>("test");
  const evidence = useMemo(() => (answer === null ? [] : priorEvidence(against, answer.against[against], drift)), [answer, against, drift]);
  if (answer === null) return <Waiting panel="prior" awaited={awaited} what="the shares of positives" />;
  return (
    <div className={styles.panel}>
      <EstimatesCard answer={answer} />
      <CorrectionCard answer={answer} at={at} against={against} onAgainst={setAgainst} />
      <AssumptionCard against={against} evidence={evidence} />
    </div>
  );
}
