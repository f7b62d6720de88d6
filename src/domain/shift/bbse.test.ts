import { describe, expect, it } from "vitest";
import type { Confusion } from "../history";
import { createRandom } from "../random";
import { bbse } from "./bbse";

interface World {
  readonly positives: number;
  readonly negatives: number;
  readonly tpr: number;
  readonly fpr: number;
  /** Share of positives in the target. */
  readonly truth: number;
  readonly rows: number;
}

const WORLDS: readonly World[] = [
  { positives: 10, negatives: 990, tpr: 0.5, fpr: 0.05, truth: 0.6, rows: 2000 },
  { positives: 5, negatives: 500, tpr: 0.3, fpr: 0.02, truth: 0.5, rows: 2000 },
  { positives: 50, negatives: 5000, tpr: 0.8, fpr: 0.01, truth: 0.9, rows: 1000 },
  { positives: 200, negatives: 2000, tpr: 0.7, fpr: 0.1, truth: 0.05, rows: 300 },
];
const DRAWS = 1000;

/** Of the intervals, how many hold the truth; how many draws have none, and how many one of no width. */
function covered({ positives, negatives, tpr, fpr, truth, rows }: World, seed: number): { readonly share: number; readonly none: number; readonly points: number } {
  const random = createRandom(seed, "bbse");
  const count = (of: number, chance: number): number => {
    let hits = 0;
    for (let i = 0; i < of; i++) if (random.uniform() < chance) hits++;
    return hits;
  };
  let [held, none, points] = [0, 0, 0];
  for (let draw = 0; draw < DRAWS; draw++) {
    const [tp, fp] = [count(positives, tpr), count(negatives, fpr)];
    const { interval } = bbse({ tp, fn: positives - tp, fp, tn: negatives - fp }, { rows, positives: count(rows, truth * tpr + (1 - truth) * fpr) });
    if (interval === null) {
      none++;
      continue;
    }
    if (interval.low <= truth && truth <= interval.high) held++;
    if (interval.high - interval.low < 1e-9) points++;
  }
  return { share: held / (DRAWS - none), none: none / DRAWS, points };
}

describe("the interval of BBSE", () => {
  it.each(WORLDS)("holds a share of $truth about 95 times in 100: $positives positives, TPR $tpr, FPR $fpr", (world) => {
    const { share, none, points } = covered(world, 3);
    // Of 1,000 draws the share wanders by 0.7 points; limits of so few whole rows cannot be hit exactly.
    expect(share).toBeGreaterThan(0.93);
    expect(share).toBeLessThan(0.99);
    // Of 5 positives the net finds none in 17 draws of 100, which are then worse than chance; else hardly a draw lies beyond.
    expect(none).toBeLessThan(world.positives < 10 ? 0.2 : 0.01);
    expect(points).toBe(0);
  });

  it("is none where no share explains the counts, though the estimate is cut", () => {
    const source: Confusion = { tp: 600, fn: 400, fp: 100, tn: 99_900 };
    expect(bbse(source, { rows: 100_000, positives: 85_000 })).toMatchObject({ prior: 1, interval: null });
    expect(bbse(source, { rows: 100_000, positives: 10 })).toMatchObject({ prior: 0, interval: null });
    const near = bbse(source, { rows: 1000, positives: 610 });
    expect(near.raw).toBeGreaterThan(1);
    expect(near).toMatchObject({ prior: 1, interval: { high: 1 } });
    expect(near.interval?.low).toBeLessThan(1);
  });

  it("is everything where answers hardly depend on the label, and turns round with a net that is worse than chance", () => {
    expect(bbse({ tp: 3, fn: 3, fp: 52, tn: 50 }, { rows: 50, positives: 25 }).interval).toEqual({ low: 0, high: 1 });
    const better = bbse({ tp: 80, fn: 20, fp: 50, tn: 450 }, { rows: 500, positives: 220 });
    const worse = bbse({ tp: 20, fn: 80, fp: 450, tn: 50 }, { rows: 500, positives: 280 });
    expect(worse.prior).toBeCloseTo(better.prior ?? NaN, 10);
    expect(worse.interval?.low).toBeCloseTo(better.interval?.low ?? NaN, 10);
    expect(worse.interval?.high).toBeCloseTo(better.interval?.high ?? NaN, 10);
  });
});
