import { useSyncExternalStore } from "react";
import type { Split } from "../../../../domain/split";

export interface DialSettings {
  /** Whose TPR and TNR the dial goes by. */
  readonly rates: Split;
  readonly eventsPerDay: number;
  /** Null: where test stands. */
  readonly prevalence: number | null;
}

let settings: DialSettings = { rates: "train", eventsPerDay: 100_000, prevalence: null };
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** How the dial stands: it stays while the page is open, whichever panel is. Only what reads a part is drawn again with it. */
export function useDial<T>(read: (settings: DialSettings) => T): T {
  return useSyncExternalStore(subscribe, () => read(settings));
}

export function setDial(change: Partial<DialSettings>): void {
  settings = { ...settings, ...change };
  for (const listener of listeners) listener();
}
