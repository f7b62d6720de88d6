import { describe, expect, it } from "vitest";
import { cellReading, MOST_CELLS, placeOf, weightMap, weightSummary, weightTable } from "./weight-figures";

const SMALL = weightMap({ weight: Float32Array.of(1, -2, 0.5, NaN), bias: Float32Array.of(-5, 0) }, 0, 2, ["f1", "f2"]);
const LARGE = weightMap({ weight: new Float32Array(1024 * 1000).fill(0.25), bias: new Float32Array(1024) }, 1, 3, null);

describe("a map of weights", () => {
  it("reads a weight by the unit and the feature that it joins, with the unit's bias", () => {
    expect(cellReading(SMALL, 0, 1)).toBe("unit 1 from f2: -2 (bias of the unit -5)");
    expect(cellReading(SMALL, 1, 1)).toBe("unit 2 from f2: not a finite number (bias of the unit 0)");
    expect(weightSummary(SMALL)).toBe("Weights of layer 1: 2 units by 2 inputs. The largest has a size of 2.");
  });

  it("is thinned where it is large, and then reads means of named blocks", () => {
    const { rows, columns, rowsPerCell, columnsPerCell } = LARGE.map;
    expect(rows * columns).toBeLessThanOrEqual(MOST_CELLS);
    expect(cellReading(LARGE, rows - 1, 0)).toBe(`units ${(rows - 1) * rowsPerCell + 1}–1024 from inputs 1–${columnsPerCell}: mean weight 0.25`);
    expect(weightSummary(LARGE)).toContain(`in cells of ${rowsPerCell} by ${columnsPerCell} weights`);
    expect(weightTable(LARGE).columns).toEqual(["unit", "input", "mean weight"]);
  });

  it("has a row a cell in its table, empty where there is no number", () => {
    expect(weightTable(SMALL).rows).toEqual([["unit 1", "f1", 1], ["unit 1", "f2", -2], ["unit 2", "f1", 0.5], ["unit 2", "f2", null]]);
  });

  it("has a colour scale that is the same on both sides of 0", () => {
    expect(SMALL.reach).toBe(2);
    expect([-2, 0, 1].map((value) => placeOf(value, SMALL.reach))).toEqual([-1, 0, 0.5]);
    expect(placeOf(NaN, 2)).toBeNaN();
    expect(placeOf(0, 0)).toBe(0);
  });

  it("names inputs by the features only where they are those", () => {
    expect(cellReading(weightMap({ weight: Float32Array.of(1, 2), bias: Float32Array.of(0) }, 0, 1, ["f1"]), 0, 1)).toContain("from input 2");
  });
});
