import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LIMIT_NAMES, LIMITS, type Limit } from "./limits";
import { DEFAULT_CONFIG, DEFAULT_SGD, PRESETS, type RunConfig } from "./run-config";
import { refusals, refuseConfig } from "./run-limits";

describe("what may be typed", () => {
  it.each(LIMIT_NAMES)("%s takes what lies within its limits and refuses all else in words that name it", (name) => {
    const { title, least, most, whole, open }: Limit = LIMITS[name];
    const refuse = refusals[name];
    const taken = (value: number): boolean => refuse(value) === null;
    expect(taken(least)).toBe(open !== "least");
    expect(taken(most)).toBe(open !== "most");
    expect(taken(least + (whole ? 1 : (most - least) / 2))).toBe(true);
    expect(taken(least + 0.5)).toBe(!whole && least + 0.5 <= most);
    for (const value of [least - 1, most + 1, NaN, Infinity, -Infinity]) expect(refuse(value)).toMatch(new RegExp(`^${title} must be .+\\.$`));
  });

  it.each([
    ["epochs", 2.5, "Epochs must be a whole number from 0 to 100,000."],
    ["lr", 0, "The learning rate must be above 0 and at most 1,000."],
    ["momentum", 1, "Momentum must be from 0 to below 1."],
    ["positiveWeight", -3, "The positive weight must be above 0 and at most 1,000,000."],
    ["focalGamma", 11, "Gamma must be from 0 to 10."],
    ["holdout", 1, "The hold-out share must be from 0 to 0.9."],
    ["width", 2000, "A width must be a whole number from 1 to 1,024."],
  ] as const)("says of %s = %d: %s", (name, value, sentence) => {
    expect(refusals[name](value)).toBe(sentence);
  });
});

describe("settings that do not go together", () => {
  const fieldOf = (change: Partial<RunConfig>): string | null => refuseConfig({ ...DEFAULT_CONFIG, ...change })?.field ?? null;

  it.each(Object.values(PRESETS))("are not found in $title", ({ config }) => expect(refuseConfig(config)).toBeNull());

  it("are layers in an order that no engine can run", () => {
    const refusal = refuseConfig({ ...DEFAULT_CONFIG, model: { ...DEFAULT_CONFIG.model, layers: [{ type: "relu" }, { type: "sigmoid" }] } });
    expect(refusal).toEqual({ field: "model.layers", message: "The last two layers must be linear with one output and a sigmoid." });
  });

  it("are Nesterov without momentum", () => {
    expect(fieldOf({ optimizer: { ...DEFAULT_SGD, nesterov: true } })).toBe("optimizer.nesterov");
    expect(fieldOf({ optimizer: { ...DEFAULT_SGD, nesterov: true, momentum: 0.9 } })).toBeNull();
    expect(fieldOf({ optimizer: { ...DEFAULT_SGD, momentum: 0.9 } })).toBeNull();
  });

  it("are early stopping on rows that are not set aside", () => {
    const earlyStop = { metric: "holdout.loss", patience: 3, restoreBest: true } as const;
    expect(fieldOf({ earlyStop })).toBe("earlyStop.metric");
    expect(fieldOf({ earlyStop, holdout: 0.1 })).toBeNull();
    expect(fieldOf({ earlyStop: { ...earlyStop, metric: "validation.loss" } })).toBeNull();
  });

  it("are a warm-up that leaves nothing of a run to the one cycle", () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), fc.boolean(), (epochs, warmup, bySteps) => {
        const clock = bySteps ? ({ advance: "step" } as const) : {};
        const schedule = { type: "one-cycle", max: 0.1, warmup, ...clock } as const;
        expect(fieldOf({ epochs, schedule, batchSize: "full" })).toBe(epochs > 0 && warmup >= epochs ? "schedule.warmup" : null);
        expect(fieldOf({ epochs, schedule: { type: "constant", warmup, ...clock } })).toBeNull();
      }),
    );
    // How many steps a run has is not known before its rows are.
    expect(fieldOf({ epochs: 1, schedule: { type: "one-cycle", max: 0.1, warmup: 50, advance: "step" }, batchSize: 32 })).toBeNull();
  });
});
