import type { Confusion } from "../history";
import { NO_NEGATIVES, NO_POSITIVES } from "./confusion-metrics";
import { wilson95, type Interval } from "./wilson";

export interface AlertSettings {
  readonly eventsPerDay: number;
  /** Share of events that are real, from 0 to 1. */
  readonly prevalence: number;
}

/** Events a day, on average over many days, with the 95 % interval that the rates of the split leave open. */
export interface Daily extends Interval {
  readonly value: number;
}

/** What a threshold comes to in daily work; what rests on a rate that the split cannot tell is null, with the reason. */
export interface AlertBudget {
  readonly alerts: Daily | null;
  /** Alerts that are real. */
  readonly real: Daily | null;
  readonly falseAlarms: Daily | null;
  /** Real events without an alert. */
  readonly missed: Daily | null;
  /** Share of the alerts that are real; null without alerts. */
  readonly precision: number | null;
  readonly reason: string | null;
}

/**
 * Carries the rates of a split over to a stream of events with another share of positives: recall and false-positive
 * rate stay, counts and precision do not. Intervals are Wilson's of the two rates; that of their sum is put together by
 * MOVER (Zou and Donner 2008), for the two rates come from different rows.
 * @throws RangeError when the settings are out of range
 */
export function alertBudget({ tp, fp, tn, fn }: Confusion, { eventsPerDay, prevalence }: AlertSettings): AlertBudget {
  if (!(eventsPerDay >= 0 && Number.isFinite(eventsPerDay))) throw new RangeError(`Events a day cannot be ${eventsPerDay}.`);
  if (!(prevalence >= 0 && prevalence <= 1)) throw new RangeError(`A share of real events cannot be ${prevalence}.`);
  const real = dailyOf(tp, tp + fn, eventsPerDay * prevalence);
  const missed = dailyOf(fn, tp + fn, eventsPerDay * prevalence);
  const falseAlarms = dailyOf(fp, fp + tn, eventsPerDay * (1 - prevalence));
  const alerts = real === null || falseAlarms === null ? null : sumOf(real, falseAlarms);
  return {
    alerts,
    real,
    falseAlarms,
    missed,
    precision: alerts === null || real === null || alerts.value === 0 ? null : real.value / alerts.value,
    reason: real === null ? NO_POSITIVES : falseAlarms === null ? NO_NEGATIVES : null,
  };
}

/** A rate of a split times the events it applies to. Of no events there is nothing to say, whatever the rate. */
function dailyOf(successes: number, trials: number, events: number): Daily | null {
  if (events === 0) return { value: 0, low: 0, high: 0 };
  const interval = wilson95(successes, trials);
  if (interval === null) return null;
  return { value: (successes / trials) * events, low: interval.low * events, high: interval.high * events };
}

function sumOf(a: Daily, b: Daily): Daily {
  const value = a.value + b.value;
  return {
    value,
    low: value - Math.hypot(a.value - a.low, b.value - b.low),
    high: value + Math.hypot(a.high - a.value, b.high - b.value),
  };
}
