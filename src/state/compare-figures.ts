import { approximateSplit, type SplitComparison } from "../domain/metrics/compare-split";
import { atThreshold, type Evaluation, type MetricName } from "../domain/metrics/evaluation";
import { confusionMetrics } from "../domain/metrics/confusion-metrics";
import { METRICS } from "../domain/metrics/metric-list";
import { chooseThreshold, type ThresholdAnswer, type ThresholdRule } from "../domain/metrics/thresholds";
import type { Baseline, Comparison } from "../domain/examiner";
import type { MetricIntervals } from "../domain/metrics/intervals";
import { perSplit, SPLITS, type PerSplit, type Split } from "../domain/split";
import type { SplitMeasurement } from "../domain/history";
import { selectionKey } from "../domain/training-rows";
import type { AppState } from "./app-state";
import { secondMoment, shownMoment } from "./compare-slice";
import { compareBlocker, epochOf, isKept, isSameMoment, type Moment, type NetMoment } from "./compared-net";
import { isActive, type EpochHistograms, type Run } from "./run-slice";
import { thresholdOf } from "./threshold-slice";

// What the Compare stage reads from the state. Kept apart from the slices, so that it loads with the stage.

/** What is shown of a net. */
export interface Shown {
  readonly at: Moment;
  /** Null where the net is that of the middle of an epoch. */
  readonly epoch: number | null;
  /** Whether the figures are of the logits themselves; else they are of a histogram of them. */
  readonly exact: boolean;
  readonly splits: Comparison;
}

/** What there is to show of the chosen net: exactly where that is known, else from its histogram; null for nothing. */
export function shownComparison(state: AppState): Shown | null {
  return shownOf(state, shownMoment(state), state.compare.first.answer);
}

/** The same of the epoch that it is held against. */
export function secondComparison(state: AppState): Shown | null {
  return shownOf(state, secondMoment(state), state.compare.other.answer);
}

/** Why what is shown is not exact: it is on its way, or cannot be had, in words; null when it is, or nothing is shown. */
export type Inexactness =
  | { readonly kind: "scrubbing" }
  | { readonly kind: "looking"; readonly share: number | null }
  | { readonly kind: "unavailable"; readonly reason: string }
  | { readonly kind: "failed"; readonly reason: string };

const SCRUBBING: Inexactness = { kind: "scrubbing" };
const UNDER_WAY: Inexactness = { kind: "unavailable", reason: "While a run is under way, figures come from the histograms that it keeps of each epoch." };
const NOT_KEPT: Inexactness = { kind: "unavailable", reason: "The weights of this epoch were not kept, so its figures come from its histogram." };

/** Why what is to be shown is not exact; null when it is, or when there is nothing to show. */
export function inexactness(state: AppState): Inexactness | null {
  const { run, compare } = state;
  const moment = shownMoment(state);
  if (run === null || moment === null || compareBlocker(state) !== null || shownComparison(state)?.exact === true) return null;
  if (compare.scrubbing) return SCRUBBING;
  if (isActive(run)) return UNDER_WAY;
  if (!isKept(run, moment.at)) return NOT_KEPT;
  return memoised(WAITING, compare.first, ({ status, error, portion }) =>
    status === "failed"
      ? { kind: "failed", reason: error ?? "The figures could not be worked out." }
      : { kind: "looking", share: portion?.done ?? null },
  );
}

const WAITING = new WeakMap<AppState["compare"]["first"], Inexactness>();

/** The epochs that can be shown, ascending: those whose histograms are kept. */
export function shownEpochs({ histograms }: Measured): readonly number[] {
  return memoised(EPOCHS, histograms, () => histograms.map(({ epoch }) => epoch));
}

const EPOCHS = new WeakMap<readonly EpochHistograms[], readonly number[]>();

/** Everything about a split at a threshold, in microseconds: what needs no threshold stays, the rest is a search. */
export function figuresAt(comparison: SplitComparison, threshold: number): Evaluation {
  const last = FIGURES.get(comparison);
  if (last?.threshold === threshold) return last;
  const evaluation = comparison.evaluation.threshold === threshold ? comparison.evaluation : atThreshold(comparison.evaluation, comparison.counts, threshold);
  FIGURES.set(comparison, evaluation);
  return evaluation;
}

const FIGURES = new WeakMap<SplitComparison, Evaluation>();

/** The figures of all splits at the threshold of the stage; null while nothing is shown. The same object while they are the same. */
export function shownFigures(state: AppState): PerSplit<Evaluation> | null {
  const shown = shownComparison(state);
  return shown === null ? null : allAt(shown.splits, thresholdOf(state).value);
}

export function secondFigures(state: AppState): PerSplit<Evaluation> | null {
  const shown = secondComparison(state);
  return shown === null ? null : allAt(shown.splits, thresholdOf(state).value);
}

/** The logistic regression at the same threshold; null while it is not known, or where there is none. */
export function baselineFigures(state: AppState): PerSplit<Evaluation> | null {
  const baseline = shownBaseline(state);
  return baseline?.type === "fitted" ? allAt(baseline.splits, thresholdOf(state).value) : null;
}

/** The logistic regression of the run's data; null while it is not known. */
export function shownBaseline({ run, compare }: AppState): Baseline | null {
  const { answer } = compare.baseline;
  if (answer === null || run === null || answer.question.data !== run.data) return null;
  return answer.question.selection === selectionKey(run.config) ? answer.value : null;
}

