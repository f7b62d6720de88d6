import type { Asking } from "../domain/examiner";
import { confusionAt } from "../domain/metrics/operating-point";
import type { Against } from "../domain/shift/against";
import { correctedTo } from "../domain/shift/corrected-to";
import { gapOf, type NamedCounts } from "../domain/shift/gap";
import { labelShift } from "../domain/shift/label-shift";
import { gapByHoldout } from "../domain/shift/overfitting";
import { missingReasons, perAgainst, type CorrectionFinding, type Finding, type OverfittingFinding, type ShiftFindings } from "../domain/shift/shift-findings";
import type { RunOutcome } from "../domain/trainer";
import { sourceGroups } from "../domain/why/permutation-importance";
import type { AppState } from "./app-state";
import { askedNet, askWithData, compareBlocker } from "./compared-net";
import type { Watching } from "./look";
import { isSameData, type PreparedMeta } from "./preparation-slice";
import { lossAt } from "./prior-question";
import { messageOf } from "./run-desk";
import type { Run, RunResults } from "./run-slice";
import type { Services } from "./services";
import { reportedNet } from "./shift-report-slice";

/** What is looked at: the matrices as they are, and the run whose net is told about. */
export interface ShiftSubject {
  readonly data: PreparedMeta;
  /** As it is when the question is asked; whatever run comes after it is not meant. Null: none was trained. */
  readonly run: Run | null;
}

/** Draws the rows that a small net tells apart. */
const DOMAIN_SEED = 1;

/** Of the whole work, when each part is done: by what they take at full size. */
const DONE = { drift: 0.15, validation: 0.45, test: 0.75, prior: 0.85, heldOut: 0.88, correctedValidation: 0.94, correctedTest: 1 } as const;

type Part = <T>(work: (asking: Asking<AbortSignal>) => Promise<T>, from: number, until: number) => Promise<Finding<T>>;

/**
 * Finds out all that the shift report tells of the matrices as they are, and of the net that the run ended with. Parts that
 * cannot be had have their reasons in their place.
 * @throws whatever `signal` is aborted with
 */
export async function findShift(get: () => AppState, services: Services, { data, run }: ShiftSubject, { signal, onEvent }: Watching): Promise<ShiftFindings> {
  const { dataSource, examiner } = services;
  const engine = get().engineChoice;
  const ended = endedRun(get(), run);
  const total = ended.type === "found" ? 1 : DONE.test;
  const part: Part = async (work, from, until) => {
    const onShare = (share: number): void => {
      onEvent({ done: from + share * (until - from), total });
    };
    const found = await findingOf(() => work({ signal, onShare }));
    signal.throwIfAborted();
    onShare(1);
    return found;
  };
  const apart = (against: Against) => (asking: Asking<AbortSignal>): ReturnType<typeof examiner.domain> => {
    const question = { against, groups: sourceGroups(data.fitted.columns), seed: DOMAIN_SEED, engine };
    return askWithData(get, signal, () => examiner.domain(question, asking), () => data);
  };
  const drift = await part(({ onShare }) => dataSource.drift({ signal, onEvent: ({ done, total: all }) => onShare?.(all === 0 ? 0 : done / all) }), 0, DONE.drift);
  const validation = await part(apart("validation"), DONE.drift, DONE.validation);
  const test = await part(apart("test"), DONE.validation, DONE.test);
  const ofNet = ended.type === "found" ? await findCost(get, services, ended.value, part, signal) : withoutNet(ended.reason);
  return { label: labelShift(data.rows), drift, domain: { validation, test }, ...ofNet };
}

/**
 * The same of a run that has ended, for its report, where the page does not have it already. Of a run whose data is no longer
 * at hand only what was counted then; null where that was nothing.
 * @throws whatever `signal` is aborted with
 */
export async function shiftOfRun(get: () => AppState, services: Services, run: Run, watching: Watching): Promise<ShiftFindings | null> {
  const { run: now, preparation, shiftReport: { answer }, keepShiftReport } = get();
  if (run.data === null) return null;
  const blocker = now?.id === run.id ? compareBlocker(get()) : "Another run has begun since. Ask for the report before that.";
  if (blocker !== null || preparation.status !== "ready") return asCounted(run, run.data, blocker ?? "The data is being made ready. Ask for the report again.");
  const question = { data: preparation.meta, net: reportedNet(run) };
  if (answer?.question.net?.runId === run.id && isSameData(answer.question.data, run.data) && missingReasons(answer.value).length === 0) return answer.value;
  const found = await findShift(get, services, { data: question.data, run }, watching);
  keepShiftReport(question, found);
  return found;
}

