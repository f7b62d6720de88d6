import { expect, test } from "vitest";
import { DEFAULT_CONFIG, type ScheduleSpec } from "../../../../domain/run-config";
import { onOtherClock, scheduleOfType } from "./schedule-defaults";

test("a new schedule fits the run, and keeps clock and warm-up", () => {
  const config = { ...DEFAULT_CONFIG, epochs: 30, schedule: { type: "constant", warmup: 2 } } as const;
  expect(scheduleOfType("cosine", config, 187)).toEqual({ type: "cosine", tMax: 28, min: 0, warmup: 2 });
  expect(scheduleOfType("step", config, 187)).toEqual({ type: "step", every: 10, gamma: 0.1, warmup: 2 });
  const perStep = { ...config, schedule: { type: "constant", advance: "step" } } as const;
  expect(scheduleOfType("cosine", perStep, 187)).toMatchObject({ tMax: 30 * 187, advance: "step" });
});

test("a schedule of a run of no epochs still has a length that can be taken", () => {
  expect(scheduleOfType("cosine", { ...DEFAULT_CONFIG, epochs: 0 }, 187)).toMatchObject({ tMax: 1 });
});

test.each<ScheduleSpec>([
  { type: "step", every: 3, gamma: 0.5, warmup: 2 },
  { type: "cosine", tMax: 10, min: 0 },
  { type: "constant" },
  { type: "one-cycle", max: 0.1, warmup: 1 },
])("counting in steps and back gives the same schedule: %o", (schedule) => {
  const inSteps = onOtherClock(schedule, "step", 187);
  expect(inSteps.advance).toBe("step");
  expect(onOtherClock(inSteps, "epoch", 187)).toEqual(schedule);
});

test("an exponential decay keeps its pace when it is counted in steps", () => {
  const inSteps = onOtherClock({ type: "exponential", gamma: 0.9 }, "step", 10);
  expect(inSteps.type === "exponential" && inSteps.gamma ** 10).toBeCloseTo(0.9, 4);
});
