import { describe, expect, it } from "vitest";
import { createRandom } from "../random";
import { perSplit } from "../split";
import type { DriftMeasures } from "./drift";
import { CUT_OFFS, effectSize, missingEffect, rankDrift } from "./effect-size";
import { driftOf, plannedColumn } from "./testing/drift-columns";

const NUMBERS: DriftMeasures = {
  ...{ referenceRows: 1000, currentRows: 1000, referenceMissing: 0, currentMissing: 0, ks: 0, wasserstein: 0, jsDistance: 0, psi: 0 },
  ...{ chiSquare: null, cramersV: null, unseenShare: null, categories: null },
};

/** Of so many rows a side. */
function lacking(reference: number, current: number, rows = 100_000): DriftMeasures {
  const [before, after] = [reference * rows, current * rows];
  return { ...NUMBERS, referenceRows: rows - before, currentRows: rows - after, referenceMissing: before, currentMissing: after };
}

describe("missing values", () => {
  it.each([
    [0, 0.02, "small"],
    [0, 0.12, "medium"],
    [0, 0.29, "large"],
    [0.2, 0.303, "small"],
    [0.2, 0.48, "medium"],
    [0.2, 0.66, "large"],
  ] as const)("from a share of %d to %d are an effect that begins to be %s, as the reason says", (from, to, level) => {
    const at = effectSize("number", lacking(from, to));
    expect(at).toMatchObject({ measure: "missing", level, missing: { reference: from } });
    expect(at?.missing?.current).toBeCloseTo(to, 12);
    expect(at?.value).toBeCloseTo(CUT_OFFS.missing[level], 2);
    // The same the other way round.
    expect(effectSize("category", lacking(to, from))).toMatchObject({ level, value: at?.value });
  });

  it("give way to values that moved more, and lead where these moved less", () => {
    expect(effectSize("number", { ...lacking(0, 0.05), ks: 0.25 })).toMatchObject({ measure: "ks", level: "medium", missing: null });
    expect(effectSize("number", { ...lacking(0, 0.5), ks: 0.25 })).toMatchObject({ measure: "missing", level: "large" });
  });

  it("are no effect where both sides have none or nothing else, and undefined without rows", () => {
    expect(missingEffect(NUMBERS)).toMatchObject({ value: 0, level: "none", byChance: false });
    expect(effectSize("number", { ...NUMBERS, referenceRows: 0, currentRows: 0, referenceMissing: 9, currentMissing: 5, ks: null })).toMatchObject({ value: 0, level: "none", missing: { reference: 1, current: 1 } });
    expect(effectSize("number", { ...NUMBERS, referenceRows: 0, ks: null })).toBeNull();
  });
});

describe("what chance makes", () => {
  it("grows with the looks, and is left as it is by one", () => {
    const few = { ...NUMBERS, referenceRows: 100, currentRows: 100, ks: 0.3 };
    expect(effectSize("number", few)?.chance).toBeCloseTo(1.9495 * Math.sqrt(0.02), 4);
    expect(effectSize("number", few)).toMatchObject({ level: "large", byChance: false });
    expect(effectSize("number", few, 1000)).toMatchObject({ level: "none", byChance: true });
    expect(effectSize("number", few, 1000)?.chance).toBeCloseTo(Math.sqrt((Math.log(2e6) / 2) * 0.02), 12);
  });

  it("of chi-square is near its points, also far out", () => {
    const table = (categories: number, looks: number): number => {
      const found = effectSize("category", { ...NUMBERS, ks: null, cramersV: 1, jsDistance: 0.9, categories }, looks);
      return (found?.chance ?? NaN) ** 2 * 2000;
    };
    // SciPy's chi2.isf(0.001, 1), (1e-6, 1), (0.001, 9), (1e-6, 9).
    for (const [categories, looks, point] of [[2, 1, 10.8276], [2, 1000, 23.9281], [10, 1, 27.8772], [10, 1000, 44.8109]] as const) {
      expect(table(categories, looks)).toBeGreaterThan(point);
      expect(table(categories, looks)).toBeLessThan(1.2 * point);
    }
  });

  it("is not passed by gaps, numbers and rare values of one source, however unlike the numbers of rows", () => {
    const random = createRandom(9);
    const passed = [100, 300, 3000].flatMap((rows) =>
      Array.from({ length: 3 }, () => {
        const many = 3000;
        const length = perSplit((split) => (split === "train" ? many : rows));
        const cells = <T>(draw: () => T) => perSplit((split) => Array.from({ length: length[split] }, draw));
        const sources = Array.from({ length: 40 }, (_, column) => {
          const rare = [0.0005, 0.005, 0.05][column % 3] ?? 0;
          if (column % 2 === 0) return plannedColumn(`t${column}`, cells(() => (random.uniform() < rare ? `rare${random.integer(4)}` : "usual")));
          return plannedColumn(`n${column}`, cells(() => (random.uniform() < rare ? null : random.normal())));
        });
        const answer = driftOf(sources, perSplit((split) => new Uint8Array(length[split])));
        return rankDrift(answer, "test").filter(({ effect }) => effect?.level !== "none").length;
      }),
    );
    expect(passed.reduce((sum, each) => sum + each, 0)).toBe(0);
  });
});
