import type { AppState } from "./app-state";

/** The figures that are shown come from features that were fitted on more than train. */
export function resultsLeak({ run }: Pick<AppState, "run">): boolean {
  return run?.data?.fitted.fitOn === "everything";
}

/** The next run's would. */
export function nextRunLeaks({ featureWish }: Pick<AppState, "featureWish">): boolean {
  return featureWish.fitOn === "everything";
}
