import { describe, expect, it } from "vitest";
import { correctedTo } from "./corrected-to";
import type { PriorAnswer, TargetPrior } from "./prior-estimates";

const none = { type: "none", reason: "The net calls no row positive." } as const;

function answer(prior: number, trained: PriorAnswer["trained"] = { type: "known", prior: 0.2, rows: 100, positives: 20, weight: 1 }): PriorAnswer {
  const em: TargetPrior["em"] = { type: "estimated", prior, interval: { low: 0, high: 1 }, rounds: 3, converged: true, reached: prior, maximum: prior, flat: false };
  const target = { rows: 10, positives: 5, em, bbse: none, scores: { positive: null, negative: null } };
  return { trained, level: null, source: "train", against: { validation: { ...target, em: none }, test: target } };
}

describe("what the report corrects scores to", () => {
  it("is the estimate by EM, as a constant on the logit", () => {
    expect(correctedTo(answer(0.5), "test")).toEqual({ type: "by", method: "em", trainPrior: 0.2, prior: 0.5, offset: expect.closeTo(Math.log(4), 12) as number });
  });

  it("is nothing, in words, where there is no estimate, scores are no probabilities, or all would become one class", () => {
    expect(correctedTo(answer(0.5), "validation")).toEqual({ type: "none", reason: "Without an estimate for validation there is nothing to correct its scores to. The net calls no row positive." });
    const unknown = { type: "unknown", reason: "Focal loss makes no probabilities.", rows: 100, positives: 20, weight: 1 } as const;
    expect(correctedTo(answer(0.5, unknown), "test")).toEqual({ type: "none", reason: "The scores cannot be corrected. Focal loss makes no probabilities." });
    expect(correctedTo(answer(0), "test")).toMatchObject({ type: "none", reason: expect.stringMatching(/^EM takes 0.0\u202f% of test for positive: a correction to that would call every row negative/) as string });
    expect(correctedTo(answer(0.99999999993), "test")).toMatchObject({ type: "none" });
    expect(correctedTo(answer(1), "test")).toMatchObject({ type: "none", reason: expect.stringContaining("every row positive") as string });
  });
});
