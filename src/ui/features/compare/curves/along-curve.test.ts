import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cumulativeCounts } from "../../../../domain/metrics/cumulative-counts";
import { curveOf, type Curve } from "../../../../domain/metrics/curves";
import { nearestAlong, stepAlong } from "./along-curve";
import { placeOf } from "./curve-figures";

/** 5,000 rows of nearly as many scores, drawn with few points. */
const SCORES = Float64Array.from({ length: 5000 }, (_, i) => ((i * 2654435761) % 4999) / 5000);
const COUNTS = cumulativeCounts(SCORES, Uint8Array.from(SCORES, (score, i) => Number((i % 7) / 7 < score)));

function drawn(most: number): Curve {
  const curve = curveOf("roc", COUNTS, most);
  if (curve.index === null) throw new Error(curve.reason);
  return curve;
}

const SIDE = 300;
const placed = ({ x, y }: Curve) => ({ left: x.map((value) => value * SIDE), top: y.map((value) => (1 - value) * SIDE) });

describe("nearestAlong", () => {
  it("finds a score between two drawn points, within a pixel of the nearest there is", () => {
    const curve = drawn(40);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: SIDE }), fc.integer({ min: 0, max: SIDE }), (left, top) => {
        const distance = (index: number): number => {
          const place = placeOf("roc", COUNTS, index);
          return place === null ? Infinity : Math.hypot(place.x * SIDE - left, (1 - place.y) * SIDE - top);
        };
        const nearest = Math.min(...Array.from({ length: COUNTS.scores.length + 1 }, (_, at) => distance(at - 1)));
        expect(distance(nearestAlong(curve, COUNTS, placed(curve), left, top))).toBeLessThan(nearest + 1.5);
      }),
      { numRuns: 40 },
    );
  });

  it("goes from tie to tie where there are no scores between", () => {
    const counts = cumulativeCounts(Float64Array.of(0.9, 0.9, 0.1, 0.1), Uint8Array.of(1, 0, 1, 0));
    const curve = curveOf("roc", counts);
    if (curve.index === null) throw new Error(curve.reason);
    const at = (left: number): number => nearestAlong(curve, counts, placed(curve), left, SIDE - left);
    expect([0, 70, 80, 220, 230, 300].map(at)).toEqual([-1, -1, 0, 0, 1, 1]);
  });
});

describe("stepAlong", () => {
  const curve: Curve = { x: new Float64Array(4), y: new Float64Array(4), index: Int32Array.of(-1, 4, 9, 20) };

  it("goes to the next drawn point, from one or from between two, and stops at the ends", () => {
    expect([stepAlong(curve, 4, 1), stepAlong(curve, 4, -1)]).toEqual([9, -1]);
    expect([stepAlong(curve, 6, 1), stepAlong(curve, 6, -1)]).toEqual([9, 4]);
    expect([stepAlong(curve, 9, 10), stepAlong(curve, 9, -10)]).toEqual([20, -1]);
    expect([stepAlong(curve, 9, Infinity), stepAlong(curve, 9, -Infinity)]).toEqual([20, -1]);
  });
});
