import type { LossSpec } from "../domain/run-config";
import type { AppState } from "./app-state";
import type { Moment } from "./compared-net";
import type { Run } from "./run-slice";
import { thresholdOf } from "./threshold-slice";

/**
 * The loss that a net was last trained by: its positive weight may have been changed before that. A run may end with the
 * weights of an earlier epoch, which know nothing of what was changed after it.
 */
export function lossAt(run: Pick<Run, "config" | "changes" | "outcome">, at: Moment): LossSpec {
  const { loss } = run.config;
  if (loss.type !== "bce") return loss;
  const last = at === "end" ? (run.outcome?.weightsEpoch ?? Infinity) : at;
  const change = run.changes.findLast(({ field, epoch }) => field === "loss.positiveWeight" && epoch <= last);
  return change === undefined ? loss : { ...loss, positiveWeight: change.to };
}

/** The threshold of the run itself, whatever was chosen since. */
export function runThresholdOf({ run, config }: Pick<AppState, "run" | "config">): number {
  return thresholdOf({ chosenThreshold: null, run, config }).value;
}
