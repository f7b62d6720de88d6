import { useEffect } from "react";
import { shownMoment } from "../../../../state/compare-slice";
import type { ErrorsAbout, ErrorsLook, ErrorsPart } from "../../../../state/errors-slice";
import { useApp } from "../../../store-context";

/** Has a question asked about the net that is shown, again when that is another; null asks nothing. `about` must not be made anew at each drawing. */
export function useErrors<P extends ErrorsPart>(part: P, about: ErrorsAbout<P> | null): ErrorsLook<P> {
  const look = useApp((state) => state.errorsLooks[part]);
  const ask = useApp((state) => state.askErrors);
  const moment = useApp((state) => {
    const shown = shownMoment(state);
    return shown === null || state.compare.scrubbing ? null : `${shown.runId} ${shown.at}`;
  });
  const unseen = look.status === "unseen";
  useEffect(() => {
    if (about !== null && moment !== null) ask(part, about);
  }, [ask, part, about, moment, unseen]);
  return look;
}

/** What is shown is of another question than the one asked now. */
export function useIsStale({ status, answer, question }: ErrorsLook<ErrorsPart>): boolean {
  const scrubbing = useApp((state) => state.compare.scrubbing);
  return scrubbing || status !== "ready" || answer?.question !== question;
}
