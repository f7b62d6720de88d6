import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alertBudget } from "./alert-budget";
import { wilson95 } from "./wilson";

const DAY = { eventsPerDay: 1_000_000, prevalence: 0.001 };

describe("alertBudget", () => {
  it("carries the rates over to the day's events, not the counts", () => {
    const { alerts, real, falseAlarms, missed, precision, reason } = alertBudget({ tp: 80, fp: 10, tn: 990, fn: 20 }, DAY);
    expect(real?.value).toBeCloseTo(800, 9);
    expect(missed?.value).toBeCloseTo(200, 9);
    expect(falseAlarms?.value).toBeCloseTo(9990, 9);
    expect(alerts?.value).toBeCloseTo(10_790, 9);
    expect(precision).toBeCloseTo(800 / 10_790, 12);
    expect(reason).toBeNull();
    const recall = wilson95(80, 100);
    expect(real?.low).toBeCloseTo(1000 * (recall?.low ?? NaN), 9);
    expect(missed?.high).toBeCloseTo(1000 * (1 - (recall?.low ?? NaN)), 9);
  });

  it("holds each figure within its interval; what is real and what is missed are all there is", () => {
    const count = fc.nat(500);
    const confusions = fc.record({ tp: count, fp: count, tn: count, fn: count });
    fc.assert(
      fc.property(confusions, fc.nat(1e6), fc.double({ min: 0, max: 1, noNaN: true }), (confusion, eventsPerDay, prevalence) => {
        const { alerts, real, falseAlarms, missed } = alertBudget(confusion, { eventsPerDay, prevalence });
        for (const daily of [alerts, real, falseAlarms, missed]) {
          if (daily === null) continue;
          expect(daily.low).toBeGreaterThanOrEqual(-1e-6);
          expect(daily.low).toBeLessThanOrEqual(daily.value + 1e-9);
          expect(daily.high).toBeGreaterThanOrEqual(daily.value - 1e-9);
        }
        if (real !== null && missed !== null) expect(real.value + missed.value).toBeCloseTo(eventsPerDay * prevalence, 6);
      }),
    );
  });

  it("says which class is missing for a rate, and asks for none where no event depends on it", () => {
    const noPositives = { tp: 0, fp: 10, tn: 990, fn: 0 };
    expect(alertBudget(noPositives, DAY)).toMatchObject({ alerts: null, real: null, missed: null, reason: "The split has no positive row." });
    expect(alertBudget(noPositives, DAY).falseAlarms?.value).toBeCloseTo(9990, 9);
    expect(alertBudget(noPositives, { ...DAY, prevalence: 0 })).toMatchObject({ reason: null, real: { value: 0 } });
    expect(alertBudget({ tp: 5, fp: 0, tn: 0, fn: 5 }, DAY)).toMatchObject({ alerts: null, reason: "The split has no negative row." });
    expect(alertBudget({ tp: 0, fp: 0, tn: 9, fn: 1 }, DAY)).toMatchObject({ alerts: { value: 0 }, precision: null });
  });

  it("refuses settings that make no sense", () => {
    const confusion = { tp: 1, fp: 1, tn: 1, fn: 1 };
    expect(() => alertBudget(confusion, { ...DAY, prevalence: 1.1 })).toThrow(RangeError);
    expect(() => alertBudget(confusion, { ...DAY, eventsPerDay: NaN })).toThrow(RangeError);
  });
});
