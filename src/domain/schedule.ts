import type { ScheduleSpec } from "./run-config";

/** A moment of a run, and how long the run is. */
export interface ScheduleTime {
  /** Epochs that are over: 0 in the first. */
  readonly epoch: number;
  /** Updates so far, from the start of the run. */
  readonly step: number;
  /** Epochs and updates of the whole run. */
  readonly epochs: number;
  readonly steps: number;
}

/** OneCycleLR's own: the share of the cycle that rises, and how far below `max` it starts and below that it ends. */
const RISING = 0.3;
const START_DIVISOR = 25;
const END_DIVISOR = 1e4;

/**
 * The learning rate of the update that comes next. A warm-up of `w` units climbs by equal steps to where the schedule
 * starts, `(t + 1) / (w + 1)` of it in unit `t`; the schedule runs from its end on.
 * @param lr the optimiser's; one-cycle has its own `max` instead
 */
export function learningRateAt(schedule: ScheduleSpec, lr: number, time: ScheduleTime): number {
  const { advance = "epoch", warmup = 0 } = schedule;
  const [unit, units] = advance === "step" ? [time.step, time.steps] : [time.epoch, time.epochs];
  const cycle = Math.max(1, units - warmup);
  return unit < warmup
    ? (scheduled(schedule, lr, 0, cycle) * (unit + 1)) / (warmup + 1)
    : scheduled(schedule, lr, unit - warmup, cycle);
}

/** torch.optim.lr_scheduler's StepLR, CosineAnnealingLR and ExponentialLR in closed form, and OneCycleLR. */
function scheduled(schedule: ScheduleSpec, lr: number, unit: number, cycle: number): number {
  switch (schedule.type) {
    case "constant":
      return lr;
    case "step":
      return lr * schedule.gamma ** Math.floor(unit / schedule.every);
    case "cosine":
      return along(lr, schedule.min, unit / schedule.tMax);
    case "exponential":
      return lr * schedule.gamma ** unit;
    case "one-cycle":
      return oneCycle(schedule.max, unit, cycle);
  }
}

/** Up to `max` at unit `0.3 * cycle - 1` and down to the end of the last unit, each along half a cosine. */
function oneCycle(max: number, unit: number, cycle: number): number {
  const start = max / START_DIVISOR;
  const top = RISING * cycle - 1;
  if (unit <= top) return along(start, max, unit / top);
  return along(max, start / END_DIVISOR, Math.min(1, (unit - top) / (cycle - 1 - top)));
}

/** Half a cosine from one rate to another. */
function along(from: number, to: number, share: number): number {
  return to + ((from - to) * (1 + Math.cos(Math.PI * share))) / 2;
}
