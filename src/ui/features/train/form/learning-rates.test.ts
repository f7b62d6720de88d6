import { expect, test } from "vitest";
import { DEFAULT_ADAM, type ScheduleSpec } from "../../../../domain/run-config";
import { learningRates } from "./learning-rates";

const rates = (schedule: ScheduleSpec, epochs: number, steps: number | null): number[] | null =>
  learningRates({ schedule, optimizer: { ...DEFAULT_ADAM, lr: 1 }, epochs }, steps);

test("a schedule by epochs has a rate an epoch", () => {
  expect(rates({ type: "step", every: 2, gamma: 0.5 }, 4, 187)).toEqual([1, 1, 0.5, 0.5]);
});

test("a schedule by steps goes from the first step of the run to its last", () => {
  const found = rates({ type: "exponential", gamma: 0.5, advance: "step" }, 2, 3);
  expect(found).toEqual([1, 0.5, 0.25, 0.125, 0.0625, 0.03125]);
});

test("a long run is thinned, and keeps both ends", () => {
  const found = rates({ type: "cosine", tMax: 9999, min: 0 }, 10_000, 1) ?? [];
  expect(found.length).toBeLessThan(200);
  expect(found[0]).toBe(1);
  expect(found.at(-1)).toBeCloseTo(0, 12);
});

test("steps that are not known yet have no line, nor has a run of no epochs", () => {
  expect(rates({ type: "constant", advance: "step" }, 10, null)).toBeNull();
  expect(rates({ type: "constant" }, 0, 10)).toBeNull();
  expect(rates({ type: "constant" }, 1, null)).toEqual([1]);
});
