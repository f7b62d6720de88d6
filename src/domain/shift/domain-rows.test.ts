import { describe, expect, it } from "vitest";
import type { PreparedSplit } from "../prepared";
import type { Matrices } from "../trainer";
import { drawDomainRows, evenRows, type DomainRows } from "./domain-rows";

/** A row holds its own number and that of its split. */
function split(mark: number, rows: number, positives: number): PreparedSplit {
  const x = Float32Array.from({ length: 2 * rows }, (_, at) => (at % 2 === 0 ? at / 2 : mark));
  return { rows, x, y: Uint8Array.from({ length: rows }, (_, row) => (row < positives ? 1 : 0)), positives };
}

function matrices(train: PreparedSplit, test: PreparedSplit): Matrices {
  return { features: 2, splits: { train, validation: split(1, 10, 0), test } };
}

function drawn(data: Matrices, sameMix: boolean, seed = 1) {
  const rows = drawDomainRows(data, "test", sameMix, seed);
  if (rows.type === "none") throw new Error(rows.reason);
  return rows;
}

const numbersOf = ({ x, side }: DomainRows, of: number): number[] => [...side].flatMap((each, row) => (each === of ? [x[2 * row] ?? NaN] : []));
const count = (values: Uint8Array, wanted: number): number => values.filter((value) => value === wanted).length;

