import { describe, expect, it } from "vitest";
import type { ThresholdRule } from "../../domain/metrics/thresholds";
import type { ThresholdOrigin } from "../../state/threshold-slice";
import { isOutdated, originText, originWarning, ruleText } from "./threshold-text";

function chosen(rule: ThresholdRule, rest: Partial<Extract<ThresholdOrigin, { kind: "rule" }>> = {}): ThresholdOrigin {
  return { kind: "rule", rule, split: "validation", epoch: 7, exact: true, ...rest };
}

describe("how a threshold came about", () => {
  it("names every rule with its numbers", () => {
    const rules: ThresholdRule[] = [
      { type: "fixed", threshold: 0.5 },
      { type: "recall", atLeast: 0.9 },
      { type: "precision", atLeast: 0.995 },
      { type: "alerts", atMost: 50, eventsPerDay: 10_000 },
      { type: "cost", missed: 10, falseAlarm: 0.5 },
    ];
    expect(rules.map(ruleText)).toEqual([
      "fixed at 0.5",
      "recall of at least 90\u202f%",
      "precision of at least 99.5\u202f%",
      "at most 50 alerts a day of 10,000 events",
      "the least cost, a miss at 10 and a false alarm at 0.5",
    ]);
  });

  it("says who chose it, on which split and of which net", () => {
    expect([originText({ kind: "run" }), originText({ kind: "typed" }), originText({ kind: "dragged" })]).toEqual([
      "The run's own.", "Typed by hand.", "Dragged by hand.",
    ]);
    expect(originText(chosen({ type: "best-f1" }))).toBe(
      "Chosen on validation for the best F1, with the scores of epoch 7; applied to all three splits.",
    );
    expect(originText(chosen({ type: "youden" }, { exact: false, epoch: 0 }))).toMatch(/the untrained net \(≈ approximately/);
    expect(originText(chosen({ type: "fixed", threshold: 0.5 }, { split: "test" }))).not.toContain("test");
  });

  it("warns of a rule chosen on test, and of nothing else", () => {
    expect(originWarning(chosen({ type: "best-f1" }, { split: "test" }))).toMatch(/^Chosen on test/);
    for (const harmless of [chosen({ type: "best-f1" }), chosen({ type: "fixed", threshold: 0.5 }, { split: "test" }), { kind: "typed" } as const]) {
      expect(originWarning(harmless)).toBeNull();
    }
  });

  it("is outdated once another net is shown, or the same one exactly", () => {
    const origin = chosen({ type: "best-f1" });
    expect(isOutdated(origin, { epoch: 7, exact: true })).toBe(false);
    expect(isOutdated(origin, { epoch: 8, exact: true })).toBe(true);
    expect(isOutdated(origin, { epoch: 7, exact: false })).toBe(true);
    expect(isOutdated({ kind: "typed" }, { epoch: 8, exact: true })).toBe(false);
    expect(isOutdated(chosen({ type: "fixed", threshold: 0.5 }), { epoch: 8, exact: true })).toBe(false);
  });
});
