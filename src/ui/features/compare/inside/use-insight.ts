import { useEffect, useMemo } from "react";
import type { Weights } from "../../../../domain/weights";
import type { AppState } from "../../../../state/app-state";
import { shownMoment } from "../../../../state/compare-slice";
import { epochOf, isKept, type Moment } from "../../../../state/compared-net";
import type { EpochInsight } from "../../../../state/insight-slice";
import { isActive } from "../../../../state/run-slice";
import { useApp } from "../../../store-context";
import { nearestInsight } from "./layer-figures";
import { useSlowly } from "./use-slowly";

const NONE: readonly EpochInsight[] = [];
/** While a run is under way, how often newer epochs are asked about at most: each question takes time from the training. */
const ASK_MS = 2000;
/** Weights may change many times a second, and each change is thinned and drawn. */
const REDRAW_MS = 1000;

/** Has the net that the stage shows looked into, and kept epochs around it, for as long as the panel is open. */
export function useAskedInsight(): void {
  const ask = useApp((state) => state.askInsight);
  const active = useApp(({ run }) => isActive(run));
  const scrubbing = useApp(({ compare }) => compare.scrubbing);
  const chosen = useApp(({ compare }) => compare.chosen);
  const runId = useApp(({ run }) => run?.id);
  const looking = useApp(({ insightLook }) => insightLook.status === "looking");
  const kept = useApp(({ run }) => run?.checkpoints);
  const slower = useSlowly(kept, ASK_MS);
  const newest = active ? slower : kept;
  useEffect(() => {
    if (!scrubbing) ask();
  }, [ask, active, scrubbing, chosen, runId, looking, newest]);
}

export function useInsights(): readonly EpochInsight[] {
  return useApp(({ insightLook }) => insightLook.answer?.value ?? NONE);
}

export interface ShownInsight {
  /** The moment that the stage shows. */
  readonly at: Moment;
  readonly epoch: number | null;
  /** Its own insight, or that of the nearest epoch that has one; null before the first. */
  readonly insight: EpochInsight | null;
  /** Whether the insight is of the moment that the stage shows. */
  readonly own: boolean;
}

/** What the panel shows for the epoch of the scrubber; null where there is no net. */
export function useShownInsight(insights: readonly EpochInsight[]): ShownInsight | null {
  const at = useApp((state) => shownMoment(state)?.at ?? null);
  const epoch = useApp(({ run }) => (run === null || at === null ? null : epochOf(run, at)));
  return useMemo(() => {
    if (at === null) return null;
    const insight = nearestInsight(insights, at, epoch);
    return { at, epoch, insight, own: insight !== null && (insight.at === at || (epoch !== null && insight.epoch === epoch)) };
  }, [at, epoch, insights]);
}

interface ShownWeights {
  readonly weights: Weights;
  /** Null in the middle of an epoch. */
  readonly epoch: number | null;
  /** Whether they are of the moment that the stage shows; else of the nearest kept epoch. */
  readonly own: boolean;
}

/** The weights of the net shown, as they follow the scrubber; of the nearest kept epoch where its own are gone. */
export function useShownWeights(): ShownWeights | null {
  const weights = useApp((state) => weightsAt(state, keptMoment(state)));
  const epoch = useApp((state) => epochAt(state, keptMoment(state)));
  const own = useApp((state) => keptMoment(state) === (shownMoment(state)?.at ?? null));
  const shown = useMemo(() => (weights === null ? null : { weights, epoch, own }), [weights, epoch, own]);
  return useSlowly(shown, REDRAW_MS);
}

/** The moment shown where its weights are kept, else the nearest epoch that has them. */
function keptMoment(state: AppState): Moment | null {
  const { run } = state;
  const at = shownMoment(state)?.at ?? null;
  if (run === null || at === null || isKept(run, at)) return at;
  const epoch = epochOf(run, at) ?? Infinity;
  const kept = run.checkpoints.map((each) => each.epoch);
  return kept.reduce<number | null>((best, each) => (best === null || Math.abs(each - epoch) < Math.abs(best - epoch) ? each : best), null);
}

function weightsAt({ run, checkpointAt }: AppState, at: Moment | null): Weights | null {
  if (at === null) return null;
  return (at === "end" ? run?.outcome?.weights : checkpointAt(at)?.weights) ?? null;
}

function epochAt({ run }: AppState, at: Moment | null): number | null {
  return run === null || at === null ? null : epochOf(run, at);
}
