import { describe, expect, it } from "vitest";
import type { SplitLogits } from "../../domain/examiner";
import type { KeptRows } from "../../domain/features/source";
import type { Table } from "../../domain/table";
import type { Mistake, MistakesQuestion } from "../../domain/why/mistakes";
import type { RowCondition } from "../../domain/why/row-condition";
import type { Slice } from "../../domain/why/slices";
import type { MatrixTable } from "./matrix-rows";
import { MatrixRows } from "./matrix-rows";
import { findMistakes, mistakesCsv } from "./mistakes";
import { sliceRows } from "./slice-rows";

/** Seven rows, of which the second and the fourth were left out; row 6 of the file was rejected, too. */
const TABLE: Table = {
  rows: 7,
  fileRows: Uint32Array.of(0, 1, 2, 3, 4, 5, 7),
  columns: [
    { kind: "text", name: "host", codes: Int8Array.of(0, 0, 1, 1, 0, 1, -1), dictionary: ["web", "=cmd()"] },
    { kind: "numeric", name: "x", values: Float64Array.of(0, NaN, 2, NaN, 4, 5, 6), integer: true },
    { kind: "discarded", name: "path", distinct: 5000 },
    { kind: "numeric", name: "score", values: Uint8Array.of(9, 8, 7, 6, 5, 4, 3), integer: true },
  ],
};
const KEPT: KeptRows = { total: 7, kept: 5, leftOut: Uint8Array.of(0, 1, 0, 1, 0, 0, 0) };

/** Of the rows 0, 2, 4, 5 and 6 of the table: wrong are the second (by much), the fourth and the fifth. */
const SCORED: SplitLogits = { logits: Float32Array.of(-2, 6, 3, -1, 0.5), y: Uint8Array.of(0, 0, 1, 1, 0), rows: null };

function matrixOf(table: Table, rows: KeptRows): MatrixTable {
  const remembered = new MatrixRows();
  const own = { table, rows };
  remembered.remember({ train: own, validation: own, test: own });
  return remembered.of("test");
}

const MATRIX = matrixOf(TABLE, KEPT);

function question(change: Partial<MistakesQuestion> = {}): MistakesQuestion {
  return { split: "test", scored: SCORED, threshold: 0.5, kind: "wrong", conditions: [], from: 0, count: 10, ...change };
}

function rowsOf(change: Partial<MistakesQuestion>): number[] {
  return findMistakes(MATRIX, question(change)).mistakes.map(({ row }) => row);
}

