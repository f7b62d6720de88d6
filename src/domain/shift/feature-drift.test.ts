import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inOneGo } from "../inspect/stepwise";
import type { PerSplit } from "../split";
import type { DriftMeasures, FeatureDrift } from "./drift";
import { featureDrift } from "./feature-drift";
import { driftOf, labelled, plannedColumn, type Cells } from "./testing/drift-columns";
import { driftParity } from "./testing/parity-drift";

const parity = driftParity(readFileSync(join(process.env["PARITY_DIR"] ?? "", "drift.json"), "utf8"));

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length) || 1;
}

/** Of one column: train against the same rows as validation and as test. */
function both(reference: Cells, current: Cells, labels?: { reference: ArrayLike<number>; current: ArrayLike<number> }): FeatureDrift[] {
  const cells: PerSplit<Cells> = { train: reference, validation: current, test: current };
  const { reference: before, current: after } = labels ?? { reference: new Uint8Array(reference.length), current: new Uint8Array(current.length) };
  return [...driftOf([plannedColumn("x", cells)], { train: before, validation: after, test: after })];
}

function drift(...args: Parameters<typeof both>): FeatureDrift {
  const [found] = both(...args);
  if (found === undefined) throw new Error("nothing was measured");
  return found;
}

describe("agreement with SciPy", () => {
  const agree = (actual: number | null | undefined, expected: number | null, what: string): void => {
    expect(parity.agrees(actual ?? null, expected), `${what}: ${String(actual)} is not ${String(expected)}`).toBe(true);
  };
  const agreeNumbers = (actual: DriftMeasures | null, expected: (typeof parity.numbers)[number]["expected"], unit: number): void => {
    expect([actual?.referenceRows, actual?.currentRows]).toEqual([expected.referenceCount, expected.currentCount]);
    agree(actual?.ks, expected.ksStatistic, "KS");
    agree(actual?.wasserstein, expected.wassersteinDistance / unit, "Wasserstein");
    agree(actual?.jsDistance, expected.jensenShannon.distance, "JS");
    agree(actual?.psi, expected.psi.value, "PSI");
  };

  it.each(parity.numbers.map((each) => [each.name, each] as const))("%s", (_, { reference, current, expected }) => {
    const unit = deviation(reference);
    for (const found of both(reference, current)) {
      agreeNumbers(found.all, expected, unit);
      agreeNumbers(found.withinNegative, expected, unit);
      expect(found.withinPositive).toBeNull();
    }
  });

  it.each(parity.classes.map((each) => [each.name, each] as const))("%s", (_, each) => {
    const { all, withinNegative, withinPositive } = drift(each.reference, each.current, { reference: each.referenceLabels, current: each.currentLabels });
    const unit = deviation(each.reference);
    for (const [actual, expected] of [[all, each.expected.allRows], [withinNegative, each.expected.class0], [withinPositive, each.expected.class1]] as const) {
      if (expected === null) expect(actual).toBeNull();
      else agreeNumbers(actual, expected, unit);
    }
  });

  it.each(parity.categories.map((each) => [each.name, each] as const))("%s", (_, { reference, current, expected }) => {
    const { kind, all } = drift(reference, current);
    expect([kind, all.categories]).toEqual(["category", expected.categories.length]);
    expect(all.categories).toBe(expected.degreesOfFreedom + 1);
    agree(all.chiSquare, expected.chiSquare, "chi-square");
    agree(all.cramersV, expected.cramersV, "Cramér's V");
    agree(all.psi, expected.psi, "PSI");
    agree(all.unseenShare, expected.unseenShare, "unseen share");
  });

  it("has cases of each kind", () => {
    expect([parity.numbers.length, parity.classes.length, parity.categories.length].every((count) => count >= 4)).toBe(true);
  });
});

const SOME = fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 1, maxLength: 40 });
/** Few values, many ties. */
const TIED = fc.array(fc.integer({ min: -3, max: 6 }), { minLength: 1, maxLength: 40 });
const NUMBERS = fc.oneof(SOME, TIED);
const TEXTS = fc.array(fc.constantFrom("a", "b", "c", "d", "e"), { minLength: 1, maxLength: 40 });

