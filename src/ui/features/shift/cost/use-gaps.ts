import { useEffect, useMemo } from "react";
import type { Confusion } from "../../../../domain/history";
import { confusionAt } from "../../../../domain/metrics/operating-point";
import { AGAINST, type Against } from "../../../../domain/shift/against";
import { gapOf, type Gap } from "../../../../domain/shift/gap";
import { gapByHoldout, type Acquaintance, type GapByHoldout } from "../../../../domain/shift/overfitting";
import { acquaintanceOf } from "../../../../state/acquaintance";
import type { AppState } from "../../../../state/app-state";
import { shownComparison, shownFigures } from "../../../../state/compare-figures";
import { shownMoment } from "../../../../state/compare-slice";
import { isSameMoment } from "../../../../state/compared-net";
import { isActive } from "../../../../state/run-slice";
import { thresholdOf } from "../../../../state/threshold-slice";
import { useApp } from "../../../store-context";

export interface SplitGap extends Gap<"train" | Against> {
  readonly to: Against;
}

/** Train against each other split, of the net shown at the threshold in use; null while nothing is shown. */
export function useGaps(): readonly SplitGap[] | null {
  const figures = useApp(shownFigures);
  return useMemo(() => {
    if (figures === null) return null;
    const train = { name: "train", confusion: figures.train.confusion } as const;
    return AGAINST.map((to): SplitGap => ({ ...gapOf<"train" | Against>(train, { name: to, confusion: figures[to].confusion }), to }));
  }, [figures]);
}

/** The four counts of the rows held out, of the net shown at the threshold in use; null while they are not known. */
export function useHeldOut(): Confusion | null {
  const askHeldOut = useApp((state) => state.askHeldOut);
  const at = useApp((state) => shownMoment(state)?.at ?? null);
  const runId = useApp(({ run }) => run?.id ?? null);
  const free = useApp(({ run, compare }) => !isActive(run) && !compare.scrubbing);
  useEffect(() => {
    if (free) askHeldOut();
  }, [askHeldOut, at, runId, free]);
  const counts = useApp(heldOutCounts);
  const measured = useApp(measuredHoldout);
  const threshold = useApp((state) => thresholdOf(state).value);
  return useMemo(() => (counts === null ? measured : confusionAt(counts, threshold)), [counts, measured, threshold]);
}

/** The way to each split by the hold-out; null without one. */
export function useGapsByHoldout(): readonly GapByHoldout<Against>[] | null {
  const figures = useApp(shownFigures);
  const heldOut = useHeldOut();
  return useMemo(() => {
    if (figures === null || heldOut === null) return null;
    return AGAINST.map((to) => gapByHoldout(figures.train.confusion, heldOut, { name: to, confusion: figures[to].confusion }));
  }, [figures, heldOut]);
}

/** What the net shown may know of rows that it was not trained on. */
export function useAcquaintance(): Acquaintance {
  const run = useApp((state) => state.run);
  const looks = useApp((state) => state.looks);
  const compare = useApp((state) => state.compare);
  return useMemo(() => acquaintanceOf({ run, looks, compare }), [run, looks, compare]);
}

function heldOutCounts(state: AppState) {
  const { answer } = state.heldOutLook;
  return answer !== null && isSameMoment(answer.question, shownMoment(state)) ? answer.value : null;
}

/** As the epoch itself measured it, at the run's own threshold. */
function measuredHoldout(state: AppState): Confusion | null {
  const { run, chosenThreshold } = state;
  const epoch = shownComparison(state)?.epoch ?? null;
  if (run === null || epoch === null || chosenThreshold !== null || run.changes.some(({ field }) => field === "threshold")) return null;
  return run.history.find((record) => record.epoch === epoch)?.holdout?.confusion ?? null;
}
