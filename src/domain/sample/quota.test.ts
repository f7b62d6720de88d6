import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../random";
import { apportion, cumulate, pickWeighted, Quota } from "./quota";

const weights = fc.array(fc.double({ min: 0.01, max: 10, noNaN: true }), { minLength: 1, maxLength: 8 });

describe("apportion", () => {
  it("keeps the sum, and each part within one of its exact share", () => {
    fc.assert(
      fc.property(fc.nat(100_000), weights, (total, each) => {
        const parts = apportion(total, each);
        const sum = each.reduce((a, b) => a + b, 0);
        expect(parts.reduce((a, b) => a + b, 0)).toBe(total);
        parts.forEach((part, i) => expect(Math.abs(part - (total * (each[i] ?? NaN)) / sum)).toBeLessThanOrEqual(1));
      }),
    );
  });

  it("gives nothing to a weight of 0", () => {
    expect(apportion(7, [0, 1, 0])).toEqual([0, 7, 0]);
  });
});

describe("Quota", () => {
  it("keeps each share to within a few pieces, whatever the draws", () => {
    fc.assert(
      fc.property(weights, fc.integer(), (each, seed) => {
        const random = createRandom(seed);
        const quota = new Quota(each);
        const given = each.map(() => 0);
        for (let i = 0; i < 1_000; i++) {
          const index = quota.next(random, 2);
          quota.give(index, 1);
          given[index] = (given[index] ?? 0) + 1;
        }
        const sum = each.reduce((a, b) => a + b, 0);
        given.forEach((count, i) => {
          expect(Math.abs(count - (1_000 * (each[i] ?? NaN)) / sum)).toBeLessThan(each.length + 3);
        });
      }),
    );
  });
});

describe("pickWeighted", () => {
  it("picks by weight and never what has none", () => {
    const random = createRandom(1);
    const cumulative = cumulate([1, 0, 3]);
    const seen = [0, 0, 0];
    for (let i = 0; i < 8_000; i++) {
      const index = pickWeighted(cumulative, random);
      seen[index] = (seen[index] ?? 0) + 1;
    }
    expect(seen[1]).toBe(0);
    expect(Math.abs((seen[0] ?? NaN) - 2_000)).toBeLessThan(160);
  });
});
