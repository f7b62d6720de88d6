import type { DriftAnswer } from "../domain/shift/drift";
import type { AppState } from "./app-state";
import type { Services } from "./services";

/** Drift of the features that a run was trained on; null where the data is no longer the run's, or it could not be measured. */
export async function driftOfRun({ run, preparation }: AppState, { dataSource }: Services): Promise<DriftAnswer | null> {
  if (run === null || run.data === null || preparation.status !== "ready" || preparation.meta !== run.data) return null;
  try {
    return await dataSource.drift();
  } catch {
    return null;
  }
}