describe("properties", () => {
  it("identical rows have every index 0", () => {
    fc.assert(
      fc.property(NUMBERS, (list) => {
        const { all } = drift(list, list);
        expect(all).toMatchObject({ ks: 0, wasserstein: 0, jsDistance: 0, psi: 0, chiSquare: null, cramersV: null, unseenShare: null });
      }),
    );
    fc.assert(
      fc.property(TEXTS, (list) => {
        const { all } = drift(list, list);
        expect(all).toMatchObject({ ks: null, wasserstein: null, jsDistance: 0, psi: 0, unseenShare: 0 });
        expect(all.chiSquare).toBeCloseTo(0, 9);
        if (new Set(list).size > 1) expect(all.cramersV).toBeCloseTo(0, 6);
        else expect(all.cramersV).toBeNull();
      }),
    );
  });

  it("the order of rows and a repetition of all of them change nothing", () => {
    fc.assert(
      fc.property(NUMBERS, NUMBERS, (reference, current) => {
        const once = drift(reference, current).all;
        const again = drift(reference.toReversed(), [...current, ...current].reverse()).all;
        for (const measure of ["ks", "jsDistance", "psi", "wasserstein"] as const) expect(again[measure]).toBeCloseTo(once[measure] ?? NaN, 9);
      }),
    );
    fc.assert(
      fc.property(TEXTS, TEXTS, (reference, current) => {
        const once = drift(reference, current).all;
        const thrice = drift([...reference, ...reference, ...reference], [...current, ...current, ...current]).all;
        expect(thrice.chiSquare).toBeCloseTo(3 * (once.chiSquare ?? NaN), 9);
        for (const measure of ["jsDistance", "psi", "unseenShare"] as const) expect(thrice[measure]).toBeCloseTo(once[measure] ?? NaN, 9);
        expect(thrice.cramersV ?? -1).toBeCloseTo(once.cramersV ?? -1, 9);
      }),
    );
  });

  it("KS, JS and Cramér's V are the same from either side", () => {
    fc.assert(
      fc.property(NUMBERS, NUMBERS, (reference, current) => {
        const [there, back] = [drift(reference, current).all, drift(current, reference).all];
        expect(back.ks).toBeCloseTo(there.ks ?? NaN, 12);
        expect(back.jsDistance).toBeCloseTo(there.jsDistance ?? NaN, 12);
      }),
    );
    fc.assert(
      fc.property(TEXTS, TEXTS, (reference, current) => {
        const [there, back] = [drift(reference, current).all, drift(current, reference).all];
        expect(back.cramersV ?? -1).toBeCloseTo(there.cramersV ?? -1, 9);
      }),
    );
  });

  it("KS stays under monotone maps, all but PSI turn with a mirror, and Wasserstein goes with the unit", () => {
    fc.assert(
      fc.property(TIED, TIED, (reference, current) => {
        const plain = drift(reference, current).all;
        const bent = drift(reference.map((x) => Math.exp(x) - 7), current.map((x) => Math.exp(x) - 7)).all;
        expect(bent.ks).toBeCloseTo(plain.ks ?? NaN, 12);
        expect(bent.psi === null || bent.psi >= 0).toBe(true);
        const mirrored = drift(reference.map((x) => -x), current.map((x) => -x)).all;
        expect(mirrored.ks).toBeCloseTo(plain.ks ?? NaN, 12);
        expect(mirrored.wasserstein).toBeCloseTo(plain.wasserstein ?? NaN, 9);
        if (new Set(reference).size < 2) return;
        const scaled = drift(reference.map((x) => 1000 * x + 5), current.map((x) => 1000 * x + 5)).all;
        expect(scaled.wasserstein).toBeCloseTo(plain.wasserstein ?? NaN, 9);
      }),
    );
  });

  it("counting whole numbers and sorting fractions come to the same", () => {
    fc.assert(
      fc.property(TIED, TIED, (reference, current) => {
        // Quarters of whole numbers are sorted; a power of two changes no digit.
        const halves = (list: readonly number[]): number[] => [...list, 3, 5].map((x) => x / 4);
        const wholes = (list: readonly number[]): number[] => [...list, 3, 5];
        expect(drift(halves(reference), halves(current))).toEqual(drift(wholes(reference), wholes(current)));
      }),
    );
  });
});

