import { expect, it } from "vitest";
import type { RawCell } from "../../../../domain/features/fitted";
import type { Dependence } from "../../../../domain/why/partial-dependence";
import { beneath, dependenceBars, dependenceSeries, dependenceStatement, dependenceSummary, dependenceTable, isFinite, scoreText, scoreTextBeside } from "./dependence-figures";

function dependence(grid: readonly RawCell[], average: readonly number[]): Dependence<RawCell> {
  const curve = (row: number, by: number) => ({ row, scores: Float64Array.from(average, (score) => score * by) });
  return { grid, average: Float64Array.from(average), curves: [curve(4, 0.5), curve(9, 1.5)], rowsUsed: 20, rows: 400 };
}

it("single rows stand faint behind their average, which alone is read", () => {
  const series = dependenceSeries(dependence([1, 2], [0.2, 0.4]), "red");
  expect(series.map(({ key, faint = false, silent = false }) => [key, faint, silent])).toEqual([
    ["row 4", true, true],
    ["row 9", true, true],
    ["average", false, false],
  ]);
  expect(series[2]).toMatchObject({ points: [{ x: 1, y: 0.2 }, { x: 2, y: 0.4 }] });
  expect(series[0]).toMatchObject({ points: [{ x: 1, y: 0.1 }, { x: 2, y: 0.2 }] });
});

it("names have a bar each, with the share of the rows that have them", () => {
  const bars = dependenceBars(dependence(["tcp", ""], [0.2, 0.4]), ["tcp", "tcp", "", null]);
  expect(bars.map(({ name, value, marks }) => [name, value, marks?.length])).toEqual([
    ["tcp (50\u202f%)", 0.2, 2],
    ["(empty) (25\u202f%)", 0.4, 2],
  ]);
  // A number is not the text that it is written as.
  expect(dependenceBars(dependence([1, 2], [0.2, 0.4]), [1, "2"]).map(({ note }) => note.split(", ")[1])).toEqual(["50.0\u202f% of the rows", "0.0\u202f% of the rows"]);
});

it("bins what lies within the curve, its ends included, and counts what does not", () => {
  expect(beneath([0, 1, 1, 4, 5, -1, null, "x", Infinity], [0, 4], 4)).toEqual({ heights: [0.5, 1, 0, 0.5], numbers: 6, outside: 2 });
  expect(beneath([], [0, 4], 2)).toEqual({ heights: [0, 0], numbers: 0, outside: 0 });
});

it("says what is drawn, and how", () => {
  const curves = dependence([1, 2, 3], [0.2, 0.4, 0.3]);
  expect(dependenceSummary(curves, "b")).toBe("Average score over b: lowest 0.2 at 1, highest 0.4 at 2; at first 0.2 at 1, at last 0.3 at 3.");
  expect(dependenceStatement(curves, "test", 3)).toBe(
    "Average over 20 of 400 rows of test, all with the same value; 2 of them as curves of their own. Rows drawn with seed 3.",
  );
  expect(dependenceTable(curves, "b")).toMatchObject({ columns: ["b", "average score", "row 5", "row 10"], rows: [[1, 0.2, 0.1], [2, 0.4, 0.2], [3, 0.3, 0.15]].map((row) => expect.arrayContaining(row) as number[]) });
  expect([isFinite(curves), isFinite(dependence([1], [NaN]))]).toEqual([true, false]);
});

it("a score keeps its digits at either end, and beside a threshold that it is not", () => {
  expect([0.123456, 1e-6, 0.9999, 1 - 1e-6, 1, 0, NaN].map(scoreText)).toEqual(["0.1235", "1e-6", "1−1e-4", "1−1e-6", "1", "0", "not a number"]);
  expect([scoreTextBeside(0.50003, 0.5), scoreTextBeside(0.5, 0.5), scoreTextBeside(0.51, 0.5)]).toEqual(["0.50003", "0.5", "0.51"]);
});