describe("the rows that a net gets most wrong", () => {
  it("come with the cells and the number in the file that are theirs, though rows before them were left out", () => {
    const { counts, mistakes, raw } = findMistakes(MATRIX, question());
    expect(counts).toEqual({ falsePositives: 2, falseNegatives: 1, right: 2, notNumbers: 0 });
    expect(mistakes.map(({ row, label, answer }) => [row, label, answer])).toEqual([
      [1, 0, 1],
      [3, 1, 0],
      [4, 0, 1],
    ]);
    expect(raw.columns).toEqual(["host", "x", "score"]);
    expect(raw.notKept).toEqual(["path"]);
    expect(raw.cells).toEqual([["=cmd()", 2, 7], ["=cmd()", 5, 4], [null, 6, 3]]);
    expect(raw.fileRows).toEqual([2, 5, 7]);
  });

  it("are told apart by the threshold in use", () => {
    expect(rowsOf({ kind: "false-positives" })).toEqual([1, 4]);
    expect(rowsOf({ kind: "false-negatives" })).toEqual([3]);
    expect(rowsOf({ threshold: 0.9, kind: "false-positives" })).toEqual([1]);
    expect(rowsOf({ threshold: 0.2, kind: "false-negatives" })).toEqual([]);
    expect(rowsOf({ kind: "all" })).toEqual([1, 3, 4, 0, 2]);
  });

  it.each<[RowCondition, number[]]>([
    [{ column: "host", test: "contains", text: "CMD" }, [1, 3]],
    [{ column: "host", test: "missing", text: "" }, [4]],
    [{ column: "x", test: "at-least", text: "5" }, [3, 4]],
    [{ column: null, test: "at-most", text: "0.7" }, [3, 4]],
    [{ column: "x", test: "equals", text: "4" }, []],
  ])("are looked for among all rows that meet a condition: %j", (condition, rows) => {
    expect(rowsOf({ conditions: [condition] })).toEqual(rows);
  });

  it("must meet all conditions, and are counted by them", () => {
    const conditions: RowCondition[] = [{ column: "host", test: "contains", text: "cmd" }, { column: "x", test: "at-most", text: "4" }];
    expect(findMistakes(MATRIX, question({ conditions })).counts).toEqual({ falsePositives: 1, falseNegatives: 0, right: 0, notNumbers: 0 });
  });

  it("come page by page", () => {
    expect(rowsOf({ from: 1, count: 1 })).toEqual([3]);
    expect(rowsOf({ from: 2, count: 5 })).toEqual([4]);
    expect(rowsOf({ from: 3, count: 5 })).toEqual([]);
  });

  it("keep their numbers where a part of train was trained on, with the labels that the run went by", () => {
    const scored: SplitLogits = { logits: Float32Array.of(4, 3), y: Uint8Array.of(1, 0), rows: Uint32Array.of(2, 4) };
    const { mistakes, raw } = findMistakes(MATRIX, question({ scored }));
    expect(mistakes.map(({ row }: Mistake) => row)).toEqual([4]);
    expect(raw.fileRows).toEqual([7]);
    expect(rowsOf({ scored, conditions: [{ column: "x", test: "equals", text: "6" }] })).toEqual([4]);
  });

  it("leave out rows without a number, and say how many", () => {
    const scored: SplitLogits = { ...SCORED, logits: Float32Array.of(-2, NaN, 3, -1, 0.5) };
    expect(findMistakes(MATRIX, question({ scored }))).toMatchObject({ counts: { falsePositives: 1, notNumbers: 1 }, mistakes: [{ row: 3 }, { row: 4 }] });
  });

  it("are refused where the logits are of other rows, or a condition names no column", () => {
    const fewer = { ...SCORED, logits: SCORED.logits.subarray(1) };
    expect(() => findMistakes(MATRIX, question({ scored: fewer }))).toThrow(expect.objectContaining({ code: "data-changed" }));
    expect(() => findMistakes(MATRIX, question({ scored: { ...fewer, rows: Uint32Array.of(0, 1, 2, 5) } }))).toThrow(
      expect.objectContaining({ code: "data-changed" }),
    );
    expect(() => rowsOf({ conditions: [{ column: "gone", test: "equals", text: "1" }] })).toThrow('no column "gone"');
    expect(() => rowsOf({ conditions: [{ column: "path", test: "contains", text: "1" }] })).toThrow("not kept");
  });

  it("go to a file with every figure in full, and nothing that a spreadsheet runs", () => {
    const text = [...mistakesCsv(MATRIX, question({ kind: "false-negatives" }))].join("");
    const score = 1 / (1 + Math.E);
    const [head, line, ...more] = text.trimEnd().split("\n");
    expect(head).toBe("split,row in file,outcome,label,score (net),loss,host,x,score");
    expect(line).toBe(`test,6,false negative,1,${score},${Math.log1p(Math.E)},'=cmd(),5,4`);
    expect(more).toEqual([]);
  });
});

describe("slices", () => {
  const figures = (slice: Slice | undefined): unknown => slice && [slice.rows, slice.positives, slice.metrics.accuracy];
  const base = { limit: 8, threshold: 0.5, minRows: 1 };

  it("go by the cells of the rows that are left", () => {
    const rows = sliceRows(() => MATRIX, { ...base, column: "host", scored: { test: SCORED } });
    expect(rows.map(({ key, splits }) => [key, figures(splits.test)])).toEqual([
      [{ type: "text", value: "web" }, [2, 1, 1]],
      [{ type: "text", value: "=cmd()" }, [2, 1, 0]],
      [{ type: "missing" }, [1, 0, 0]],
    ]);
  });

  it("cut all splits alike, by their values together", () => {
    const other: Table = { rows: 2, columns: [{ kind: "numeric", name: "x", values: Uint8Array.of(100, 2), integer: true }] };
    const all: KeptRows = { total: 2, kept: 2, leftOut: null };
    const scored = { logits: Float32Array.of(1, 1), y: Uint8Array.of(1, 1), rows: null };
    const rows = sliceRows((split) => (split === "test" ? MATRIX : matrixOf(other, all)), { ...base, limit: 3, column: "x", scored: { test: SCORED, train: scored } });
    expect(rows.map(({ key, splits }) => [key, splits.train?.rows, splits.validation, splits.test?.rows])).toEqual([
      [{ type: "range", low: 0, high: 2 }, 1, undefined, 2],
      [{ type: "range", low: 4, high: 5 }, undefined, undefined, 2],
      [{ type: "range", low: 6, high: 100 }, 1, undefined, 1],
    ]);
  });

  it("take a text for the same in all splits, whatever its code", () => {
    const other: Table = { rows: 2, columns: [{ kind: "text", name: "host", codes: Int8Array.of(0, 1), dictionary: ["new", "web"] }] };
    const all: KeptRows = { total: 2, kept: 2, leftOut: null };
    const scored = { logits: Float32Array.of(1, -1), y: Uint8Array.of(1, 1), rows: null };
    const rows = sliceRows((split) => (split === "test" ? MATRIX : matrixOf(other, all)), { ...base, column: "host", scored: { test: SCORED, train: scored } });
    const web = rows.find(({ key }) => key.type === "text" && key.value === "web");
    expect([figures(web?.splits.train), figures(web?.splits.test)]).toEqual([[1, 1, 0], [2, 1, 1]]);
  });
});
