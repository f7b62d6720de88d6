import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inOneGo } from "./inspect/stepwise";
import { dealByOrder, dealByValues, dealPrevalence, dealStratified, NEGATIVE, NO_LABEL, POSITIVE, prevalenceQuotas, type Dealt } from "./pool-rows";
import { SPLITS, type PerSplit } from "./split";

const shares = fc
  .tuple(fc.integer({ min: 1, max: 97 }), fc.integer({ min: 1, max: 97 }))
  .filter(([validation, test]) => validation + test < 100)
  .map(([validation, test]): PerSplit<number> => ({ train: (100 - validation - test) / 100, validation: validation / 100, test: test / 100 }));
const share = fc.oneof(fc.constantFrom(0, 1, 0.5), fc.double({ min: 0, max: 1, noNaN: true }));
const prevalences = fc.tuple(share, share, share).map(([train, validation, test]) => ({ train, validation, test }));
const marks = fc.array(fc.constantFrom(NEGATIVE, NEGATIVE, NEGATIVE, POSITIVE, NO_LABEL), { maxLength: 400 }).map((list) => Uint8Array.from(list));
const seed = fc.integer({ min: 0, max: 1000 });

const rowsOf = (dealt: Dealt): number[] => SPLITS.flatMap((split) => [...dealt[split]]);
const countIn = (of: Uint8Array, rows: Iterable<number>, mark: number): number => [...rows].filter((row) => of[row] === mark).length;

function expectOnce(dealt: Dealt, rows: number): void {
  expect(rowsOf(dealt).sort((a, b) => a - b)).toEqual(Array.from({ length: rows }, (_, row) => row));
  for (const split of SPLITS) expect([...dealt[split]]).toEqual([...dealt[split]].sort((a, b) => a - b));
}

describe("dealing a pool at random within each class", () => {
  it("deals each row once and gives each split its share of each class to less than one row", () => {
    fc.assert(
      fc.property(marks, shares, seed, (of, by, drawn) => {
        const dealt = inOneGo(dealStratified(of, by, drawn));
        expectOnce(dealt, of.length);
        for (const mark of [NEGATIVE, POSITIVE, NO_LABEL]) {
          const size = of.filter((each) => each === mark).length;
          for (const split of SPLITS) expect(Math.abs(countIn(of, dealt[split], mark) - size * by[split])).toBeLessThan(1 + 1e-6);
        }
      }),
    );
  });

  it("deals the same by the same seed, and otherwise by another", () => {
    const of = Uint8Array.from({ length: 300 }, (_, row) => (row % 7 === 0 ? POSITIVE : NEGATIVE));
    const by = { train: 0.6, validation: 0.2, test: 0.2 };
    expect(inOneGo(dealStratified(of, by, 4))).toEqual(inOneGo(dealStratified(of, by, 4)));
    expect(inOneGo(dealStratified(of, by, 4)).test).not.toEqual(inOneGo(dealStratified(of, by, 5)).test);
  });
});

describe("dealing a pool to shares of positives", () => {
  it("takes no row twice, hits each share to less than one row, and wastes no row that there is room for", () => {
    fc.assert(
      fc.property(marks, shares, prevalences, seed, (of, by, to, drawn) => {
        const dealt = inOneGo(dealPrevalence(of, by, to, drawn));
        const all = rowsOf(dealt);
        expect(new Set(all).size).toBe(all.length);
        for (const split of SPLITS) {
          const positives = countIn(of, dealt[split], POSITIVE);
          expect(countIn(of, dealt[split], NO_LABEL)).toBe(0);
          expect(Math.abs(positives - to[split] * dealt[split].length)).toBeLessThanOrEqual(1 + 1e-6);
          // Down to a whole number, and at most one row a class given back where rounding asked for too many.
          expect(Math.abs(dealt[split].length - by[split] * all.length)).toBeLessThan(6);
        }
        const left = [NEGATIVE, POSITIVE].map((mark) => of.filter((each) => each === mark).length - countIn(of, all, mark));
        expect(Math.min(...left)).toBeLessThan(6);
      }),
      { numRuns: 300 },
    );
  });

  it("says how many of each class it takes", () => {
    const even = { train: 0.5, validation: 0.5, test: 0.5 };
    expect(prevalenceQuotas({ positives: 100, negatives: 900 }, { train: 0.6, validation: 0.2, test: 0.2 }, even)).toEqual({
      train: { positives: 60, negatives: 60 },
      validation: { positives: 20, negatives: 20 },
      test: { positives: 20, negatives: 20 },
    });
    const none = prevalenceQuotas({ positives: 0, negatives: 900 }, { train: 0.6, validation: 0.2, test: 0.2 }, even);
    expect(SPLITS.map((split) => none[split])).toEqual(Array(3).fill({ positives: 0, negatives: 0 }));
  });

  it("can turn the mixes of the splits round", () => {
    const of = Uint8Array.from({ length: 10_000 }, (_, row) => (row % 10 === 0 ? POSITIVE : NEGATIVE));
    const dealt = inOneGo(dealPrevalence(of, { train: 0.5, validation: 0.25, test: 0.25 }, { train: 0.9, validation: 0.5, test: 0.01 }, 1));
    for (const [split, wanted] of [["train", 0.9], ["validation", 0.5], ["test", 0.01]] as const) {
      expect(countIn(of, dealt[split], POSITIVE) / dealt[split].length).toBeCloseTo(wanted, 2);
    }
  });
});

describe("dealing a pool by the order of a column", () => {
  it("keeps the shares, and no value of an earlier split is above one of a later", () => {
    const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(NaN, Infinity, -Infinity, -0));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 300 }), shares, (values, by) => {
        const dealt = inOneGo(dealByOrder(Float64Array.from(values), by));
        expectOnce(dealt, values.length);
        const known = SPLITS.map((split) => [...dealt[split]].map((row) => values[row] ?? NaN).filter((each) => !Number.isNaN(each)));
        for (const [earlier, later] of [[0, 1], [1, 2], [0, 2]] as const) {
          expect(Math.max(-Infinity, ...(known[earlier] ?? []))).toBeLessThanOrEqual(Math.min(Infinity, ...(known[later] ?? [])));
        }
        const missing = values.filter(Number.isNaN).length;
        for (const split of SPLITS) {
          if (missing <= values.length * by.train) expect(Math.abs(dealt[split].length - values.length * by[split])).toBeLessThan(1 + 1e-6);
        }
      }),
    );
  });

  it("gives rows without a value to train, and equal ones in the order of the pool", () => {
    const dealt = inOneGo(dealByOrder(Float64Array.of(5, 5, NaN, 5, 1, 5, 5, 9, 5, 5), { train: 0.5, validation: 0.3, test: 0.2 }));
    expect([...dealt.train]).toEqual([0, 1, 2, 3, 4]);
    expect([...dealt.validation]).toEqual([5, 6, 8]);
    expect([...dealt.test]).toEqual([7, 9]);
  });
});

describe("dealing a pool by the values of a column", () => {
  it("gives what is not named, and what is missing, to train", () => {
    const dealt = inOneGo(dealByValues({ codes: [0, 1, 2, -1, 1], names: ["a", "b", "__proto__"] }, { validation: ["b"], test: ["__proto__"] }));
    expect(SPLITS.map((split) => [...dealt[split]])).toEqual([[0, 3], [1, 4], [2]]);
  });
});