describe("rows drawn to tell splits apart", () => {
  it("are as many of either side, each once, in one half only", () => {
    const { learn, measured, rowsASide } = drawn(matrices(split(0, 900, 10), split(2, 301, 250)), false);
    expect(rowsASide).toBe(301);
    for (const side of [0, 1]) {
      const [first, second] = [numbersOf(learn, side), numbersOf(measured, side)];
      expect([first.length, second.length].toSorted()).toEqual([150, 151]);
      expect(new Set([...first, ...second]).size).toBe(301);
    }
    for (const half of [learn, measured]) {
      half.side.forEach((side, row) => {
        expect(half.x[2 * row + 1]).toBe(side === 0 ? 0 : 2);
        expect(half.label[row]).toBe((half.x[2 * row] ?? 0) < (side === 0 ? 10 : 250) ? 1 : 0);
      });
    }
  });

  it("are as many of either class from both sides where the mix is to be the same; the rarer is learned from more than once", () => {
    const { learn, measured, rowsASide, positivesASide } = drawn(matrices(split(0, 900, 610), split(2, 300, 250)), true);
    expect([rowsASide, positivesASide]).toEqual([300, 250]);
    for (const of of [0, 1]) {
      const counts = ({ side, label }: DomainRows): number[] => {
        const own = label.filter((_, row) => side[row] === of);
        return [count(own, 1), count(own, 0)];
      };
      expect(counts(learn)).toEqual([125, 5 * 25]);
      expect(counts(measured)).toEqual([125, 25]);
      const [first, second] = [new Set(numbersOf(learn, of)), new Set(numbersOf(measured, of))];
      expect([first.size, second.size, new Set([...first, ...second]).size]).toEqual([150, 150, 300]);
    }
  });

  it("are evened out for what is to count all classes alike", () => {
    const { measured } = drawn(matrices(split(0, 900, 610), split(2, 302, 250)), true);
    const even = evenRows(measured, 2);
    const kinds = [...even.side].map((side, row) => 2 * side + (even.label[row] ?? 0));
    expect([0, 1, 2, 3].map((kind) => kinds.filter((each) => each === kind).length)).toEqual([26, 26, 26, 26]);
    even.side.forEach((side, row) => {
      expect(even.x[2 * row + 1]).toBe(side === 0 ? 0 : 2);
      expect(even.label[row]).toBe((even.x[2 * row] ?? 0) < (side === 0 ? 610 : 250) ? 1 : 0);
    });
  });

  it("keep all copies of a row, of either side and class, in one half", () => {
    const world = (mark: number): PreparedSplit => ({ ...split(0, 600, 200), x: Float32Array.from({ length: 1200 }, (_, at) => (at % 2 === 0 ? Math.floor(at / 2) % 60 : at % 3 === 0 ? mark : 0)) });
    for (const sameMix of [false, true]) {
      const rows = drawn(matrices(world(1), world(2)), sameMix);
      const contentsOf = ({ x, side }: DomainRows): Set<string> => new Set([...side].map((_, row) => x.subarray(2 * row, 2 * row + 2).join()));
      const [learned, measured] = [contentsOf(rows.learn), contentsOf(rows.measured)];
      expect(rows.copiesTogether).toBe(true);
      expect([...measured].filter((content) => learned.has(content))).toEqual([]);
      expect(learned.size + measured.size).toBe(rows.distinctRows);
      expect(new Set(rows.measured.content).size).toBe(measured.size);
    }
  });

  it("are the same on both sides, in both halves, where the splits are the same", () => {
    for (const rows of [300, 65_000]) {
      const { learn, measured } = drawn(matrices(split(0, rows, 100), split(0, rows, 100)), false);
      for (const half of [learn, measured]) expect(numbersOf(half, 0).toSorted()).toEqual(numbersOf(half, 1).toSorted());
    }
  });

  it("are halved one by one where there are too few different ones, or nothing could be learned of some from the others", () => {
    const alike = (rows: number, valueOf: (row: number, column: number) => number): PreparedSplit => ({ ...split(0, rows, 30), x: Float32Array.from({ length: 2 * rows }, (_, at) => valueOf(Math.floor(at / 2), at % 2)) });
    const constant = drawn(matrices(alike(100, () => 3), alike(100, () => 3)), false);
    expect([constant.copiesTogether, constant.distinctRows, constant.learn.side.length, constant.measured.side.length]).toEqual([false, 1, 100, 100]);
    const few = drawn(matrices(alike(200, (row) => row % 9), alike(200, (row) => row % 8)), false);
    expect([few.copiesTogether, few.distinctRows]).toEqual([false, 9]);
    // A column a category: what is measured would have columns that never varied before.
    const wide = (rows: number): PreparedSplit => ({ ...split(0, rows, 30), x: Float32Array.from({ length: 40 * rows }, (_, at) => (Math.floor(at / 40) % 40 === at % 40 ? 1 : 0)) });
    const categories = drawDomainRows({ features: 40, splits: { train: wide(800), validation: wide(1), test: wide(800) } }, "test", false, 1);
    expect(categories).toMatchObject({ copiesTogether: false, distinctRows: 40 });
  });

  it("follow from the seed", () => {
    const data = matrices(split(0, 900, 70), split(2, 301, 250));
    expect(drawn(data, false, 4)).toEqual(drawn(data, false, 4));
    expect(drawn(data, false, 5)).not.toEqual(drawn(data, false, 4));
  });

  it("are no more than 60,000 a side, fewer of wide matrices", () => {
    expect(drawn(matrices(split(0, 70_000, 1), split(2, 65_000, 1)), false).rowsASide).toBe(60_000);
    const wide = (rows: number): PreparedSplit => ({ rows, x: new Float32Array(rows * 4000), y: new Uint8Array(rows), positives: 0 });
    const draw = drawDomainRows({ features: 4000, splits: { train: wide(2500), validation: wide(1), test: wide(2500) } }, "test", false, 1);
    expect(draw).toMatchObject({ rowsASide: 2000 });
  });

  it("are none where a side, or a class of it, has too few", () => {
    const reason = (data: Matrices, against: "validation" | "test", sameMix: boolean): string => {
      const rows = drawDomainRows(data, against, sameMix, 1);
      return rows.type === "none" ? rows.reason : "";
    };
    const data = matrices(split(0, 900, 0), split(2, 60, 59));
    expect(reason(data, "validation", false)).toBe("Validation has only 10 rows. At least 50 on either side are needed: one half to learn from, the other to measure on.");
    expect(reason(data, "test", true)).toBe("Train has no positive row, and test has only 1 negative row. At least 50 of each class on either side are needed: one half to learn from, the other to measure on.");
    expect(reason(data, "test", false)).toBe("");
  });
});
