import { describe, expect, it } from "vitest";
import type { CarvePlan } from "../domain/carve";
import { splitSummary, summaryColumn } from "../domain/testing/summaries";
import type { Column, SplitSummary, Table } from "../domain/table";
import { inOneGo } from "../domain/inspect/stepwise";
import { carve, type CarveSource } from "./carve";

const ROWS = 100;
const columns: Column[] = [
  { kind: "numeric", name: "id", values: Int16Array.from({ length: ROWS }, (_, row) => row - 50), integer: true },
  { kind: "numeric", name: "x", values: Float32Array.from({ length: ROWS }, (_, row) => (row % 10 === 0 ? NaN : row / 2)), integer: false },
  { kind: "numeric", name: "label", values: Uint8Array.from({ length: ROWS }, (_, row) => (row % 20 === 0 ? 1 : 0)), integer: true },
  { kind: "text", name: "host", codes: Int8Array.from({ length: ROWS }, (_, row) => (row % 4) - 1), dictionary: ["a", "b", "__proto__"] },
  { kind: "discarded", name: "args", distinct: null },
];
const summary: SplitSummary = {
  ...splitSummary("train", columns.map(({ name, kind }) => summaryColumn(name, null, { kind })), ROWS),
  rejectedRows: 7,
  sha256: "abc",
};
const source: CarveSource = { table: { rows: ROWS, columns }, summary };

const plan: CarvePlan = {
  from: "train",
  into: ["validation", "test"],
  shares: { train: 0.6, validation: 0.2, test: 0.2 },
  method: { type: "stratified", column: "label", seed: 1 },
};

function made(carving: CarvePlan): Record<"train" | "validation" | "test", CarveSource> {
  const outcome = inOneGo(carve(source, carving));
  if (outcome.status === "refused") throw new Error(outcome.problem.message);
  const { train, validation, test } = outcome.made;
  if (train === undefined || validation === undefined || test === undefined) throw new Error("A split is missing.");
  return { train, validation, test };
}

function column(table: Table, name: string): Column {
  const found = table.columns.find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no ${name}.`);
  return found;
}

function refusal(carving: CarvePlan): { message: string; remedy: string } {
  const outcome = inOneGo(carve(source, carving));
  if (outcome.status === "carved") throw new Error("It was not refused.");
  return outcome.problem;
}

describe("carve", () => {
  it("gathers whole rows into arrays of the same types", () => {
    const { validation } = made(plan);
    const [id, x, host] = ["id", "x", "host"].map((name) => column(validation.table, name));
    if (id?.kind !== "numeric" || x?.kind !== "numeric" || host?.kind !== "text") throw new Error("unreachable");
    expect([id.values, x.values, host.codes].map((values) => values.constructor.name)).toEqual(["Int16Array", "Float32Array", "Int8Array"]);
    id.values.forEach((value, row) => {
      const from = value + 50;
      expect(x.values[row]).toBe(from % 10 === 0 ? NaN : from / 2);
      expect(host.codes[row]).toBe((from % 4) - 1);
    });
    expect(column(validation.table, "args")).toEqual({ kind: "discarded", name: "args", distinct: null });
  });

  it("sums each split up: rows, classes, missing values, first rows, and how it was made", () => {
    const { train, test } = made(plan);
    expect([train.summary.rows, test.summary.rows]).toEqual([60, 20]);
    expect(test.summary.columns.find(({ name }) => name === "label")?.values).toEqual([
      { value: "0", count: 19 },
      { value: "1", count: 1 },
    ]);
    const missing = [train, made(plan).validation, test].map(({ summary: of }) => of.columns[1]?.missing ?? 0);
    expect(missing.reduce((sum, count) => sum + count, 0)).toBe(10);
    expect(test.summary).toMatchObject({ split: "test", fileName: "train.csv", sha256: "abc", rejectedRows: 0 });
    expect(test.summary.carved).toContain('20 % of "train.csv"');
    expect(train.summary.rejectedRows).toBe(7);
    expect(test.summary.head).toHaveLength(5);
    expect(test.summary.head[0]).toHaveLength(5);
  });

  it("deals by the values of a column, numbers in any spelling, missing ones staying", () => {
    const outcome = inOneGo(carve(source, { ...plan, into: ["test"], method: { type: "column", column: "label", values: { test: ["1.0"] } } }));
    if (outcome.status === "refused") throw new Error(outcome.problem.message);
    expect([outcome.made.train?.summary.rows, outcome.made.test?.summary.rows]).toEqual([95, 5]);
  });

  it("deals by the values of text", () => {
    const byHost = made({ ...plan, method: { type: "column", column: "host", values: { validation: ["b"], test: ["__proto__"] } } });
    expect([byHost.train.summary.rows, byHost.validation.summary.rows, byHost.test.summary.rows]).toEqual([50, 25, 25]);
  });

  it("says why it cannot be done, and what to do", () => {
    const stratifiedBy = (name: string): string => refusal({ ...plan, method: { type: "stratified", column: name, seed: 0 } }).message;
    expect(stratifiedBy("nope")).toContain('"train.csv" has no column "nope"');
    expect(stratifiedBy("args")).toContain("too many different values");
    expect(refusal({ ...plan, shares: { train: 0.999, validation: 0.0005, test: 0.0005 } }).message).toContain("No row");
    expect(refusal({ ...plan, method: { type: "column", column: "host", values: { validation: ["b"], test: ["zzz"] } } }).remedy).toContain("values");
  });
});
