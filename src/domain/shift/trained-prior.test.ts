import { describe, expect, it } from "vitest";
import { cumulativeCounts } from "../metrics/cumulative-counts";
import { isLevel, meanScore, trainedPrior } from "./trained-prior";

const ROWS = { rows: 1000, positives: 20 };

describe("the prior that a net was fitted to", () => {
  it("is the share of positives of the rows trained on", () => {
    expect(trainedPrior({ type: "bce", positiveWeight: 1 }, ROWS)).toEqual({ type: "known", prior: 0.02, weight: 1, ...ROWS });
  });

  it("is one half where the classes are balanced, and in between with any other weight", () => {
    expect(trainedPrior({ type: "bce", positiveWeight: 49 }, ROWS)).toMatchObject({ prior: 0.5, weight: 49 });
    expect(trainedPrior({ type: "bce", positiveWeight: 3 }, ROWS)).toMatchObject({ prior: 60 / 1040 });
  });

  it("is unknown for losses whose minimum is no probability, and for rows of one class, and says why", () => {
    expect(trainedPrior({ type: "focal", gamma: 2, alpha: 0.25 }, ROWS)).toMatchObject({ type: "unknown", reason: expect.stringContaining("Focal loss") as string });
    expect(trainedPrior({ type: "cross-entropy-single-output" }, ROWS)).toMatchObject({ type: "unknown", reason: expect.stringContaining("trains nothing") as string });
    expect(trainedPrior({ type: "bce", positiveWeight: 1 }, { rows: 5, positives: 0 })).toMatchObject({ type: "unknown", reason: expect.stringContaining("all negative") as string });
    expect(trainedPrior({ type: "bce", positiveWeight: 1 }, { rows: 5, positives: 5 })).toMatchObject({ type: "unknown", reason: expect.stringContaining("all positive") as string });
  });
});

describe("the mean score of the rows trained on", () => {
  const counts = cumulativeCounts(Float64Array.of(0.2, 0.4, 0.4, 0.9), Uint8Array.of(0, 0, 1, 1));

  it("counts positive rows as the loss does", () => {
    expect(meanScore(counts, 1)).toBeCloseTo(1.9 / 4, 12);
    expect(meanScore(counts, 3)).toBeCloseTo((0.2 + 0.4 + 3 * 1.3) / 8, 12);
    expect(meanScore(cumulativeCounts(new Float64Array(), new Uint8Array()), 1)).toBeNull();
  });

  it("is held against the prior by the odds, at either end alike", () => {
    expect(isLevel(0.0017, 0.002)).toBe(true);
    expect(isLevel(0.0017, 0.004)).toBe(false);
    expect(isLevel(0.9983, 0.996)).toBe(false);
    expect(isLevel(1, 0.9)).toBe(false);
  });
});
