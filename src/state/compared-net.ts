import type { AskedNet } from "../domain/examiner";
import type { AppState } from "./app-state";
import { isSameData, type PreparedMeta } from "./preparation-slice";
import { codeOf } from "./recovery";
import { isActive, type Run } from "./run-slice";

/** When a net was what it is: at the end of an epoch, or of the run (early stopping may end with an earlier epoch's). */
export type Moment = number | "end";

/** A net of a run. */
export interface NetMoment {
  readonly runId: number;
  readonly at: Moment;
}

/** Why there is nothing to compare, in words with the way out; null when there is. */
export function compareBlocker({ run, preparation }: Pick<AppState, "run" | "preparation">): string | null {
  if (run === null) return "Nothing has been trained yet. Train a net, then compare how it does on the three splits.";
  if (!isActive(run) && run.data !== null && !isDataOf(run, preparation)) {
    return "The data, the label or the features are no longer those of this run. Train anew to compare.";
  }
  if (run.history.length > 0) return null;
  return isActive(run) ? "The untrained net is about to be measured." : "This run ended before anything was measured. Train again.";
}

/** What was found out about nets of the run is to be dropped: the run is another, or its data is gone. */
export function isOutlived(state: AppState, before: AppState): boolean {
  const { run, preparation } = state;
  if (run?.id !== before.run?.id) return true;
  if (run === before.run && preparation === before.preparation) return false;
  return run !== null && !isActive(run) && compareBlocker(state) !== null;
}

/** The trainer's matrices are those that the run was trained on. */
function isDataOf(run: Run, preparation: AppState["preparation"]): boolean {
  if (preparation.status !== "ready" || run.data === null) return false;
  return preparation.meta === run.data || isSameData(preparation.meta, run.data);
}

/** The newest net of a run: of its last epoch while it goes, else what it ended with; null before the first. */
export function newestMoment(run: Run): Moment | null {
  if (!isActive(run) && run.outcome !== null) return "end";
  return run.history.at(-1)?.epoch ?? null;
}

/** A chosen epoch as a moment: the end of the run where the run ended with it, whose weights are at hand. */
export function momentOf(run: Run, epoch: number): Moment {
  return !isActive(run) && run.outcome?.weightsEpoch === epoch ? "end" : epoch;
}

/** The epoch of a net; null in the middle of one. */
export function epochOf(run: Run, at: Moment): number | null {
  return at === "end" ? (run.outcome?.weightsEpoch ?? null) : at;
}

export function isSameMoment(a: NetMoment | null, b: NetMoment | null): boolean {
  return a === b || (a !== null && b !== null && a.runId === b.runId && a.at === b.at);
}

/** Whether the weights of a moment are still at hand, so that it can be measured exactly. */
export function isKept(run: Run, at: Moment): boolean {
  return at === "end" ? run.outcome !== null : run.checkpoints.some(({ epoch }) => epoch === at);
}

/** The net of a moment, as the examiner wants it. @throws Error in words, when it cannot be had */
export function askedNet(state: AppState, { runId, at }: NetMoment): AskedNet {
  const { run } = state;
  if (run === null || run.id !== runId) throw new Error("This run is gone.");
  const weights = at === "end" ? run.outcome?.weights : state.checkpointAt(at)?.weights;
  if (weights === undefined) throw new Error("The weights of this epoch are no longer kept, so it is known from its histogram only.");
  const engine = run.outcome?.engine ?? run.engine;
  if (engine === null) throw new Error("This run never had an engine. Train again.");
  return { config: run.config, engine: engine.name, weights };
}

/**
 * Asks about matrices. A trainer that was started anew meanwhile is given them, and asked once more.
 * @param dataOf whose they are; those of the run by default
 */
export async function askWithData<T>(get: () => AppState, signal: AbortSignal, ask: () => Promise<T>, dataOf: () => PreparedMeta | null = () => get().run?.data ?? null): Promise<T> {
  try {
    return await ask();
  } catch (reason) {
    const data = dataOf();
    if (codeOf(reason) !== "no-data" || data === null) throw reason;
    await get().loadAgain(data);
    signal.throwIfAborted();
    return ask();
  }
}
