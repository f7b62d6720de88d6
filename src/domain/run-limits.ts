import { LIMIT_NAMES, LIMITS, refuse, type LimitName } from "./limits";
import { ModelSpecError, toBlocks } from "./model-spec";
import type { RunConfig } from "./run-config";

/** Says in words why a value cannot be taken; null when it can. */
type Refuse = (value: number) => string | null;

/** What a run's settings may be; the same words wherever they are typed or read from a file. */
export const refusals = Object.fromEntries(
  LIMIT_NAMES.map((name): [LimitName, Refuse] => [name, (value) => refuse(LIMITS[name], value)]),
) as Readonly<Record<LimitName, Refuse>>;

export interface Refusal {
  /** The setting to change, as run configurations name it. */
  readonly field: string;
  readonly message: string;
}

/** The first setting that does not go with the others, in words; null when all go together. */
export function refuseConfig(config: RunConfig): Refusal | null {
  return modelRefusal(config) ?? clipRefusal(config) ?? nesterovRefusal(config) ?? warmupRefusal(config) ?? earlyStopRefusal(config);
}

function modelRefusal({ model }: RunConfig): Refusal | null {
  try {
    // The order of the layers can be judged before the number of inputs is known.
    toBlocks(model, 1);
    return null;
  } catch (error) {
    if (error instanceof ModelSpecError) return { field: "model.layers", message: error.message };
    throw error;
  }
}

function clipRefusal({ treatments = [] }: RunConfig): Refusal | null {
  for (const { column, transform = [] } of treatments) {
    for (const step of transform) {
      if (step.type !== "clip" || (step.low ?? -Infinity) <= (step.high ?? Infinity)) continue;
      const message = `Column "${column}" cannot be clipped to ${step.low} to ${step.high}: the lower limit is above the upper one.`;
      return { field: "features.transform", message };
    }
  }
  return null;
}

function nesterovRefusal({ optimizer }: RunConfig): Refusal | null {
  if (optimizer.type !== "sgd" || !optimizer.nesterov || optimizer.momentum > 0) return null;
  return { field: "optimizer.nesterov", message: "Nesterov needs a momentum above 0: set one, or switch Nesterov off." };
}

/** Steps are as many as epochs only where a batch is all rows; else their number is not known before the data is. */
function warmupRefusal({ schedule, epochs, batchSize }: RunConfig): Refusal | null {
  const { warmup = 0, advance = "epoch" } = schedule;
  const known = advance === "epoch" || batchSize === "full";
  if (schedule.type !== "one-cycle" || !known || epochs === 0 || warmup < epochs) return null;
  const unit = epochs === 1 ? advance : `${advance}s`;
  return {
    field: "schedule.warmup",
    message: `The warm-up must be shorter than the run of ${epochs} ${unit}: nothing would be left for the cycle.`,
  };
}

function earlyStopRefusal({ earlyStop, holdout }: RunConfig): Refusal | null {
  if (earlyStop === undefined || holdout > 0 || !earlyStop.metric.startsWith("holdout.")) return null;
  return {
    field: "earlyStop.metric",
    message: "Early stopping looks at the hold-out rows, but none are set aside: give a hold-out share, or choose another metric.",
  };
}
