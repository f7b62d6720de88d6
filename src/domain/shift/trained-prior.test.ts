import { describe, expect, it } from "vitest";
import { createRandom } from "../random";
import { cumulativeCounts } from "../metrics/cumulative-counts";
import { isLevel, levelOf, shareOfLabels, trainedPrior } from "./trained-prior";

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
    expect(trainedPrior({ type: "bce", positiveWeight: 1 }, ROWS, 0.1)).toMatchObject({ type: "unknown", reason: expect.stringContaining("flipped on purpose") as string, positives: 20 });
    expect([shareOfLabels(0.1), shareOfLabels(0.125)].map((text) => text.replace("\u202f", " "))).toEqual(["10 %", "12.5 %"]);
    expect(trainedPrior({ type: "bce", positiveWeight: 1 }, { rows: 5, positives: 0 })).toMatchObject({ type: "unknown", reason: expect.stringContaining("all negative") as string });
    expect(trainedPrior({ type: "bce", positiveWeight: 1 }, { rows: 5, positives: 5 })).toMatchObject({ type: "unknown", reason: expect.stringContaining("all positive") as string });
  });
});

describe("the level of scores", () => {
  const counts = cumulativeCounts(Float64Array.of(0.2, 0.4, 0.4, 0.9), Uint8Array.of(0, 0, 1, 1));

  it("counts positive rows as the loss does", () => {
    expect(levelOf(counts, 1)).toEqual({ score: expect.closeTo(1.9 / 4, 12) as number, label: 0.5, error: expect.closeTo(Math.sqrt(0.2 ** 2 + 0.4 ** 2 + 0.6 ** 2 + 0.1 ** 2) / 4, 12) as number });
    expect(levelOf(counts, 3)).toMatchObject({ score: expect.closeTo((0.2 + 0.4 + 3 * 1.3) / 8, 12) as number, label: 0.75 });
    expect(levelOf(cumulativeCounts(new Float64Array(), new Uint8Array()), 1)).toBeNull();
  });

  it("is held against the labels by the odds, at either end alike", () => {
    const sure = (score: number, label: number) => isLevel({ score, label, error: 0 });
    expect([sure(0.0017, 0.002), sure(0.0017, 0.004), sure(0.9983, 0.996), sure(1, 0.9)]).toEqual([true, false, false, false]);
  });

  it("is not missed by what chance makes of few rows, weighed or not", () => {
    for (const weight of [1, 9]) {
      let off = 0;
      let missed = 0;
      for (let seed = 1; seed <= 200; seed++) {
        const random = createRandom(seed, "level");
        const truth = Float64Array.from({ length: 200 }, () => 0.3 * random.uniform() ** 3);
        const y = Uint8Array.from(truth, (chance) => Number(random.uniform() < chance));
        const weighed = truth.map((chance) => (weight * chance) / (weight * chance + 1 - chance));
        if (y.includes(1) && !isLevel(levelOf(cumulativeCounts(weighed, y), weight) ?? { score: 0, label: 1, error: 0 })) off++;
        if (isLevel(levelOf(cumulativeCounts(weighed.map((score) => Math.min(1, 5 * score)), y), weight) ?? { score: 0, label: 0, error: 0 })) missed++;
      }
      expect(off).toBeLessThan(20);
      expect(missed).toBeLessThan(60);
    }
  });
});
