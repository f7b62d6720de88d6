import { describe, expect, it } from "vitest";
import { makeScale } from "./scales";
import { barPath, heightsOf, isEmpty, linePath, placed, stepPath, valueAt, wholeOf, within, type BarSeries, type PointSeries, type Series } from "./series";

const line = (points: readonly [number, number][], kind: PointSeries["kind"] = "line"): PointSeries => ({
  key: "a",
  title: "A",
  colour: "red",
  kind,
  points: points.map(([x, y]) => ({ x, y })),
});
const bars: BarSeries = { key: "b", title: "B", colour: "blue", kind: "bars", edges: [0, 10, 20, 40], heights: [3, 0, 5] };
const x = makeScale("linear", [0, 40], [0, 400]);
const y = makeScale("linear", [0, 10], [100, 0]);

describe("valueAt", () => {
  it("reads lines between points, steps since the last one, and points only where they are", () => {
    const points: [number, number][] = [[0, 1], [2, 5], [4, 9]];
    expect([0, 1, 2, 4, 4.1, -1].map((at) => valueAt(line(points), at))).toEqual([1, 3, 5, 9, null, null]);
    expect(valueAt(line(points, "step"), 1)).toBe(1);
    expect(valueAt(line(points, "points"), 1)).toBeNull();
    expect(valueAt(line([]), 1)).toBeNull();
  });

  it("reads the bar around a place, the last edge included", () => {
    expect([0, 9.9, 10, 39, 40, 41, -1].map((at) => valueAt(bars, at))).toEqual([3, 3, 0, 5, 5, null, null]);
  });
});

describe("axes", () => {
  const series: readonly Series[] = [line([[0, 0.9], [5, 0.4], [10, 0.1]])];

  it("take the ends they are given and find the others in the data", () => {
    expect(wholeOf(series, {})).toEqual([0, 10]);
    expect(wholeOf(series, { domain: [0, 40] })).toEqual([0, 40]);
    expect(wholeOf([], {})).toEqual([0, 1]);
  });

  it("fit what is in sight, with its neighbours", () => {
    expect(heightsOf(series, { domain: [0, "auto"] }, [0, 10], 5)).toEqual([0, 1]);
    expect(heightsOf(series, { domain: [0, "auto"] }, [6, 10], 5)).toEqual([0, 0.4]);
    expect(heightsOf([line([[0, 0], [1, 0]])], { domain: [0, "auto"] }, [0, 1], 5)).toEqual([0, 1]);
  });

  it("know when there is nothing to show", () => {
    expect(isEmpty([line([[0, 0]])], "linear", "log")).toBe(true);
    expect(isEmpty([line([[0, 0]])], "linear", "linear")).toBe(false);
    expect(isEmpty([bars], "linear", "linear")).toBe(false);
  });
});

describe("pictures", () => {
  it("draw what is in sight, and let what has no place be", () => {
    const points = [[0, 1], [10, NaN], [20, 5], [40, 10]].map(([at, value]) => ({ x: at ?? 0, y: value ?? 0 }));
    expect(linePath(placed(points, x, y))).toBe("M0.0 90.0L200.0 50.0L400.0 0.0");
    expect(within(points, [15, 20]).map((point) => point.x)).toEqual([10, 20, 40]);
    expect(within(points, [50, 60]).map((point) => point.x)).toEqual([40]);
  });

  it("go along and up for steps, and from foot to foot for bars", () => {
    expect(stepPath([{ x: 0, y: 100 }, { x: 10, y: 50 }])).toBe("M0.0 100.0H10.0V50.0");
    expect(barPath(bars, x, y)).toBe("M0.0 100.0V70.0H100.0V100.0H200.0V50.0H400.0V100.0");
    expect(barPath({ ...bars, heights: [0, 1, 10] }, x, makeScale("log", [1, 10], [100, 0]))).toBe("M0.0 100.0V100.0H100.0V100.0H200.0V0.0H400.0V100.0");
  });
});