describe("edge cases", () => {
  it("missing and infinite values take no part, and the rest agrees with the rows that have one", () => {
    const { all } = drift([1, 2, null, 3], [null, 4, Infinity, 4, 1]);
    expect(all).toEqual({ ...drift([1, 2, 3], [4, 4, 1]).all, referenceMissing: 1, currentMissing: 2 });
    const text = drift(["a", null, "b"], [null, "c"]).all;
    expect(text).toMatchObject({ referenceRows: 2, currentRows: 1, referenceMissing: 1, currentMissing: 1, unseenShare: 1, categories: 3 });
  });

  it("missing values are counted in each class", () => {
    const { all, withinPositive, withinNegative } = drift([1, null, null, 3], [null, 4, Infinity, 4, 1], { reference: [1, 0, 1, 0], current: [1, 1, 1, 0, 0] });
    expect(all).toMatchObject({ referenceRows: 2, referenceMissing: 2, currentRows: 3, currentMissing: 2 });
    expect(withinPositive).toMatchObject({ referenceRows: 1, referenceMissing: 1, currentRows: 1, currentMissing: 2 });
    expect(withinNegative).toMatchObject({ referenceRows: 1, referenceMissing: 1, currentRows: 2, currentMissing: 0 });
  });

  it("a side without a value has no measure", () => {
    const { all, withinPositive } = drift([1, 2], [null, null], { reference: [1, 0], current: [1, 0] });
    for (const found of [all, withinPositive]) {
      expect(found).toMatchObject({ currentRows: 0, ks: null, wasserstein: null, jsDistance: null, psi: null });
    }
    expect(drift([null], ["a"]).all).toMatchObject({ referenceRows: 0, chiSquare: null, cramersV: null, unseenShare: null });
  });

  it("a constant column of train that moves is told in the unit of the data, and the largest doubles are undefined, not wrong", () => {
    expect(drift([0.1, 0.1, 0.1], [2.1]).all).toMatchObject({ ks: 1, wasserstein: 2, jsDistance: 1 });
    expect(drift([-1.7e308], [1.7e308]).all).toMatchObject({ ks: 1, wasserstein: null, jsDistance: null });
  });

  it("numbers that are encoded value by value are categories, those that a rule reads stay numbers", () => {
    const cells = { train: [1, 2, 2], validation: [1, 2, 3], test: [7, 7, 7] };
    const labels = { train: [0, 0, 1], validation: [0, 1, 1], test: [1, 1, 1] };
    const kinds = (["one-hot", "ordinal", "frequency", "sign"] as const).map((type) => {
      const encoding = type === "one-hot" ? { type, max: 3 } : { type };
      return driftOf([plannedColumn("x", cells, encoding)], labels)[0]?.kind;
    });
    expect(kinds).toEqual(["category", "category", "category", "number"]);
    const [validation, test] = driftOf([plannedColumn("x", cells, { type: "frequency" })], labels);
    expect(validation?.all.unseenShare).toBeCloseTo(1 / 3, 12);
    expect(test).toMatchObject({ against: "test", all: { unseenShare: 1, cramersV: 1, jsDistance: 1 }, withinNegative: null });
  });

  it("texts are the same in every split whatever their codes", () => {
    const [validation] = driftOf([plannedColumn("host", { train: ["a", "b"], validation: ["b", "a"], test: ["a"] })], { train: [0, 0], validation: [0, 0], test: [0] });
    expect(validation?.all).toMatchObject({ jsDistance: 0, unseenShare: 0 });
  });

  it("rows that were left out take no part, and labels keep to their rows", () => {
    const source = plannedColumn("x", { train: [9, 1, 9, 2], validation: [1, 9, 9, 5], test: [1, 2] });
    const rows = {
      train: { total: 4, kept: 2, leftOut: Uint8Array.of(1, 0, 1, 0), y: Uint8Array.of(0, 1) },
      validation: { total: 4, kept: 2, leftOut: Uint8Array.of(0, 1, 1, 0), y: Uint8Array.of(0, 1) },
      test: labelled([0, 1]),
    };
    const [validation, test] = inOneGo(featureDrift([source], rows));
    expect(validation).toMatchObject({ withinNegative: { ks: 0, referenceRows: 1 }, withinPositive: { ks: 1 } });
    expect(test).toMatchObject({ all: { ks: 0 }, withinNegative: { ks: 0 }, withinPositive: { ks: 0 } });
  });

  it("goes through the features in order, against validation first, and tells how far it is", () => {
    const cells = { train: [1, 2], validation: [1, 2], test: [1, 2] };
    const rows = { train: labelled([0, 1]), validation: labelled([0, 1]), test: labelled([0, 1]) };
    const work = featureDrift([plannedColumn("b", cells), plannedColumn("a", cells)], rows);
    const shares: number[] = [];
    let step = work.next();
    for (; step.done !== true; step = work.next()) shares.push(step.value);
    expect(step.value.map(({ name, against }) => `${name} ${against}`)).toEqual(["b validation", "a validation", "b test", "a test"]);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBeLessThanOrEqual(1);
  });
});
