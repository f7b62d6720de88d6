import type { Evaluation, MetricName } from "../metrics/evaluation";
import type { MetricIntervals } from "../metrics/intervals";
import { METRIC_NAMES, METRICS } from "../metrics/metric-list";
import { wilson95, Z_95, type Interval } from "../metrics/wilson";

/** A net on some rows. */
export interface Measured {
  readonly evaluation: Evaluation;
  /** A metric without one is taken for one that nobody can tell anything of. */
  readonly intervals: MetricIntervals;
}

/** A metric, or the share of rows that are called positive, which needs no labels. */
export type WatchedName = MetricName | "called";

export const WATCHED: readonly WatchedName[] = [...METRIC_NAMES, "called"];

/**
 * What the difference of one of the 14 figures must exceed in standard errors, so that chance makes any of them do so in at
 * most one of 20 cases: the point of the normal distribution that 0.05 / 14 lies beyond, on both sides (Bonferroni). One
 * figure of its own exceeds it in one of 280 cases.
 */
const NOTICE_POINT = 2.9137263;

export const WATCHED_TITLES: Readonly<Record<WatchedName, string>> = {
  ...(Object.fromEntries(METRIC_NAMES.map((name) => [name, METRICS[name].title])) as Record<MetricName, string>),
  called: "Called positive",
};

export interface WatchedFigure {
  /** Null where it is undefined. */
  readonly value: number | null;
  /** 95 %; null where there is none. */
  readonly interval: Interval | null;
  /** Why it is undefined, or has no interval. */
  readonly reason: string | null;
}

export interface MetricChange {
  readonly name: WatchedName;
  readonly before: WatchedFigure;
  readonly after: WatchedFigure;
  /** After less before; null where either is undefined. */
  readonly change: number | null;
  /**
   * Whether somebody who sees all figures, of samples as large as these, can tell from this one that something changed:
   * "notices", "noise" where the change is within that of sampling, "same" where there is none at all, "gone" and "come"
   * where it is undefined after or before, "unknown" where an interval is missing, null where it is undefined in both.
   */
  readonly verdict: "notices" | "noise" | "same" | "gone" | "come" | "unknown" | null;
  /** Null where nothing was noticed, and of what has no good end. */
  readonly direction: "better" | "worse" | null;
}

/** How every metric changed from one to the other. */
export function metricChanges(before: Measured, after: Measured): MetricChange[] {
  return WATCHED.map((name) => changeOf(name, figureOf(before, name), figureOf(after, name)));
}

/** One figure with its interval. */
export function figureOf({ evaluation, intervals }: Measured, name: WatchedName): WatchedFigure {
  if (name === "called") {
    const { tp, fp } = evaluation.confusion;
    return { value: (tp + fp) / evaluation.rows, interval: wilson95(tp + fp, evaluation.rows), reason: null };
  }
  const value = evaluation[name];
  if (value === null) return { value, interval: null, reason: evaluation.undefinedReasons[name] ?? "It is undefined." };
  const interval = intervals.intervals[name] ?? null;
  return { value, interval, reason: interval === null ? (intervals.reasons[name] ?? "Its interval is not known.") : null };
}

function changeOf(name: WatchedName, before: WatchedFigure, after: WatchedFigure): MetricChange {
  if (before.value === null || after.value === null) {
    const verdict = after.value !== null ? "come" : before.value !== null ? "gone" : null;
    return { name, before, after, change: null, verdict, direction: null };
  }
  const change = after.value - before.value;
  const verdict = change === 0 ? "same" : verdictOf(before, after);
  const better = name === "called" ? null : METRICS[name].better;
  const direction = verdict !== "notices" || better === null ? null : change > 0 === (better === "high") ? "better" : "worse";
  return { name, before, after, change, verdict, direction };
}

function verdictOf(before: WatchedFigure, after: WatchedFigure): "notices" | "noise" | "unknown" {
  const difference = differenceInterval(before, after, NOTICE_POINT / Z_95);
  if (difference === null) return "unknown";
  return difference.low > 0 || difference.high < 0 ? "notices" : "noise";
}

/**
 * 95 % interval of a difference, from those of two figures of separate samples (MOVER, Zou and Donner 2008). Of rows that
 * are partly the same it is too wide rather than too narrow.
 * @param times as wide on either side
 */
export function differenceInterval(from: WatchedFigure, to: WatchedFigure, times = 1): Interval | null {
  const [a, b] = [from.interval, to.interval];
  if (a === null || b === null || from.value === null || to.value === null) return null;
  const change = to.value - from.value;
  return {
    low: change - times * Math.hypot(to.value - b.low, a.high - from.value),
    high: change + times * Math.hypot(b.high - to.value, from.value - a.low),
  };
}
