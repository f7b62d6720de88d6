import { describe, expect, it } from "vitest";
import { exactnessText, historyMetricTitle, inexactnessText, momentText, shortMomentText } from "./moment-text";

describe("what is shown, in words", () => {
  it("names the epoch, the untrained net, and the middle of an epoch", () => {
    expect(momentText(7, 10)).toBe("Epoch 7 of 10");
    expect(momentText(1200, 4000)).toBe("Epoch 1,200 of 4,000");
    expect(momentText(0, 10)).toBe("The untrained net, epoch 0 of 10");
    expect(momentText(0, 0)).toBe("The untrained net");
    expect(momentText(null, 7)).toBe("In the middle of epoch 8, where the run stopped");
    expect([3, 0, null].map(shortMomentText)).toEqual(["epoch 3", "the untrained net", "where the run stopped"]);
  });

  it("says whether figures are exact, why not, and when they will be", () => {
    expect(exactnessText(true)).toBe("exact");
    expect(exactnessText(false)).toMatch(/^≈ approximate/);
    expect(inexactnessText({ kind: "scrubbing" })).toBe("Exact figures follow where you let go.");
    expect(inexactnessText({ kind: "looking", share: null })).toBe("The exact figures are being worked out…");
    expect(inexactnessText({ kind: "looking", share: 0.43 })).toBe("The exact figures are being worked out… 43\u202f%");
    expect(inexactnessText({ kind: "unavailable", reason: "It was not kept." })).toBe("It was not kept.");
    expect(inexactnessText({ kind: "failed", reason: "The worker is gone." })).toContain("The worker is gone.");
  });

  it("names what epochs are ranked by", () => {
    expect([historyMetricTitle("loss"), historyMetricTitle("rocAuc")]).toEqual(["Loss", "ROC AUC"]);
  });
});
