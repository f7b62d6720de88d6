import type { RunConfig } from "../../../../domain/run-config";
import { learningRateAt } from "../../../../domain/schedule";

/** More than a small picture can show. */
const MAX_SAMPLES = 120;

/**
 * The learning rate over a run, in equal distances from its first unit to its last.
 * @param steps in an epoch, null while unknown
 * @returns null when the schedule counts steps whose number is unknown, or there is no epoch
 */
export function learningRates(
  { schedule, optimizer, epochs }: Pick<RunConfig, "schedule" | "optimizer" | "epochs">,
  steps: number | null,
): number[] | null {
  const inSteps = schedule.advance === "step";
  if (epochs === 0 || (inSteps && steps === null)) return null;
  const perEpoch = steps ?? 1;
  const units = epochs * (inSteps ? perEpoch : 1);
  const samples = Math.min(units, MAX_SAMPLES);
  return Array.from({ length: samples }, (_, i) => {
    const unit = samples === 1 ? 0 : Math.round((i * (units - 1)) / (samples - 1));
    const time = inSteps
      ? { epoch: Math.floor(unit / perEpoch), step: unit }
      : { epoch: unit, step: unit * perEpoch };
    return learningRateAt(schedule, optimizer.lr, { ...time, epochs, steps: epochs * perEpoch });
  });
}
