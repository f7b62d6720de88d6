import type { RunConfig, ScheduleSpec } from "../../../../domain/run-config";

/** OneCycleLR starts at a 25th of its highest rate: with ten times the rate it starts below it and ends far below. */
const ONE_CYCLE_FACTOR = 10;

/**
 * A schedule of a type, with numbers that fit the run; clock and warm-up stay.
 * @param steps in an epoch, null while unknown
 */
export function scheduleOfType(
  type: ScheduleSpec["type"],
  { schedule, epochs, optimizer }: Pick<RunConfig, "schedule" | "epochs" | "optimizer">,
  steps: number | null,
): ScheduleSpec {
  const { advance, warmup } = schedule;
  const clock = { ...(advance === undefined ? {} : { advance }), ...(warmup === undefined ? {} : { warmup }) };
  const whole = Math.max(1, epochs * (advance === "step" ? (steps ?? 1) : 1));
  switch (type) {
    case "constant":
      return { type, ...clock };
    case "step":
      return { type, every: Math.max(1, Math.round(whole / 3)), gamma: 0.1, ...clock };
    case "cosine":
      return { type, tMax: Math.max(1, whole - (warmup ?? 0)), min: 0, ...clock };
    case "exponential":
      return { type, gamma: advance === "step" ? rounded(0.9 ** (1 / (steps ?? 1))) : 0.9, ...clock };
    case "one-cycle":
      return { type, max: rounded(Math.min(1000, optimizer.lr * ONE_CYCLE_FACTOR)), ...clock };
  }
}

/** The same curve counted in the other unit, as near as its numbers allow. */
export function onOtherClock(schedule: ScheduleSpec, advance: "epoch" | "step", steps: number | null): ScheduleSpec {
  const now = schedule.advance ?? "epoch";
  if (now === advance) return schedule;
  const factor = steps === null ? 1 : advance === "step" ? steps : 1 / steps;
  const { advance: _, warmup, ...rest } = schedule;
  const clock = {
    ...(advance === "step" ? { advance } : {}),
    ...(warmup === undefined ? {} : { warmup: Math.round(warmup * factor) }),
  };
  switch (rest.type) {
    case "constant":
    case "one-cycle":
      return { ...rest, ...clock };
    case "step":
      return { ...rest, every: counted(rest.every * factor), ...clock };
    case "cosine":
      return { ...rest, tMax: counted(rest.tMax * factor), ...clock };
    case "exponential":
      return { ...rest, gamma: rounded(rest.gamma ** (1 / factor)), ...clock };
  }
}

function counted(value: number): number {
  return Math.max(1, Math.round(value));
}

function rounded(value: number): number {
  return Number(value.toPrecision(6));
}
