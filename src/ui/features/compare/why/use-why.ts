import { useEffect } from "react";
import { shownMoment } from "../../../../state/compare-slice";
import type { Reasons, WhyPanel } from "../../../../state/why-asks";
import type { WhyLooks } from "../../../../state/why-slice";
import { useApp } from "../../../store-context";

/**
 * Has a panel's question asked of the net that is shown, again when that is another, though not while somebody drags along
 * the epochs; null asks nothing. The question must not be made anew at each drawing.
 */
export function useWhy<P extends WhyPanel>(panel: P, about: Reasons[P]["about"] | null): WhyLooks[P] {
  const look = useApp((state) => state.whyLooks[panel]);
  const askWhy = useApp((state) => state.askWhy);
  const at = useApp((state) => shownMoment(state)?.at);
  const scrubbing = useApp((state) => state.compare.scrubbing);
  const unseen = look.status === "unseen";
  useEffect(() => {
    if (about !== null && !scrubbing) askWhy(panel, about);
  }, [askWhy, panel, about, at, scrubbing, unseen]);
  return look;
}