/** What needs neither tables nor matrices. */
function asCounted(run: Run, data: PreparedMeta, reason: string): ShiftFindings {
  const missing = { type: "missing", reason } as const;
  const gaps = run.results === null ? missing : gapsOf(run.results);
  return { label: labelShift(data.rows), drift: missing, domain: perAgainst(() => missing), ...withoutNet(reason), gaps };
}

type Cost = Omit<ShiftFindings, "label" | "drift" | "domain">;

function withoutNet(reason: string): Cost {
  const missing = { type: "missing", reason } as const;
  return { gaps: missing, overfitting: missing, prior: missing, corrected: perAgainst(() => missing) };
}

/** A run that has left a net that was measured. */
interface EndedRun {
  readonly run: Run;
  readonly outcome: RunOutcome;
  readonly results: RunResults;
  readonly data: PreparedMeta;
}

/** The run whose net is told about; or why there is none. */
function endedRun(state: AppState, run: Run | null): Finding<EndedRun> {
  if (run === null) return { type: "missing", reason: "Nothing has been trained yet, so there is no net that the shift could cost anything." };
  const blocker = compareBlocker({ run, preparation: state.preparation });
  if (blocker !== null) return { type: "missing", reason: blocker };
  const { outcome, results, data } = run;
  if (outcome === null || results === null || data === null) return { type: "missing", reason: "The run has left no net that could be measured." };
  return { type: "found", value: { run, outcome, results, data } };
}

async function findCost(get: () => AppState, { examiner }: Services, { run, outcome, results, data }: EndedRun, part: Part, signal: AbortSignal): Promise<Cost> {
  const { threshold } = outcome.config;
  // Of this run alone: it throws where another has taken its place.
  const ask = <T>(of: (net: ReturnType<typeof askedNet>) => Promise<T>): Promise<T> => askWithData(get, signal, () => of(askedNet(get(), { runId: run.id, at: "end" })), () => data);
  const prior = await part((asking) => ask((net) => examiner.prior({ net, loss: lossAt(run, "end"), threshold }, asking)), DONE.test, DONE.prior);
  const overfitting = await part((asking) => ask((net) => overfittingOf(run, results, threshold, () => examiner.heldOut({ net }, asking))), DONE.prior, DONE.heldOut);
  const corrected = (against: Against) => (asking: Asking<AbortSignal>): Promise<CorrectionFinding> => {
    if (prior.type === "missing") throw new Error(prior.reason);
    const plan = correctedTo(prior.value, against);
    if (plan.type === "none") return Promise.resolve(plan);
    return ask(async (net) => {
      const { [against]: figures } = await examiner.corrected({ net, offset: plan.offset, threshold }, asking);
      return { ...plan, type: "corrected", ...figures };
    });
  };
  const validation = await part(corrected("validation"), DONE.heldOut, DONE.correctedValidation);
  const test = await part(corrected("test"), DONE.correctedValidation, DONE.correctedTest);
  return { gaps: gapsOf(results), overfitting, prior, corrected: { validation, test } };
}

async function overfittingOf(run: Run, results: RunResults, threshold: number, ask: () => ReturnType<Services["examiner"]["heldOut"]>): Promise<OverfittingFinding | null> {
  const counts = run.config.holdout === 0 ? null : await ask();
  if (counts === null) return null;
  const holdout = confusionAt(counts, threshold);
  const byHoldout = perAgainst((against) => gapByHoldout(countsOf(results, "train").confusion, holdout, countsOf(results, against)));
  return { byHoldout, noisyLabels: (run.config.subset?.labelNoise ?? 0) > 0 };
}

function gapsOf(results: RunResults): ShiftFindings["gaps"] {
  return { type: "found", value: perAgainst((against) => gapOf<"train" | Against>(countsOf(results, "train"), countsOf(results, against))) };
}

function countsOf<Split extends "train" | Against>({ figures }: RunResults, name: Split): NamedCounts<Split> {
  return { name, confusion: figures[name].evaluation.confusion };
}

async function findingOf<T>(work: () => Promise<T>): Promise<Finding<T>> {
  try {
    return { type: "found", value: await work() };
  } catch (reason) {
    return { type: "missing", reason: messageOf(reason) };
  }
}
