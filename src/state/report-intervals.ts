import { RESAMPLES } from "../domain/metrics/bootstrap";
import type { AppState } from "./app-state";
import { askingOf, INTERVALS_SEED } from "./compare-slice";
import { askedNet, askWithData, compareBlocker } from "./compared-net";
import type { Watching } from "./look";
import { messageOf } from "./run-desk";
import type { RunIntervals } from "./run-slice";
import type { Services } from "./services";

/** Intervals of what a run ended with; or why there are none. */
export type IntervalsAnswer = { readonly intervals: RunIntervals; readonly reason: null } | { readonly intervals: null; readonly reason: string };

/**
 * Has the intervals of what the run ended with worked out, which takes up to seconds, so that runs whose report nobody
 * asks for are not held up.
 */
export async function intervalsOfRun(get: () => AppState, { examiner, now }: Services, watching: Watching): Promise<IntervalsAnswer> {
  const state = get();
  const { run } = state;
  const blocker = compareBlocker(state);
  if (run === null || run.outcome === null) return { intervals: null, reason: "No run has ended yet." };
  if (blocker !== null) return { intervals: null, reason: blocker };
  const { threshold } = run.outcome.config;
  const started = now();
  try {
    const net = askedNet(state, { runId: run.id, at: "end" });
    const question = { net, threshold, seed: INTERVALS_SEED, resamples: RESAMPLES };
    const splits = await askWithData(get, watching.signal, () => examiner.intervals(question, askingOf(watching)));
    return { intervals: { splits, resamples: RESAMPLES, seed: INTERVALS_SEED, ms: now() - started }, reason: null };
  } catch (reason) {
    return { intervals: null, reason: messageOf(reason) };
  }
}
