import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyRows } from "../features/apply";
import { standardFeature } from "../testing/fitted-features";
import { numericGrid, textGrid } from "./grid";
import { partialDependence, sourceCells, type DependenceRequest } from "./partial-dependence";
import type { Matrix, Scorer } from "./scorer";

interface Case {
  name: string;
  features: number[][];
  weights: number[];
  bias: number;
  partialDependence: { feature: string; grid: number[] | null; average: number[] | null; individualFirstThreeRows: number[][] | null }[];
}
const parity = JSON.parse(readFileSync(join(process.env["PARITY_DIR"] ?? "", "importance.json"), "utf8")) as {
  tolerance: { float64: { abs: number; rel: number } };
  cases: Case[];
};
/** Of the even grids of the file. */
const SIZE = 12;

function linear(weights: readonly number[], bias: number): Scorer<Matrix> {
  const width = weights.length;
  return async (x, rows) =>
    Float64Array.from({ length: rows }, (_, row) => weights.reduce((sum, weight, j) => sum + weight * x[row * width + j]!, bias));
}

function expectClose(actual: ArrayLike<number>, expected: readonly number[]): void {
  const { abs, rel } = parity.tolerance.float64;
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, i) => expect(Math.abs(actual[i]! - value)).toBeLessThanOrEqual(abs + rel * Math.abs(value)));
}

describe("agreement with scikit-learn", () => {
  const all = parity.cases.flatMap((each) => each.partialDependence.map((expected, column) => ({ each, expected, column })));
  it.each(all.map((entry) => [`${entry.each.name} ${entry.expected.feature}`, entry] as const))("%s", async (_, { each, expected, column }) => {
    const rows = each.features.length;
    const grid = numericGrid(Float64Array.from(each.features, (row) => row[column] ?? NaN), { size: SIZE });
    if (expected.grid === null) {
      expect(grid).toBeNull();
      return;
    }
    expectClose(grid ?? [], expected.grid);
    const { average, curves, rowsUsed } = await partialDependence(linear(each.weights, each.bias), {
      x: Float64Array.from(each.features.flat()),
      rows,
      columns: each.weights.length,
      grid: [...(grid ?? [])],
      sourceColumns: [column],
      cellsOf: (value) => [value],
      seed: 1,
      maxRows: rows,
      maxCurves: rows,
    });
    expect(rowsUsed).toBe(rows);
    expectClose(average, expected.average ?? []);
    expected.individualFirstThreeRows?.forEach((curve, row) => {
      expect(curves[row]?.row).toBe(row);
      expectClose(curves[row]?.scores ?? [], curve);
    });
  });
});

describe("the grid", () => {
  it("is the distinct values while there are fewer than its size, in order, without what is missing", () => {
    expect(numericGrid(Float64Array.of(3, 1, NaN, 3, -2), { size: 4 })).toEqual(Float64Array.of(-2, 1, 3));
  });

  it("is null where nine of ten values are one and the same, unless it is asked to reach further, and without numbers", () => {
    const values = Float64Array.from({ length: 1000 }, (_, i) => (i < 970 ? 5 : i));
    expect(numericGrid(values, { size: 10 })).toBeNull();
    expect(numericGrid(values, { size: 10, ends: [0, 1] })?.at(-1)).toBe(999);
    expect(numericGrid(Float64Array.of(NaN), { size: 10 })).toBeNull();
  });

  it("rises evenly, from one of its ends to the other and within the values", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 }), fc.integer({ min: 2, max: 20 }), (list, size) => {
        const grid = numericGrid(Float64Array.from(list), { size });
        if (grid === null) return;
        expect(grid.length).toBeLessThanOrEqual(size);
        grid.forEach((value, i) => i > 0 && expect(value).toBeGreaterThan(grid[i - 1]!));
        expect(grid[0]).toBeGreaterThanOrEqual(Math.min(...list));
        expect(grid.at(-1)).toBeLessThanOrEqual(Math.max(...list) + 1e-9);
      }),
    );
  });

  it("of texts is the commonest, those as common in the order of the text", () => {
    expect(textGrid(["b", "a", null, "c", "c", "a", "b", "d"], 3)).toEqual(["a", "b", "c"]);
  });
});

const ROWS = 30;
const X = Float32Array.from({ length: 2 * ROWS }, (_, i) => Math.sin(i * i));

function request(more: Partial<DependenceRequest<Float32Array<ArrayBuffer>, number>> = {}): DependenceRequest<Float32Array<ArrayBuffer>, number> {
  const cellsOf = (value: number): number[] => [value];
  return { x: X, rows: ROWS, columns: 2, grid: [-1, 0, 1], sourceColumns: [1], cellsOf, seed: 3, maxRows: 100, maxCurves: 5, ...more };
}

describe("partial dependence", () => {
  it("is the mean of the curves, and draws rows and curves from the seed", async () => {
    const net = linear([1, 2], 0);
    const before = X.slice();
    const all = await partialDependence(net, request({ maxCurves: ROWS }));
    expect(X).toEqual(before);
    expect(all.average[0]).toBeCloseTo(all.curves.reduce((sum, { scores }) => sum + scores[0]! / ROWS, 0), 12);
    const some = await partialDependence(net, request({ maxRows: 10, maxCurves: 4 }));
    expect({ rowsUsed: some.rowsUsed, rows: some.rows, curves: some.curves.length }).toEqual({ rowsUsed: 10, rows: ROWS, curves: 4 });
    for (const { row, scores } of some.curves) expect(scores).toEqual(all.curves[row]?.scores);
    expect(await partialDependence(net, request({ maxRows: 10, maxCurves: 4 }))).toEqual(some);
  });

  it("can be aborted, and tells its progress", async () => {
    const controller = new AbortController();
    const shares: number[] = [];
    const onProgress = (done: number): void => {
      shares.push(done);
      if (shares.length === 2) controller.abort(new Error("enough"));
    };
    await expect(partialDependence(linear([1, 2], 0), request(), { signal: controller.signal, onProgress })).rejects.toThrow("enough");
    expect(shares).toEqual([1 / 3, 2 / 3]);
  });

  it("moves all columns made from one column of the data, through the same steps as training", async () => {
    const features = [
      standardFeature("a", 1, 2),
      standardFeature("b=x", 0.5, 0.5, { source: "b", encoding: { type: "one-hot", category: "x" } }),
      standardFeature("b (other)", 0.5, 0.5, { source: "b", encoding: { type: "one-hot-other", categories: ["x"] } }),
    ];
    const x = applyRows(features, [[3, "x", "x"], [1, "y", "y"]]);
    const seen: number[][] = [];
    const net: Scorer<Float32Array<ArrayBuffer>> = async (values, rows) => (seen.push([...values]), new Float32Array(rows));
    const cells = sourceCells(features, "b");
    expect(cells.sourceColumns).toEqual([1, 2]);
    await partialDependence(net, { ...request(), x, rows: 2, columns: 3, grid: ["x", "y"], ...cells });
    expect(seen).toEqual([[1, 1, -1, 0, 1, -1], [1, -1, 1, 0, -1, 1]]);
  });
});
