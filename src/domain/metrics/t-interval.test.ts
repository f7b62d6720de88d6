import fc from "fast-check";
import { expect, it } from "vitest";
import { meanInterval95, t95 } from "./t-interval";

// Figures of scipy.stats.t.ppf(0.975, freedom).
it.each([
  [1, 12.706204736432095],
  [4, 2.7764451051977987],
  [30, 2.0422724563012373],
  [31, 2.0395134463964077],
  [100, 1.9839715184496334],
])("of %i degrees of freedom is %f", (freedom, expected) => {
  expect(t95(freedom)).toBeCloseTo(expected, 5);
});

it("contains the mean, and needs two draws", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2, maxLength: 40 }), (draws) => {
      const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
      const interval = meanInterval95(draws);
      expect(interval?.low).toBeLessThanOrEqual(mean);
      expect(interval?.high).toBeGreaterThanOrEqual(mean);
    }),
  );
  expect(meanInterval95([0.5])).toBeNull();
});
