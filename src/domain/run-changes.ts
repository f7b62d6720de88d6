import type { RunConfig, ScheduleSpec } from "./run-config";
import { refusals } from "./run-limits";
import type { MidRunField, RunChange } from "./trainer";

/**
 * What may change in the middle of a run, as it stands; null where the run has no such thing. Of dropout layers it is
 * the first one's rate.
 */
export function valueOf({ optimizer, loss, model, threshold }: RunConfig, field: MidRunField): number | "balanced" | null {
  switch (field) {
    case "optimizer.lr":
      return optimizer.lr;
    case "optimizer.weightDecay":
      return optimizer.weightDecay;
    case "loss.positiveWeight":
      return loss.type === "bce" ? (loss.positiveWeight ?? 1) : null;
    case "model.dropout":
      return model.layers.find((layer) => layer.type === "dropout")?.p ?? null;
    case "threshold":
      return threshold;
  }
}

/** The configuration with a changed value; the same where the run has no such thing. */
export function applyChange(config: RunConfig, field: MidRunField, value: number): RunConfig {
  const { optimizer, schedule, loss, model } = config;
  switch (field) {
    case "optimizer.lr":
      return { ...config, optimizer: { ...optimizer, lr: value }, schedule: scaled(schedule, value / optimizer.lr) };
    case "optimizer.weightDecay":
      return { ...config, optimizer: { ...optimizer, weightDecay: value } };
    case "loss.positiveWeight":
      return loss.type === "bce" ? { ...config, loss: { ...loss, positiveWeight: value } } : config;
    case "model.dropout": {
      const layers = model.layers.map((layer) => (layer.type === "dropout" ? { ...layer, p: value } : layer));
      return { ...config, model: { ...model, layers } };
    }
    case "threshold":
      return { ...config, threshold: value };
  }
}

/** One-cycle takes its rates from its own `max`, which moves along with the learning rate. */
function scaled(schedule: ScheduleSpec, ratio: number): ScheduleSpec {
  return schedule.type === "one-cycle" ? { ...schedule, max: schedule.max * ratio } : schedule;
}

/** Whether a change would leave everything as it is. A balanced weight is none of the numbers. */
export function isAlready(config: RunConfig, field: MidRunField, value: number): boolean {
  if (field !== "model.dropout") return valueOf(config, field) === value;
  return config.model.layers.every((layer) => layer.type !== "dropout" || layer.p === value);
}

const LIMITS: Record<MidRunField, (value: number) => string | null> = {
  "optimizer.lr": refusals.lr,
  "optimizer.weightDecay": refusals.weightDecay,
  "loss.positiveWeight": refusals.positiveWeight,
  "model.dropout": refusals.dropout,
  threshold: refusals.threshold,
};

/** Why a change cannot be made, in words; null when it can. */
export function refuseChange(config: RunConfig, field: MidRunField, value: number): string | null {
  if (valueOf(config, field) !== null) return LIMITS[field](value);
  return field === "model.dropout"
    ? "This net has no dropout layers: add one in the Model stage and train anew."
    : "This loss has no positive weight: choose binary cross-entropy and train anew.";
}

/** The configuration as it stands after the changes, given in their order. */
export function withChanges(config: RunConfig, changes: readonly RunChange[]): RunConfig {
  return changes.reduce((changed, { field, to }) => applyChange(changed, field, to), config);
}
