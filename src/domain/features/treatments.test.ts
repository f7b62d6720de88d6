import { describe, expect, it } from "vitest";
import { splitSummary, summaryColumn } from "../testing/summaries";
import type { ColumnTreatment } from "./plan";
import { defaultTreatment, resolveTreatments, statedTreatments, widthOf } from "./treatments";

const train = splitSummary("train", [
  summaryColumn("n"),
  summaryColumn("few", { 1: 5, 2: 3, 3: 1 }),
  summaryColumn("t", { a: 3, b: 2 }, { kind: "text", dtype: "object" }),
  summaryColumn("many", null, { kind: "text", dtype: "object" }),
]);

describe("what is done with features", () => {
  it("is by default nothing for numbers, and one-hot for text", () => {
    const { plan, problems } = resolveTreatments(["t", "n"], [], train);
    expect(plan).toEqual([
      { column: "t", missing: { type: "drop-row" }, transform: [], encoding: { type: "one-hot", max: 10 } },
      { column: "n", missing: { type: "drop-row" }, transform: [], encoding: { type: "numeric" } },
    ]);
    expect(problems).toEqual([]);
    expect(resolveTreatments(["a"], [], undefined)).toEqual({ plan: [], problems: [] });
  });

  it("is what was said, member by member; columns that are no features wait", () => {
    const { plan } = resolveTreatments(["n"], [{ column: "n", missing: { type: "mean" } }, { column: "t", encoding: { type: "ordinal" } }], train);
    expect(plan).toEqual([{ ...defaultTreatment("n", "numeric"), missing: { type: "mean" } }]);
  });

  it("takes numbers for numbers however they were written", () => {
    const { plan } = resolveTreatments(["n"], [{ column: "n", missing: { type: "constant", value: "3.0" }, encoding: { type: "not-in", values: ["1.0", "1", " 2"] } }], train);
    expect(plan[0]).toMatchObject({ missing: { value: 3 }, encoding: { values: ["1", "2"] } });
  });

  it.each<[string, ColumnTreatment, RegExp]>([
    ["the mean of text", { column: "t", missing: { type: "mean" } }, /"t" holds text, which has no mean/],
    ["a logarithm of text", { column: "t", transform: [{ type: "log1p" }] }, /log1p takes numbers/],
    ["text as a number", { column: "t", encoding: { type: "numeric" } }, /encoding numeric takes numbers/],
    ["a word for a number", { column: "n", missing: { type: "constant", value: "x" } }, /cannot be taken for "x"/],
    ["words among numbers", { column: "n", encoding: { type: "not-in", values: ["1", "x"] } }, /"x" cannot be among its values/],
    ["limits the wrong way round", { column: "n", transform: [{ type: "clip", low: 3, high: 1 }] }, /lower limit is above/],
    ["no column at all", { column: "n", encoding: { type: "one-hot", max: 0 } }, /1 to 256 values, not 0/],
    ["nothing named", { column: "n", encoding: { type: "not-in", values: [] } }, /no value is named/],
  ])("refuses %s in words, and does what is usual instead", (_, treatment, says) => {
    const { plan, problems } = resolveTreatments([treatment.column], [treatment], train);
    expect(plan).toEqual([defaultTreatment(treatment.column, treatment.column === "t" ? "text" : "numeric")]);
    expect(problems).toMatchObject([{ code: "config", severity: "error", column: treatment.column, file: "train.csv" }]);
    expect(problems[0]?.message).toMatch(says);
    expect(problems[0]?.remedy).not.toBe("");
  });

  it("can be said again so that the same comes out", () => {
    const said: ColumnTreatment[] = [{ column: "n", transform: [{ type: "symlog" }] }, { column: "few", missing: { type: "median" } }];
    const { plan } = resolveTreatments(["n", "few", "t"], said, train);
    const stated = statedTreatments(plan);
    expect(stated).toEqual([...said, { column: "t", encoding: { type: "one-hot", max: 10 } }]);
    expect(resolveTreatments(["n", "few", "t"], stated, train).plan).toEqual(plan);
  });

  it("tells how many columns a feature becomes, as far as the counts of values go", () => {
    const width = (treatment: ColumnTreatment): number => {
      const [plan] = resolveTreatments([treatment.column], [treatment], train).plan;
      const column = train.columns.find(({ name }) => name === treatment.column);
      return plan === undefined || column === undefined ? NaN : widthOf(plan, column);
    };
    expect(width({ column: "n" })).toBe(1);
    expect(width({ column: "n", missing: { type: "indicator" } })).toBe(2);
    expect(width({ column: "t", missing: { type: "indicator" } })).toBe(2);
    expect(width({ column: "few", encoding: { type: "one-hot", max: 5 } })).toBe(3);
    expect(width({ column: "few", encoding: { type: "one-hot", max: 2 } })).toBe(3);
    expect(width({ column: "many" })).toBe(11);
  });
});
