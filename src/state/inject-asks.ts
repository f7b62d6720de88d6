import type { AskedNet } from "../domain/examiner";
import type { CumulativeCounts } from "../domain/metrics/cumulative-counts";
import type { InjectionEffect } from "../domain/shift/injection";
import type { Measured } from "../domain/shift/injection-change";
import { indexChanges, type IndexChange, type InjectedDrift } from "../domain/shift/injection-drift";
import { sweepStrengths, type SweepPoint } from "../domain/shift/injection-sweep";
import type { InjectionAbout } from "./inject-slice";
import type { Watching } from "./look";
import type { Services } from "./services";

// How the inject panel finds out what it shows. Kept apart from the slice, so that it loads with the panel.

/** Before and after, or why there is no after, in a sentence. */
export type InjectionAnswer =
  | { readonly type: "refused"; readonly reason: string }
  | {
      readonly type: "measured";
      readonly before: Measured;
      readonly after: Measured;
      readonly effects: readonly InjectionEffect[];
      readonly withoutValue: number;
      /** What indices of drift say of the copy against the split as it was. */
      readonly indices: readonly IndexChange[];
      /** Columns that no index looked at, as there are many. */
      readonly unwatched: number;
    };

/** From nothing to all of it. */
export type SweepAnswer = readonly SweepPoint[];

const SWEEP_POINTS = 9;
/** Of the intervals: fewer leave their ends to chance, and a metric then "notices" what is not there. At full size they take about two seconds. */
const RESAMPLES = 200;
/** The same figures give the same intervals. */
const SEED = 1;

type Of = Pick<Services, "dataSource" | "examiner">;

type OneAnswer =
  | Extract<InjectionAnswer, { type: "refused" }>
  | (Pick<Extract<InjectionAnswer, { type: "measured" }>, "after" | "effects" | "withoutValue"> & {
      readonly type: "measured";
      readonly drift: InjectedDrift;
      readonly scores: CumulativeCounts;
    });

/** The net on all rows of the split, then on the same with the injections. */
export async function measureInjection(services: Of, net: AskedNet, about: InjectionAbout, watching: Watching): Promise<InjectionAnswer> {
  const nothing = await measureAt(services, net, about, 0, within(watching, 0, 0.5));
  if (nothing.type === "refused") return nothing;
  const after = await measureAt(services, net, about, 1, within(watching, 0.5, 1));
  if (after.type === "refused") return after;
  const { drift, scores, ...measured } = after;
  return { ...measured, before: nothing.after, indices: indexChanges(drift, { before: nothing.scores, after: scores }), unwatched: drift.unwatched };
}

/** The net on the split at each strength; what cannot be measured at one is null there. */
export async function sweepInjection(services: Of, net: AskedNet, about: InjectionAbout, watching: Watching): Promise<SweepAnswer> {
  const points: SweepPoint[] = [];
  let before: CumulativeCounts | null = null;
  const strengths = sweepStrengths(SWEEP_POINTS);
  for (const [index, strength] of strengths.entries()) {
    const part = within(watching, index / strengths.length, (index + 1) / strengths.length);
    const answer = await measureAt(services, net, about, strength, part);
    if (answer.type === "refused") {
      points.push({ strength, measured: null, indices: [] });
      continue;
    }
    before ??= answer.scores;
    points.push({ strength, measured: answer.after, indices: indexChanges(answer.drift, { before, after: answer.scores }) });
  }
  return points;
}

async function measureAt(
  { dataSource, examiner }: Of,
  net: AskedNet,
  { plan, threshold }: InjectionAbout,
  strength: number,
  watching: Watching,
): Promise<OneAnswer> {
  const { signal } = watching;
  const [make, measure] = [within(watching, 0, 0.2), within(watching, 0.2, 1)];
  // Nothing at all is the split as it is, also where the whole cannot be had.
  const list = strength === 0 ? [] : plan.list;
  const outcome = await dataSource.inject({ ...plan, list, strength }, make);
  signal.throwIfAborted();
  if (outcome.status === "refused") return { type: "refused", reason: outcome.reason };
  const onShare = (share: number): void => { measure.onEvent({ done: share, total: 1 }); };
  const answer = await examiner.measure({ net, rows: outcome.rows, threshold, seed: SEED, resamples: RESAMPLES }, { signal, onShare });
  const after = { evaluation: answer.comparison.evaluation, intervals: answer.intervals };
  const { effects, withoutValue, drift } = outcome;
  return { type: "measured", after, effects, withoutValue, drift, scores: answer.comparison.counts };
}

/** Work that is the part of a longer one, from the share `from` of it to the share `to`. */
function within({ signal, onEvent }: Watching, from: number, to: number): Watching {
  return { signal, onEvent: ({ done, total }) => { onEvent({ done: from + ((to - from) * done) / total, total: 1 }); } };
}
