import { expect, test } from "vitest";
import { cellText, tableCsv, type ChartTable } from "./chart-table";

const table: ChartTable = {
  columns: ["epoch", "Train", "=Test"],
  rows: [
    [0, 0.6931471805599453, null],
    [1, 0.25, NaN],
  ],
  format: (value, column) => (column === 0 ? String(value) : value.toFixed(2)),
};

test("a file has every figure in full, and cells that no spreadsheet program runs", () => {
  expect(tableCsv(table)).toBe("epoch,Train,'=Test\n0,0.6931471805599453,\n1,0.25,NaN\n");
});

test("the screen has figures as the chart writes them", () => {
  expect(table.rows.map((row) => row.map((cell, column) => cellText(table, cell, column)))).toEqual([
    ["0", "0.69", "–"],
    ["1", "0.25", "NaN"],
  ]);
});
