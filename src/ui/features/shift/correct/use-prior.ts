import { useEffect, useMemo, useState } from "react";
import type { CorrectedFigures, PriorAnswer } from "../../../../domain/shift/prior-estimates";
import { shownMoment } from "../../../../state/compare-slice";
import { isSameMoment, type Moment } from "../../../../state/compared-net";
import type { Look } from "../../../../state/look";
import { lossAt, runThresholdOf } from "../../../../state/prior-question";
import type { Reasons } from "../../../../state/why-asks";
import type { WhyLooks } from "../../../../state/why-slice";
import { useApp } from "../../../store-context";

type PriorPanel = "prior" | "corrected";

/** A question as its panel shows it while there is no answer. */
export interface Awaited {
  readonly look: Look<unknown, unknown>;
  /** Somebody gave it up; nothing is asked until `resume`. */
  readonly givenUp: boolean;
  readonly giveUp: () => void;
  readonly resume: () => void;
}

/** Asks about the net that is shown, again when that is another; null asks nothing, nor does a question that was given up. */
function useAsked<P extends PriorPanel>(panel: P, about: Reasons[P]["about"] | null): { readonly look: WhyLooks[P]; readonly awaited: Awaited } {
  const look = useApp((state) => state.whyLooks[panel]);
  const askWhy = useApp((state) => state.askWhy);
  const stopWhy = useApp((state) => state.stopWhy);
  const at = useApp((state) => shownMoment(state)?.at);
  const [dropped, setDropped] = useState<unknown>(null);
  const givenUp = about !== null && dropped === about;
  const unseen = look.status === "unseen";
  useEffect(() => {
    if (about !== null && !givenUp) askWhy(panel, about);
  }, [askWhy, panel, about, at, unseen, givenUp]);
  const giveUp = (): void => {
    setDropped(about);
    stopWhy(panel);
  };
  return { look, awaited: { look, givenUp, giveUp, resume: () => { setDropped(null); } } };
}

/** The estimates for the net that is shown; null while they are not known. */
export function usePrior(at: Moment): { readonly awaited: Awaited; readonly answer: PriorAnswer | null } {
  const run = useApp((state) => state.run);
  const threshold = useApp(runThresholdOf);
  const about = useMemo(() => (run === null ? null : { loss: lossAt(run, at), threshold }), [run, at, threshold]);
  const { look, awaited } = useAsked("prior", about);
  const current = useApp((state) => isSameMoment(state.whyLooks.prior.answer?.question.moment ?? null, shownMoment(state)));
  return { awaited, answer: current ? (look.answer?.value ?? null) : null };
}

/** The metrics of the splits with so much added to the logits; null while they are not known, or nothing is added. */
export function useCorrected(offset: number | null): { readonly awaited: Awaited; readonly figures: CorrectedFigures | null } {
  const threshold = useApp(runThresholdOf);
  const about = useMemo(() => (offset === null ? null : { offset, threshold }), [offset, threshold]);
  const { look, awaited } = useAsked("corrected", about);
  const current = useApp((state) => isSameMoment(state.whyLooks.corrected.answer?.question.moment ?? null, shownMoment(state)));
  const asked = look.answer?.question.about;
  const same = asked !== undefined && asked.offset === offset && asked.threshold === threshold;
  return { awaited, figures: current && same ? (look.answer?.value ?? null) : null };
}
