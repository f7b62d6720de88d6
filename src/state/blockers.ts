import { problem, type Problem, type ProblemCode } from "../domain/problem";
import { refuseConfig } from "../domain/run-limits";
import { SPLITS, SPLIT_TITLES } from "../domain/split";
import type { AppState } from "./app-state";
import { dealBlocker } from "./deal-slice";

const MENDED_IN_FEATURES: readonly ProblemCode[] = ["no-features", "config", "empty-column"];

/** The stage where a problem of the data is mended. */
export function stageThatMends({ code }: Problem): "data" | "features" {
  return MENDED_IN_FEATURES.includes(code) ? "features" : "data";
}

/** What stands in the way of a run, the first thing first; null when it can start. */
export function blockingProblem(state: AppState): Problem | null {
  const undealt = dealBlocker(state);
  if (undealt !== null) return undealt;
  const { files, label, features, dataProblems, preparation, refusals, config } = state;
  const missing = SPLITS.filter((split) => files[split] === undefined);
  if (missing.length > 0) {
    // A file that was refused is the reason why a split is missing.
    const refused = refusals.find(({ severity, split }) => severity === "error" && (split === null || missing.includes(split)));
    if (refused !== undefined) return refused;
    const names = missing.map((split) => SPLIT_TITLES[split].toLowerCase()).join(" and the ");
    const split = missing[0] ?? null;
    if (missing.length === SPLITS.length) return problem("error", "split-missing", "There is no data yet.", "Load a train, a validation and a test file first.");
    return missing.length === 1
      ? problem("error", "split-missing", `The ${names} file is missing.`, "Load it first.", { split })
      : problem("error", "split-missing", `The ${names} file are missing.`, "Load them first.", { split });
  }
  const error = dataProblems.find(({ severity }) => severity === "error");
  if (error !== undefined) return error;
  if (label === null) return problem("error", "no-label-column", "There is no label.", "Choose a label column first.");
  if (features.length === 0) return problem("error", "no-features", "There are no features.", "Choose at least one first.");
  if (preparation.status === "failed") return preparation.problem;
  const refusal = refuseConfig(config);
  return refusal === null ? null : problem("error", "config", refusal.message, "Change the settings of the run.");
}
