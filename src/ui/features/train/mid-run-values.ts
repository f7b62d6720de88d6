import { resolveLoss } from "../../../domain/loss";
import { withChanges } from "../../../domain/run-changes";
import type { MidRunField } from "../../../domain/trainer";
import type { Run } from "../../../state/run-slice";

export interface MidRunValue {
  readonly field: MidRunField;
  readonly value: number;
}

/** What can change in this run, and how it stands; a field is left out where it would do nothing. */
export function midRunValues({ config: asked, changes, history }: Pick<Run, "config" | "changes" | "history">): MidRunValue[] {
  const { optimizer, schedule, loss, model, threshold } = withChanges(asked, changes);
  const values: MidRunValue[] = [];
  // One cycle has a highest rate of its own, and never looks at the optimiser's.
  if (schedule.type !== "one-cycle") values.push({ field: "optimizer.lr", value: optimizer.lr });
  values.push({ field: "optimizer.weightDecay", value: optimizer.weightDecay });
  const dropout = model.layers.find((layer) => layer.type === "dropout");
  if (dropout !== undefined) values.push({ field: "model.dropout", value: dropout.p });
  if (loss.type === "bce") {
    const resolved = resolveLoss(loss, history[0]?.train ?? { rows: 0, positives: 0 });
    if (resolved.type === "bce") values.push({ field: "loss.positiveWeight", value: resolved.positiveWeight });
  }
  return [...values, { field: "threshold", value: threshold }];
}
