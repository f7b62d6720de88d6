import { alertBudget, type AlertBudget, type Daily } from "../../../../domain/metrics/alert-budget";
import type { Evaluation } from "../../../../domain/metrics/evaluation";

/** A number of events a day: whole from ten on, else with two digits. */
export function formatDaily(value: number): string {
  return value >= 10 ? Math.round(value).toLocaleString("en-GB") : String(Number(value.toPrecision(2)));
}

export function intervalText({ low, high }: Daily): string {
  return `${formatDaily(low)} to ${formatDaily(high)}`;
}

/**
 * What a threshold comes to a day.
 * @param prevalence share of events that are real; null: as in the split itself
 */
export function budgetOf({ confusion, rows, positives }: Evaluation, eventsPerDay: number, prevalence: number | null): AlertBudget {
  return alertBudget(confusion, { eventsPerDay, prevalence: prevalence ?? positives / rows });
}

export function refuseEvents(value: number): string | null {
  return value >= 0 && value <= 1e12 ? null : "From 0 to 1e12 events.";
}

export function refusePrevalence(value: number): string | null {
  return value >= 0 && value <= 1 ? null : "A share from 0 to 1.";
}
