import type { Against } from "../domain/shift/against";
import { gapOf } from "../domain/shift/gap";
import { labelShift } from "../domain/shift/label-shift";
import { missingReasons, perAgainst, type Finding, type ShiftFindings } from "../domain/shift/shift-findings";
import { sourceGroups } from "../domain/why/permutation-importance";
import type { AppState } from "./app-state";
import { askedNet, askWithData, compareBlocker } from "./compared-net";
import type { Watching } from "./look";
import type { PreparedMeta } from "./preparation-slice";
import { lossAt, runThresholdOf } from "./prior-question";
import { messageOf } from "./run-desk";
import { isActive, type Run } from "./run-slice";
import type { Services } from "./services";

/** Draws the rows that a small net tells apart. */
const DOMAIN_SEED = 1;

/** Of the whole work, when each part is done. */
const DONE = { drift: 0.15, validation: 0.5, test: 0.85 } as const;

/**
 * Finds out all that the shift report tells of the matrices as they are, and of the net that the run ended with. Parts that
 * cannot be had have their reasons in their place.
 * @throws whatever `signal` is aborted with
 */
export async function findShift(get: () => AppState, services: Services, meta: PreparedMeta, { signal, onEvent }: Watching): Promise<ShiftFindings> {
  const { dataSource, examiner } = services;
  const engine = get().engineChoice;
  const tell = (done: number): void => {
    onEvent({ done, total: 1 });
  };
  const part = async <T>(work: () => Promise<T>, until: number): Promise<Finding<T>> => {
    const found = await findingOf(work);
    signal.throwIfAborted();
    tell(until);
    return found;
  };
  const apart = (against: Against) => (): ReturnType<typeof examiner.domain> => {
    const question = { against, groups: sourceGroups(meta.fitted.columns), seed: DOMAIN_SEED, engine };
    return askAgain(get, signal, meta, () => examiner.domain(question, { signal }));
  };
  const drift = await part(() => dataSource.drift({ signal }), DONE.drift);
  const validation = await part(apart("validation"), DONE.validation);
  const test = await part(apart("test"), DONE.test);
  const net = endedRun(get());
  return {
    label: labelShift(meta.rows),
    drift,
    domain: { validation, test },
    gaps: net.type === "missing" ? net : gapsOf(net.value),
    prior: net.type === "missing" ? net : await part(() => priorOf(get, services, net.value, signal), 1),
  };
}

/** The same of a run that has ended, for its report, where the page does not have it already; null where run or data are others by now. */
export async function shiftOfRun(get: () => AppState, services: Services, run: Run): Promise<ShiftFindings | null> {
  const { run: now, preparation, shiftReport, keepShiftReport } = get();
  if (now?.id !== run.id || run.data === null || preparation.status !== "ready" || preparation.meta !== run.data) return null;
  const question = { data: run.data, runId: run.id };
  const { answer } = shiftReport;
  if (answer?.question.runId === run.id && answer.question.data === run.data && missingReasons(answer.value).length === 0) return answer.value;
  const found = await findShift(get, services, run.data, { signal: new AbortController().signal, onEvent: () => undefined });
  keepShiftReport(question, found);
  return found;
}

async function findingOf<T>(work: () => Promise<T>): Promise<Finding<T>> {
  try {
    return { type: "found", value: await work() };
  } catch (reason) {
    return { type: "missing", reason: messageOf(reason) };
  }
}

/** The train worker may have been started anew since the matrices went to it. */
async function askAgain<T>(get: () => AppState, signal: AbortSignal, meta: PreparedMeta, ask: () => Promise<T>): Promise<T> {
  return get().run?.data === meta ? askWithData(get, signal, ask) : ask();
}

/** The run whose net is told about; or why there is none. */
function endedRun(state: AppState): Finding<Run> {
  const { run } = state;
  if (run !== null && isActive(run)) return { type: "missing", reason: "A run is under way. What the shift costs is known when it has ended." };
  if (run === null) return { type: "missing", reason: "Nothing has been trained yet, so there is no net that the shift could cost anything." };
  const blocker = compareBlocker(state);
  if (blocker !== null) return { type: "missing", reason: blocker };
  return run.outcome === null ? { type: "missing", reason: "The run has left no net." } : { type: "found", value: run };
}

function gapsOf({ results }: Run): ShiftFindings["gaps"] {
  if (results === null) return { type: "missing", reason: "The net that the run ended with was not measured." };
  const counts = (split: "train" | Against) => ({ name: split, confusion: results.figures[split].evaluation.confusion }) as const;
  return { type: "found", value: perAgainst((against) => gapOf<"train" | Against>(counts("train"), counts(against))) };
}

function priorOf(get: () => AppState, { examiner }: Services, run: Run, signal: AbortSignal): ReturnType<typeof examiner.prior> {
  const question = { net: askedNet(get(), { runId: run.id, at: "end" }), loss: lossAt(run, "end"), threshold: runThresholdOf(get()) };
  return askWithData(get, signal, () => examiner.prior(question, { signal }));
}
