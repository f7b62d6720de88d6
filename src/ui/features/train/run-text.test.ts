import { describe, expect, test } from "vitest";
import { changeText, limitsText, lossText, momentText, overfitText, scheduleText } from "./run-text";

describe("a closed group says what is set inside", () => {
  test.each([
    [{ type: "constant" }, "constant"],
    [{ type: "constant", warmup: 3 }, "constant, warm-up 3"],
    [{ type: "step", every: 30, gamma: 0.1 }, "× 0.1 every 30 epochs"],
    [{ type: "step", every: 1, gamma: 0.5, advance: "step" }, "× 0.5 every step"],
    [{ type: "cosine", tMax: 10, min: 1e-5, warmup: 2 }, "cosine to 1e-5 in 10 epochs, warm-up 2"],
    [{ type: "exponential", gamma: 0.95 }, "× 0.95 every epoch"],
    [{ type: "one-cycle", max: 0.01 }, "one cycle up to 0.01"],
  ] as const)("schedule %o", (schedule, text) => {
    expect(scheduleText(schedule)).toBe(text);
  });

  test("clipping and early stop, alone and together", () => {
    expect(limitsText({})).toBe("off");
    expect(limitsText({ clipNorm: 1 })).toBe("norm at most 1");
    expect(limitsText({ clipNorm: 1, earlyStop: { metric: "validation.loss", patience: 5, restoreBest: true } })).toBe(
      "norm at most 1 · stops after 5 epochs without a better validation loss",
    );
  });

  test("rows, wrong labels and hold-out", () => {
    expect(overfitText({ holdout: 0 })).toBe("off");
    expect(overfitText({ holdout: 0.2, subset: { rows: 1000, labelNoise: 0.1 } })).toBe(
      "1,000 rows, 10\u202f% wrong labels · hold-out 20\u202f%",
    );
    expect(overfitText({ holdout: 0.125 })).toBe("hold-out 12.5\u202f%");
  });
});

describe("losses and changes in words", () => {
  test("a positive weight is named when it weighs", () => {
    expect(lossText({ type: "bce" })).toBe("binary cross-entropy");
    expect(lossText({ type: "bce", positiveWeight: 1 })).toBe("binary cross-entropy");
    expect(lossText({ type: "bce", positiveWeight: "balanced" })).toBe("binary cross-entropy, balanced");
    expect(lossText({ type: "bce", positiveWeight: 12 })).toBe("binary cross-entropy, positives × 12");
  });

  test("a change names its field, both values and its moment", () => {
    const change = { epoch: 7, step: 0, field: "optimizer.lr", from: 1e-3, to: 3e-4 } as const;
    expect(`${momentText(change)}: ${changeText(change)}`).toBe("epoch 7, step 0: learning rate 1e-3 → 3e-4");
  });
});
