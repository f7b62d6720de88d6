import type { AppState } from "../state/app-state";
import { isReading } from "../state/sources";
import { isActive } from "../state/run-slice";
import type { AppStore } from "../state/store";

/**
 * Says on the root element what the page is doing, for programs that drive it: `data-busy` while it works,
 * `data-run` with how the last run ended.
 */
export function showActivity(store: AppStore): void {
  const show = (state: AppState): void => {
    const { dataset } = document.documentElement;
    const busy = busyWith(state);
    if (busy === null) delete dataset["busy"];
    else dataset["busy"] = busy;
    const ended = state.run !== null && !isActive(state.run) ? state.run.status : null;
    if (ended === null) delete dataset["run"];
    else dataset["run"] = ended;
  };
  store.subscribe(show);
  show(store.getState());
}

function busyWith(state: AppState): string | null {
  if (isReading(state.readings) || state.restoring || state.carving) return "reading";
  if (isActive(state.run)) return "training";
  return state.preparation.status === "preparing" ? "preparing" : null;
}
