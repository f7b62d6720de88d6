import { describe, expect, it } from "vitest";
import { inOneGo } from "../inspect/stepwise";
import { cumulativeCounts, type CumulativeCounts } from "../metrics/cumulative-counts";
import { sigmoid } from "../metrics/logistic";
import { fitLogisticNow, logisticLogits } from "../metrics/logistic-regression";
import { createRandom } from "../random";
import { logitOf } from "./prior-correction";
import { targetPrior, type PriorEstimate, type TargetPrior } from "./prior-estimates";
import { CLAIM } from "./prior-words";
import { trainedPrior } from "./trained-prior";

const TRAIN_PRIOR = 0.01;
const SEEDS = 120;

interface World {
  readonly rows: number;
  readonly prior: number;
  /** How far the classes lie apart, in standard deviations. */
  readonly apart?: number;
  /** Added to the feature of every positive row: a shift within the class. */
  readonly moved?: number;
}

/** Rows with one normal feature, scored by the very probability that a row of train is positive. */
function drawn({ rows, prior, apart = 2, moved = 0 }: World, seed: number, stream: string): CumulativeCounts {
  const random = createRandom(seed, stream);
  const y = Uint8Array.from({ length: rows }, () => Number(random.uniform() < prior));
  const scores = Float64Array.from(y, (label) => {
    const z = random.normal() + label * (apart + moved);
    return sigmoid(logitOf(TRAIN_PRIOR) + apart * z - apart ** 2 / 2);
  });
  return cumulativeCounts(scores, y);
}

function estimated(target: World, seed: number): TargetPrior {
  const train = drawn({ rows: 20_000, prior: TRAIN_PRIOR }, seed, "train");
  const trained = trainedPrior({ type: "bce", positiveWeight: 1 }, { rows: 10_000, positives: 100 });
  return inOneGo(targetPrior({ source: train, trained, threshold: TRAIN_PRIOR }, drawn(target, seed, "target")));
}

function holds(estimate: PriorEstimate, prior: number): boolean {
  return estimate.type === "estimated" && estimate.interval !== null && estimate.interval.low <= prior && estimate.interval.high >= prior;
}

/** How many of the seeds have the truth in the interval of either estimate. */
function covered(target: World, seeds: number): Record<"em" | "bbse", number> {
  const hits = { em: 0, bbse: 0 };
  for (let seed = 1; seed <= seeds; seed++) {
    const answer = estimated(target, seed);
    for (const method of ["em", "bbse"] as const) {
      const estimate = answer[method];
      if (holds(estimate, target.prior)) hits[method]++;
    }
  }
  return hits;
}

describe("a prior that moved while each class stayed as it was", () => {
  it("from 1 % to 60 % is within both intervals about 95 times in 100", () => {
    const { em, bbse } = covered({ rows: 1_000, prior: 0.6 }, SEEDS);
    // Of 120 draws at 95 %, fewer than 104 would come once in ten thousand, all of them once in five hundred.
    for (const hits of [em, bbse]) {
      expect(hits).toBeGreaterThanOrEqual(104);
      expect(hits).toBeLessThanOrEqual(119);
    }
  });

  it("down to 0.1 % is within them too, though they reach 0", () => {
    const { em, bbse } = covered({ rows: 1_000, prior: 0.001 }, 60);
    expect(em).toBeGreaterThanOrEqual(52);
    expect(bbse).toBeGreaterThanOrEqual(52);
  });

  it("has the scores of each class lie alike, up to what chance does", () => {
    let apart = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const { scores } = estimated({ rows: 1_000, prior: 0.6 }, seed);
      for (const drift of [scores.positive, scores.negative]) if (drift === null || drift.ks > drift.noise) apart++;
    }
    // 80 tests at one in a thousand.
    expect(apart).toBeLessThanOrEqual(1);
  });

  it("gives narrower intervals the more rows there are", () => {
    const [few, many] = [estimated({ rows: 300, prior: 0.6 }, 3), estimated({ rows: 30_000, prior: 0.6 }, 3)];
    for (const method of ["em", "bbse"] as const) {
      const widths = [few[method], many[method]].map((each) => (each.type === "estimated" && each.interval !== null ? each.interval.high - each.interval.low : NaN));
      expect(widths[1]).toBeLessThan((widths[0] ?? NaN) / 1.5);
    }
  });
});

describe("scores that say little", () => {
  it("have EM creep, so the estimate is the maximum that it was heading for, within its interval", () => {
    const { em } = estimated({ rows: 60_000, prior: 0.3, apart: 0.1 }, 2);
    if (em.type === "none") throw new Error(em.reason);
    expect(em.converged).toBe(false);
    expect(em.reached).toBeLessThan(em.interval.low);
    expect(em.prior).toBe(em.maximum);
    expect(em.prior).toBeGreaterThan(em.interval.low);
    expect(em.prior).toBeLessThan(em.interval.high);
  });
});

describe("a net that was fitted, to few positives", () => {
  const [features, apart, positives, rows] = [7, 1, 100, 4000];
  /** Rows of normal features, of which those of positive rows lie a little higher. */
  const made = (count: number, prior: number, seed: number, stream: string) => {
    const random = createRandom(seed, stream);
    const y = Uint8Array.from({ length: count }, (_, row) => Number(stream === "train" ? row < positives : random.uniform() < prior));
    const x = Float32Array.from({ length: count * features }, (_, at) => random.normal() + (y[Math.floor(at / features)] ?? 0) * (apart / Math.sqrt(features)));
    return { x, y };
  };

  it("is off by more than the interval says, which is why it is claimed for the rows drawn alone", () => {
    const trained = trainedPrior({ type: "bce", positiveWeight: 1 }, { rows, positives });
    const hits = { fitted: 0, exact: 0 };
    const seeds = 30;
    for (let seed = 1; seed <= seeds; seed++) {
      const train = made(rows, positives / rows, seed, "train");
      const target = made(2000, 0.6, seed, "target");
      const model = fitLogisticNow({ ...train, rows, features }, { seed, penalty: 1e-3 });
      if (model.type === "none") throw new Error(model.reason);
      const bias = logitOf(positives / rows) - apart ** 2 / 2;
      const exact = { weights: new Float64Array(features).fill(apart / Math.sqrt(features)), bias };
      for (const [name, scorer] of [["fitted", model], ["exact", exact]] as const) {
        const counts = cumulativeCounts(Float64Array.from(logisticLogits(scorer, target.x, 2000), sigmoid), target.y);
        if (holds(inOneGo(targetPrior({ source: counts, trained, threshold: 0.5 }, counts)).em, 0.6)) hits[name]++;
      }
    }
    expect(hits.exact).toBeGreaterThanOrEqual(26);
    expect(hits.fitted).toBeLessThan(24);
    expect(CLAIM).toBe("95 % for the rows drawn");
  });
});

describe("a shift within the positive class", () => {
  it("misleads both estimates, and shows in the scores of that class alone", () => {
    const target = { rows: 2_000, prior: 0.6, moved: -1 };
    expect(covered(target, 20)).toEqual({ em: 0, bbse: 0 });
    for (let seed = 1; seed <= 20; seed++) {
      const { positive, negative } = estimated(target, seed).scores;
      expect(positive?.ks).toBeGreaterThan(0.2 + (positive?.noise ?? NaN));
      expect(negative?.ks).toBeLessThan(0.1);
    }
  });
});
