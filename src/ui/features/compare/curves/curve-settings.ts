import { useSyncExternalStore } from "react";
import type { BinStrategy } from "../../../../domain/metrics/calibration";

/** Whether the splits share a plot or have one each. */
export type Layout = "one" | "each";

export interface CurveSettings {
  readonly curves: Layout;
  readonly scores: Layout;
  readonly bins: BinStrategy;
  /** How gain and lift are drawn: the share of rows called 1, and lift, go over orders of magnitude where positives are few. */
  readonly called: "linear" | "log";
  readonly eventsPerDay: number;
  /** Share of events that are real; null: each split's own. */
  readonly prevalence: number | null;
}

let settings: CurveSettings = { curves: "one", scores: "each", bins: "uniform", called: "linear", eventsPerDay: 100_000, prevalence: null };
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** How a person wants to see the curves: it stays while the page is open, whichever panel is. */
export function useCurveSettings(): CurveSettings {
  return useSyncExternalStore(subscribe, () => settings);
}

export function setCurveSettings(change: Partial<CurveSettings>): void {
  settings = { ...settings, ...change };
  for (const listener of listeners) listener();
}
