import { describe, expect, it } from "vitest";
import { CELL_TESTS, filterOf, refuseCondition, type CellTest } from "./row-condition";
import { rowMask } from "./row-filter";
import type { SliceColumn } from "./slice-groups";

const NAMES: SliceColumn = { kind: "text", codes: [0, 1, 2, -1, 3], dictionary: ["Sshd", "ssh-agent", "bash", ""] };
const NUMBERS: SliceColumn = { kind: "numeric", values: [-1, 0.5, 2, NaN, Infinity] };

function passing(column: SliceColumn, test: CellTest, text: string): number[] {
  const filter = filterOf({ column: "c", test, text }, column);
  return [...rowMask(5, [{ column, filter }])].flatMap((mark, row) => (mark === 1 ? [row] : []));
}

describe("a condition", () => {
  it.each<[CellTest, string, number[]]>([
    ["contains", "SSH", [0, 1]],
    ["contains", "nothing", []],
    ["equals", "sshd", []],
    ["equals", "Sshd", [0]],
    ["equals", "", [4]],
    ["missing", "", [3]],
  ])("on texts: %s %j", (test, text, rows) => {
    expect(passing(NAMES, test, text)).toEqual(rows);
  });

  it.each<[CellTest, string, number[]]>([
    ["at-least", "0.5", [1, 2, 4]],
    ["at-most", " 0.5", [0, 1]],
    ["equals", "2.0", [2]],
    ["equals", "inf", [4]],
    ["missing", "", [3]],
  ])("on numbers: %s %j", (test, text, rows) => {
    expect(passing(NUMBERS, test, text)).toEqual(rows);
  });

  it("is refused in words where it makes no sense", () => {
    expect(refuseCondition({ column: "c", test: "at-least", text: "many" }, "numeric")).toMatch(/number/);
    expect(refuseCondition({ column: "c", test: "contains", text: "" }, "text")).toMatch(/text/);
    expect(refuseCondition({ column: "c", test: "at-most", text: "2" }, "text")).toMatch(/order/);
    expect(() => filterOf({ column: "c", test: "contains", text: "2" }, NUMBERS)).toThrow(RangeError);
    for (const test of CELL_TESTS.numeric) expect(refuseCondition({ column: "c", test, text: "2" }, "numeric")).toBeNull();
  });
});
