import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Table } from "../table";
import { findDuplicates } from "./duplicates";
import type { Duplicates } from "./profile";
import { inOneGo } from "./stepwise";
import { numbers, tableOf, texts } from "./testing/tables";

type Row = readonly [number, number, string | null];

const anyRow: fc.Arbitrary<Row> = fc.tuple(
  fc.constantFrom(0, -0, 1, 2, NaN, -3),
  fc.constantFrom(0.5, 1e300, 4_026_531_840, NaN),
  fc.constantFrom("a", "b", "", null),
);
const anyRows = fc.array(anyRow, { maxLength: 60 });

function tableFrom(rows: readonly Row[], words: readonly string[]): Table {
  return tableOf([numbers("n", rows.map(([n]) => n)), numbers("f", rows.map(([, f]) => f)), texts("t", rows.map(([, , t]) => t), words)]);
}

/** One text for all rows that count as equal. */
const keyOf = ([n, f, t]: Row): string => JSON.stringify([String(n), String(f), t]);

describe("findDuplicates", () => {
  it("counts what a set of rows counts, whatever the types and dictionaries of the splits", () => {
    fc.assert(
      fc.property(anyRows, anyRows, anyRows, (train, validation, test) => {
        const found = inOneGo(
          findDuplicates({ train: tableFrom(train, ["a", "b", ""]), validation: tableFrom(validation, ["", "b", "a"]), test: tableFrom(test, ["b", "", "x", "a"]) }),
        );
        const keys = { train: train.map(keyOf), validation: validation.map(keyOf), test: test.map(keyOf) };
        for (const split of ["train", "validation", "test"] as const) {
          expect(found.within[split]).toBe(keys[split].length - new Set(keys[split]).size);
        }
        for (const { from, to, rows } of found.across) {
          const known = new Set(keys[from]);
          expect(rows).toBe(keys[to].filter((key) => known.has(key)).length);
        }
        expect(found.across.map(({ from, to }) => `${from} ${to}`)).toEqual(["train validation", "train test", "validation test"]);
      }),
    );
  });

  it("is exact among many rows that differ in the last bit only", () => {
    const values = Array.from({ length: 40_000 }, (_, row) => 1 + (row % 30_000) * Number.EPSILON);
    expect(inOneGo(findDuplicates({ train: tableOf([numbers("x", values)]) })).within).toEqual({ train: 10_000 });
  });

  it("compares across splits by the columns that both have, whatever their order", () => {
    const train = tableOf([numbers("a", [1, 2]), numbers("b", [3, 4]), texts("only", ["x", "y"])]);
    const test = tableOf([numbers("b", [3, 3, 9]), numbers("a", [1, 5, 2])]);
    expect(inOneGo(findDuplicates({ train, test }))).toEqual<Duplicates>({
      within: { train: 0, test: 0 },
      across: [{ from: "train", to: "test", rows: 1, compared: 2, columns: 3 }],
      notHeld: [],
      notShared: ["only"],
    });
  });

  it("leaves out columns that are not held, and those that are text in one split and numbers in another", () => {
    const train = tableOf([numbers("a", [1, 1]), { kind: "discarded", name: "args", distinct: null }, texts("b", ["1", "2"])]);
    const test = tableOf([numbers("a", [1, 2]), { kind: "discarded", name: "args", distinct: null }, numbers("b", [1, 2])]);
    expect(inOneGo(findDuplicates({ train, test }))).toEqual<Duplicates>({
      within: { train: 0, test: 0 },
      across: [{ from: "train", to: "test", rows: 1, compared: 1, columns: 3 }],
      notHeld: ["args"],
      notShared: ["b"],
    });
  });

  it("says nothing across splits that share no column, and no row repeats where none is held", () => {
    const train = tableOf([{ kind: "discarded", name: "args", distinct: null }], 5);
    const test = tableOf([numbers("b", [1])]);
    expect(inOneGo(findDuplicates({ train, test }))).toEqual<Duplicates>({ within: { train: 0, test: 0 }, across: [], notHeld: ["args"], notShared: ["b"] });
    expect(inOneGo(findDuplicates({}))).toEqual<Duplicates>({ within: {}, across: [], notHeld: [], notShared: [] });
  });
});