/**
 * The intervals of what is shown. Those of figures that need no threshold are of any; the others of `threshold` alone,
 * which may not be the one in use any more. Null while they are not known.
 */
export function shownIntervals(state: AppState): { readonly threshold: number; readonly splits: PerSplit<MetricIntervals> } | null {
  const { answer } = state.compare.intervals;
  if (answer === null || !isSameMoment(answer.question, shownMoment(state))) return null;
  return memoised(INTERVALS, answer, () => ({ threshold: answer.question.threshold, splits: answer.value }));
}

const INTERVALS = new WeakMap<object, { readonly threshold: number; readonly splits: PerSplit<MetricIntervals> }>();

/** What a rule chooses on a split of what is shown; null while nothing is. @throws RangeError when its numbers make no sense */
export function chosenByRule(state: AppState, rule: ThresholdRule, split: Split): ThresholdAnswer | null {
  const shown = shownComparison(state);
  return shown === null ? null : chooseThreshold(rule, shown.splits[split].counts);
}

/** Takes what a rule chooses for the threshold of the stage. @returns why it cannot, in words; null when it was taken */
export function applyRule(state: AppState, rule: ThresholdRule, split: Split): string | null {
  const shown = shownComparison(state);
  const answer = chosenByRule(state, rule, split);
  if (shown === null || answer === null) return "There is nothing to choose a threshold on yet.";
  if (answer.threshold === null) return answer.reason;
  state.chooseThreshold(answer.threshold, { kind: "rule", rule, split, epoch: shown.epoch, exact: shown.exact });
  return null;
}

export type HistoryMetric = MetricName | "loss";

export interface MetricPoint {
  readonly epoch: number;
  /** Null where it is undefined. */
  readonly value: number | null;
}

/** Metrics that the history does not have, so that they are taken from the histograms. */
const FROM_HISTOGRAMS: ReadonlySet<HistoryMetric> = new Set<HistoryMetric>(["rocAuc", "averagePrecision", "logLoss", "brier"]);

export function isApproximateInHistory(metric: HistoryMetric): boolean {
  return FROM_HISTOGRAMS.has(metric);
}

/** What the page has of every epoch. */
export type Measured = Pick<Run, "history" | "histograms">;

/** A metric at the end of each epoch: at the run's own threshold then, or near enough, from the histogram. Made anew each time. */
export function metricHistory(run: Measured, split: Split, metric: HistoryMetric): MetricPoint[] {
  if (isApproximateInHistory(metric)) {
    return run.histograms.map((each) => ({
      epoch: each.epoch,
      value: approximation(each)?.[split].evaluation[metric as MetricName] ?? null,
    }));
  }
  return run.history.map((record) => ({ epoch: record.epoch, value: measured(record[split], metric) }));
}

/** The first epoch with the best value of a metric; null where it is undefined throughout. */
export function bestEpochOf(run: Measured, split: Split, metric: HistoryMetric): { readonly epoch: number; readonly value: number } | null {
  const sign = metric === "loss" || METRICS[metric].better === "low" ? -1 : 1;
  let best: { readonly epoch: number; readonly value: number } | null = null;
  for (const { epoch, value } of metricHistory(run, split, metric)) {
    if (value !== null && Number.isFinite(value) && (best === null || sign * value > sign * best.value)) best = { epoch, value };
  }
  return best;
}

function measured({ loss, confusion }: SplitMeasurement, metric: HistoryMetric): number | null {
  if (metric === "loss") return loss;
  const metrics: Partial<Record<HistoryMetric, number | null>> = confusionMetrics(confusion);
  return metrics[metric] ?? null;
}

function shownOf(
  state: AppState,
  moment: NetMoment | null,
  answer: { readonly question: NetMoment; readonly value: Comparison } | null,
): Shown | null {
  const { run } = state;
  if (run === null || moment === null || compareBlocker(state) !== null) return null;
  const epoch = epochOf(run, moment.at);
  const exact = answer !== null && isSameMoment(answer.question, moment);
  const histograms = exact ? undefined : run.histograms.find((each) => each.epoch === epoch);
  const splits = exact ? answer.value : histograms === undefined ? null : approximation(histograms);
  if (splits === null) return null;
  const last = SHOWN.get(splits);
  if (last?.at === moment.at) return last;
  const shown = { at: moment.at, epoch, exact, splits };
  SHOWN.set(splits, shown);
  return shown;
}

const SHOWN = new WeakMap<Comparison, Shown>();

/** Null where a split has no logit that is a number. */
function approximation(histograms: EpochHistograms): Comparison | null {
  return memoised(APPROXIMATIONS, histograms, () => {
    const splits = perSplit((split) => approximateSplit(histograms.splits[split], 0.5));
    const { train, validation, test } = splits;
    return train === null || validation === null || test === null ? null : { train, validation, test };
  });
}

const APPROXIMATIONS = new WeakMap<EpochHistograms, Comparison | null>();

function allAt(splits: Comparison, threshold: number): PerSplit<Evaluation> {
  const last = ALL.get(splits);
  if (last !== undefined && SPLITS.every((split) => last[split].threshold === threshold)) return last;
  const figures = perSplit((split) => figuresAt(splits[split], threshold));
  ALL.set(splits, figures);
  return figures;
}

const ALL = new WeakMap<Comparison, PerSplit<Evaluation>>();

function memoised<Key extends object, Value>(memory: WeakMap<Key, Value>, key: Key, make: (key: Key) => Value): Value {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const value = make(key);
  memory.set(key, value);
  return value;
}
