import { describe, expect, it } from "vitest";
import { REFERENCE_MODEL } from "./model-spec";
import { DEFAULT_CONFIG, type RunConfig } from "./run-config";
import { applyChange, isAlready, refuseChange, valueOf, withChanges } from "./run-changes";
import { MID_RUN_FIELDS, type MidRunField } from "./trainer";

const config: RunConfig = {
  ...DEFAULT_CONFIG,
  model: { ...REFERENCE_MODEL, layers: [{ type: "dropout", p: 0.1 }, ...REFERENCE_MODEL.layers, { type: "dropout", p: 0.2 }] },
};
const focal: RunConfig = { ...DEFAULT_CONFIG, loss: { type: "focal", gamma: 2, alpha: 0.25 } };

const VALUES: Record<MidRunField, (changed: RunConfig) => unknown> = {
  "optimizer.lr": ({ optimizer }) => optimizer.lr,
  "optimizer.weightDecay": ({ optimizer }) => optimizer.weightDecay,
  "loss.positiveWeight": ({ loss }) => (loss.type === "bce" ? loss.positiveWeight : null),
  "model.dropout": ({ model }) => model.layers.flatMap((layer) => (layer.type === "dropout" ? [layer.p] : [])),
  threshold: ({ threshold }) => threshold,
};

describe("changes in the middle of a run", () => {
  it.each(MID_RUN_FIELDS)("set %s, the last one counting, and leave the rest as it was", (field) => {
    const change = { epoch: 1, step: 0, field, from: 0 };
    const changed = withChanges(config, [
      { ...change, to: 0.7 },
      { ...change, to: 0.25 },
    ]);
    expect(VALUES[field](changed)).toEqual(field === "model.dropout" ? [0.25, 0.25] : 0.25);
    expect(valueOf(changed, field)).toBe(0.25);
    for (const other of MID_RUN_FIELDS) if (other !== field) expect(VALUES[other](changed)).toEqual(VALUES[other](config));
  });

  it("leave a loss without a positive weight as it is", () => {
    const change = { epoch: 1, step: 0, field: "loss.positiveWeight", from: 1, to: 3 } as const;
    expect(withChanges(focal, [change])).toEqual(focal);
  });

  it("of the learning rate move the top of one-cycle by the same ratio", () => {
    const cycling: RunConfig = { ...config, schedule: { type: "one-cycle", max: 0.5, warmup: 2 } };
    const changed = applyChange(cycling, "optimizer.lr", cycling.optimizer.lr * 4);
    expect(changed.schedule).toEqual({ type: "one-cycle", max: 2, warmup: 2 });
    expect(applyChange(cycling, "optimizer.weightDecay", 0.5).schedule).toEqual(cycling.schedule);
  });

  it("are none when the value is the present one, which a balanced weight never is", () => {
    for (const field of ["optimizer.lr", "optimizer.weightDecay", "threshold"] as const) {
      expect(isAlready(config, field, Number(valueOf(config, field)))).toBe(true);
      expect(isAlready(config, field, 0.33)).toBe(false);
    }
    expect(isAlready(config, "loss.positiveWeight", 1)).toBe(true);
    expect(isAlready({ ...config, loss: { type: "bce", positiveWeight: "balanced" } }, "loss.positiveWeight", 1)).toBe(false);
    expect(isAlready(config, "model.dropout", 0.1)).toBe(false);
    expect(isAlready(applyChange(config, "model.dropout", 0.1), "model.dropout", 0.1)).toBe(true);
  });

  it("are refused in words where the run has no such thing, or the value cannot be", () => {
    expect(refuseChange(focal, "loss.positiveWeight", 2)).toContain("no positive weight");
    expect(refuseChange(focal, "model.dropout", 0.5)).toContain("no dropout layers");
    expect(refuseChange(config, "model.dropout", 1)).toContain("below 1");
    expect(refuseChange(config, "optimizer.lr", -1)).toContain("above 0");
    expect(refuseChange(config, "threshold", NaN)).toContain("from 0 to 1");
    for (const field of MID_RUN_FIELDS) expect(refuseChange(config, field, 0.5)).toBeNull();
  });
});
