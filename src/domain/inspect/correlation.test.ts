import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../random";
import { correlate } from "./correlation";
import { inOneGo } from "./stepwise";

const arrays = (columns: readonly (readonly number[])[]): Float64Array[] => columns.map((column) => Float64Array.from(column));
const matrixOf = (...columns: readonly (readonly number[])[]): number[] => [...inOneGo(correlate(arrays(columns)))];

/** By the book, on the rows that have both. */
function naive(a: readonly number[], b: readonly number[]): number {
  const rows = a.flatMap((x, row) => (Number.isNaN(x) || Number.isNaN(b[row] ?? NaN) ? [] : [[x, b[row] ?? NaN] as const]));
  const mean = (pick: 0 | 1): number => rows.reduce((sum, row) => sum + row[pick], 0) / rows.length;
  const [meanA, meanB] = [mean(0), mean(1)];
  const about = (p: 0 | 1, q: 0 | 1): number =>
    rows.reduce((sum, row) => sum + (row[p] - (p === 0 ? meanA : meanB)) * (row[q] - (q === 0 ? meanA : meanB)), 0);
  const constant = ([0, 1] as const).some((pick) => new Set(rows.map((row) => row[pick])).size < 2);
  return constant ? NaN : about(0, 1) / Math.sqrt(about(0, 0) * about(1, 1));
}

describe("correlate", () => {
  it("agrees with the formula on pairwise complete rows, for any number of columns", () => {
    const cell = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: -20, max: 20 }) }, { weight: 1, arbitrary: fc.constant(NaN) });
    const columns = fc
      .tuple(fc.integer({ min: 1, max: 11 }), fc.integer({ min: 0, max: 30 }))
      .chain(([k, rows]) => fc.array(fc.array(cell, { minLength: rows, maxLength: rows }), { minLength: k, maxLength: k }));
    fc.assert(
      fc.property(columns, (made) => {
        const matrix = matrixOf(...made);
        made.forEach((a, row) => {
          made.forEach((b, column) => {
            const r = matrix[row * made.length + column] ?? 0;
            const expected = naive(a, b);
            if (Number.isNaN(expected)) expect(r).toBeNaN();
            else expect(r).toBeCloseTo(expected, 12);
          });
        });
      }),
    );
  });

  it("keeps nine digits for many rows near 4e9", () => {
    const random = createRandom(3);
    const near = Array.from({ length: 50_000 }, () => random.integer(449));
    const other = near.map((x) => x + random.integer(1000));
    const shifted = near.map((x) => 4_026_531_840 + x);
    expect(matrixOf(shifted, other)[1]).toBeCloseTo(naive(near, other), 11);
  });

  it("keeps its digits where the rows without a partner lie far away", () => {
    const x = [...Array.from({ length: 40 }, (_, row) => row % 7), 1e12, -3e12];
    const y = [...Array.from({ length: 40 }, (_, row) => (row % 7) * 2 + (row % 3)), NaN, NaN];
    expect(matrixOf(x, y)[1]).toBeCloseTo(naive(x.slice(0, 40), y.slice(0, 40)), 6);
  });

  it("is exactly 1 with itself and never beyond", () => {
    expect(matrixOf([1, 2, 4], [0.1, 0.2, 0.4], [-3, -6, -12])).toEqual([1, 1, -1, 1, 1, -1, -1, -1, 1].map((r) => expect.closeTo(r, 14) as number));
  });

  it("does not overflow, nor vanish", () => {
    expect(matrixOf([1e300, -1e300, 5e299], [1, -1, 0.5])[1]).toBeCloseTo(1, 12);
    expect(matrixOf([1e-300, -1e-300, 5e-301], [1, -1, 0.5])[1]).toBeCloseTo(1, 12);
  });

  it("is not defined for constant, infinite and empty columns", () => {
    expect(matrixOf([0.1, 0.1, 0.1], [1, 2, 3])).toEqual([NaN, NaN, NaN, 1]);
    expect(matrixOf([1, Infinity, 3], [1, 2, 3])).toEqual([NaN, NaN, NaN, 1]);
    expect(matrixOf([NaN, NaN], [1, 2])[1]).toBeNaN();
    expect(matrixOf()).toEqual([]);
  });
});
