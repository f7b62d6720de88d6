import type { RunConfig } from "../../../domain/run-config";

/** A tenth of the learning rate: the optimiser's, and that of a schedule which has its own. */
export function slower({ optimizer, schedule }: Pick<RunConfig, "optimizer" | "schedule">): Pick<RunConfig, "optimizer" | "schedule"> {
  return {
    optimizer: { ...optimizer, lr: tenth(optimizer.lr) },
    schedule: schedule.type === "one-cycle" ? { ...schedule, max: tenth(schedule.max) } : schedule,
  };
}

/** Without the noise of floating point. */
function tenth(rate: number): number {
  return Number((rate / 10).toPrecision(12));
}

/** The rate that counts: the highest of one cycle, else the optimiser's. */
export function rateOf({ optimizer, schedule }: Pick<RunConfig, "optimizer" | "schedule">): number {
  return schedule.type === "one-cycle" ? schedule.max : optimizer.lr;
}
