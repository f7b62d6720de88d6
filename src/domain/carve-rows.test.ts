import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CarveMethod, CarvePlan } from "./carve";
import { carveRows, type RowClasses } from "./carve-rows";
import { inOneGo } from "./inspect/stepwise";
import { SPLITS, type Split } from "./split";

function plan(method: CarveMethod, shares = { train: 0.6, validation: 0.2, test: 0.2 }): CarvePlan {
  return { from: "train", into: ["validation", "test"], shares, method };
}

const shares = fc
  .tuple(fc.integer({ min: 1, max: 97 }), fc.integer({ min: 1, max: 97 }))
  .filter(([validation, test]) => validation + test < 100)
  .map(([validation, test]) => ({ train: (100 - validation - test) / 100, validation: validation / 100, test: test / 100 }));

const classes = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 300 }))
  .chain(([names, rows]) =>
    fc.array(fc.integer({ min: -1, max: names - 1 }), { minLength: rows, maxLength: rows }).map(
      (codes): RowClasses => ({ codes: Int8Array.from(codes), names: Array.from({ length: names }, (_, i) => `v${i}`) }),
    ),
  );

const seed = fc.integer({ min: 0, max: 1000 });

function dealOf(rows: number, carving: CarvePlan, of: RowClasses | null): Record<Split, number[]> {
  const dealt = inOneGo(carveRows(rows, carving, of));
  return { train: [...(dealt.train ?? [])], validation: [...(dealt.validation ?? [])], test: [...(dealt.test ?? [])] };
}

function isDeal(rows: number, dealt: Record<Split, number[]>): void {
  expect(SPLITS.flatMap((split) => dealt[split]).sort((a, b) => a - b)).toEqual(Array.from({ length: rows }, (_, row) => row));
  for (const split of SPLITS) expect(dealt[split]).toEqual(dealt[split].toSorted((a, b) => a - b));
}

describe("carveRows", () => {
  it("deals every row once, in order, and gives each split its share of each class to less than one row", () => {
    fc.assert(
      fc.property(classes, shares, seed, (of, by, drawn) => {
        const rows = of.codes.length;
        const dealt = dealOf(rows, plan({ type: "stratified", column: "y", seed: drawn }, by), of);
        isDeal(rows, dealt);
        for (let code = -1; code < of.names.length; code++) {
          const size = Array.from(of.codes).filter((each) => each === code).length;
          for (const split of SPLITS) {
            const got = dealt[split].filter((row) => of.codes[row] === code).length;
            expect(Math.abs(got - size * by[split])).toBeLessThan(1 + 1e-6);
          }
        }
      }),
    );
  });

  it("gives each split its share of all rows to less than one row, at random and by order", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), shares, seed, (rows, by, drawn) => {
        for (const method of [{ type: "random", seed: drawn }, { type: "order" }] as const) {
          const dealt = dealOf(rows, plan(method, by), null);
          isDeal(rows, dealt);
          for (const split of SPLITS) expect(Math.abs(dealt[split].length - rows * by[split])).toBeLessThan(1 + 1e-6);
        }
      }),
    );
  });

  it("deals the same by the same seed, and otherwise by another", () => {
    const of = { codes: new Uint8Array(200).map((_, row) => row % 3), names: ["a", "b", "c"] };
    const deal = (drawn: number): Record<Split, number[]> => dealOf(200, plan({ type: "stratified", column: "y", seed: drawn }), of);
    expect(deal(1)).toEqual(deal(1));
    expect(deal(1).test).not.toEqual(deal(2).test);
  });

  it("does not starve the later splits where classes are tiny", () => {
    const of = { codes: new Uint8Array(50).map((_, row) => row), names: Array.from({ length: 50 }, (_, i) => String(i)) };
    const dealt = dealOf(50, plan({ type: "stratified", column: "y", seed: 0 }), of);
    expect(SPLITS.map((split) => dealt[split].length)).toEqual([30, 10, 10]);
  });

  it("keeps the order of the file where it deals by order: first train, then validation, last test", () => {
    expect(dealOf(10, plan({ type: "order" }), null)).toEqual({
      train: [0, 1, 2, 3, 4, 5],
      validation: [6, 7],
      test: [8, 9],
    });
    const later: CarvePlan = { from: "test", into: ["train"], shares: { train: 0.5, test: 0.5 }, method: { type: "order" } };
    expect(inOneGo(carveRows(4, later, null))).toEqual({ train: Uint32Array.of(0, 1), test: Uint32Array.of(2, 3) });
  });

  it("deals by the values of a column; what is not named, and what is missing, stays", () => {
    const of = { codes: Int8Array.of(0, 1, 2, -1, 3, 1), names: ["mon", "tue", "wed", "__proto__"] };
    const method: CarveMethod = { type: "column", column: "day", values: { validation: ["tue"], test: ["__proto__"] } };
    expect(dealOf(6, plan(method), of)).toEqual({ train: [0, 2, 3], validation: [1, 5], test: [4] });
  });
});
