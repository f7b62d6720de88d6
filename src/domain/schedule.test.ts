import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ScheduleSpec } from "./run-config";
import { learningRateAt } from "./schedule";

type RawSchedule =
  | { readonly type: "step"; readonly stepSize: number; readonly gamma: number }
  | { readonly type: "cosine"; readonly tMax: number; readonly etaMin: number }
  | { readonly type: "exponential"; readonly gamma: number };

interface ScheduleCase {
  readonly kind: "schedule";
  readonly name: string;
  readonly schedule: RawSchedule;
  readonly baseLr: number;
  readonly lrPerStep: readonly number[];
  readonly tolerance: { readonly lr: { readonly abs: number; readonly rel: number } };
}

const directory = process.env["PARITY_DIR"];
if (directory === undefined) throw new Error("PARITY_DIR is not set.");
const file = JSON.parse(readFileSync(join(directory, "training.json"), "utf8")) as {
  cases: readonly (ScheduleCase | { readonly kind: "training" })[];
};
const cases = file.cases.filter((each) => each.kind === "schedule");

function toSchedule(raw: RawSchedule): ScheduleSpec {
  switch (raw.type) {
    case "step":
      return { type: "step", every: raw.stepSize, gamma: raw.gamma };
    case "cosine":
      return { type: "cosine", tMax: raw.tMax, min: raw.etaMin };
    case "exponential":
      return raw;
  }
}

/** The rates of a run's units, epochs and steps alike in number. */
function ratesOf(schedule: ScheduleSpec, lr: number, units: number): number[] {
  return Array.from({ length: units }, (_, unit) =>
    learningRateAt(schedule, lr, { epoch: unit, step: unit, epochs: units, steps: units }),
  );
}

/** OneCycleLR._initial_step and get_lr of PyTorch, with `anneal_strategy="cos"` and `three_phase=False`. */
function torchOneCycle(max: number, total: number, step: number): number {
  const initial = max / 25;
  const phases = [
    { end: 0.3 * total - 1, from: initial, to: max },
    { end: total - 1, from: max, to: initial / 1e4 },
  ];
  let start = 0;
  for (const [i, { end, from, to }] of phases.entries()) {
    if (step <= end || i === phases.length - 1) {
      const share = (step - start) / (end - start);
      return to + ((from - to) / 2) * (Math.cos(Math.PI * share) + 1);
    }
    start = end;
  }
  return NaN;
}

describe("the learning rate of a schedule", () => {
  it("finds cases in the parity file", () => {
    expect(new Set(cases.map(({ schedule }) => schedule.type))).toEqual(new Set(["step", "cosine", "exponential"]));
  });

  it.each(cases)("is PyTorch's at every unit: $name", ({ schedule, baseLr, lrPerStep, tolerance: { lr } }) => {
    const rates = ratesOf(toSchedule(schedule), baseLr, lrPerStep.length);
    for (const [unit, expected] of lrPerStep.entries()) {
      expect(Math.abs((rates[unit] ?? NaN) - expected), `unit ${unit}`).toBeLessThanOrEqual(lr.abs + lr.rel * expected);
    }
  });

  it.each([1, 2, 3, 4, 7, 10, 100, 1873])("is PyTorch's one-cycle over %i units", (units) => {
    const rates = ratesOf({ type: "one-cycle", max: 0.2 }, 9, units);
    for (const [unit, rate] of rates.entries()) expect(rate).toBeCloseTo(torchOneCycle(0.2, units, unit), 12);
  });

  it("reaches the top of one-cycle, and ends far below its start", () => {
    const rates = ratesOf({ type: "one-cycle", max: 1 }, 9, 50);
    expect(rates[14]).toBe(1);
    expect(rates[0]).toBeCloseTo(1 / 25, 12);
    expect(rates[49]).toBeCloseTo(1 / 25e4, 12);
  });

  it("rises to the top of one-cycle, never above it, and falls after it, whatever the length", () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 500 }), fc.double({ min: 1e-5, max: 10, noNaN: true }), (units, max) => {
        const rates = ratesOf({ type: "one-cycle", max }, 9, units);
        const top = rates.indexOf(Math.max(...rates));
        expect(Math.abs(top - (0.3 * units - 1))).toBeLessThan(1);
        expect(rates[top]).toBeLessThanOrEqual(max * (1 + 1e-12));
        expect(isRising(rates.slice(0, top + 1))).toBe(true);
        expect(isRising(rates.slice(top).reverse())).toBe(true);
      }),
    );
  });

  it("moves by epochs unless it is told to move by steps", () => {
    const time = { epoch: 2, step: 5, epochs: 10, steps: 40 };
    expect(learningRateAt({ type: "exponential", gamma: 0.5 }, 1, time)).toBe(0.25);
    expect(learningRateAt({ type: "exponential", gamma: 0.5, advance: "epoch" }, 1, time)).toBe(0.25);
    expect(learningRateAt({ type: "exponential", gamma: 0.5, advance: "step" }, 1, time)).toBe(1 / 32);
  });
});

describe("a warm-up", () => {
  it("climbs by equal steps to where the schedule starts, which then runs as if from its beginning", () => {
    const rates = ratesOf({ type: "step", every: 2, gamma: 0.1, warmup: 3 }, 0.4, 8);
    const expected = [0.1, 0.2, 0.3, 0.4, 0.4, 0.04, 0.04, 0.004];
    for (const [unit, rate] of expected.entries()) expect(rates[unit]).toBeCloseTo(rate, 12);
  });

  it("rises, and meets every schedule at its start", () => {
    const schedule = fc.constantFrom<ScheduleSpec>(
      { type: "constant" },
      { type: "step", every: 3, gamma: 0.5 },
      { type: "cosine", tMax: 20, min: 1e-4 },
      { type: "exponential", gamma: 0.9 },
      { type: "one-cycle", max: 0.3 },
    );
    fc.assert(
      fc.property(schedule, fc.integer({ min: 1, max: 30 }), (spec, warmup) => {
        const cold = ratesOf(spec, 0.1, 40);
        const warm = ratesOf({ ...spec, warmup }, 0.1, 40 + warmup);
        expect(isRising([0, ...warm.slice(0, warmup + 1)])).toBe(true);
        for (const [unit, rate] of cold.entries()) expect(warm[unit + warmup]).toBeCloseTo(rate, 12);
        expect((warm[0] ?? NaN) * (warmup + 1)).toBeCloseTo(cold[0] ?? NaN, 12);
      }),
    );
  });
});

function isRising(values: readonly number[]): boolean {
  return values.every((value, i) => i === 0 || value > (values[i - 1] ?? NaN));
}
