import type { LossSpec } from "../domain/run-config";
import type { AppState } from "./app-state";
import type { Moment } from "./compared-net";
import type { Run } from "./run-slice";
import { thresholdOf } from "./threshold-slice";

/** The loss that a net was last trained by: its positive weight may have been changed before that. */
export function lossAt({ config, changes }: Run, at: Moment): LossSpec {
  const { loss } = config;
  if (loss.type !== "bce") return loss;
  const change = changes.findLast(({ field, epoch }) => field === "loss.positiveWeight" && (at === "end" || epoch <= at));
  return change === undefined ? loss : { ...loss, positiveWeight: change.to };
}

/** The threshold of the run itself, whatever was chosen since. */
export function runThresholdOf({ run, config }: Pick<AppState, "run" | "config">): number {
  return thresholdOf({ chosenThreshold: null, run, config }).value;
}
