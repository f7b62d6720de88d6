import { describe, expect, it } from "vitest";
import { splitSummary, summaryColumn } from "../domain/testing/summaries";
import { featureColumns, shownColumns } from "./feature-columns";
import { columnOf, testColumns } from "./testing/feature-columns";

describe("the columns of the Features stage", () => {
  it("says of each column that cannot be a feature why not", () => {
    const reasons = testColumns().map(({ name, unusable }) => [name, unusable]);
    expect(reasons).toEqual([
      ["b", null],
      ["a", null],
      ["proto", null],
      ["host", null],
      ["args", "long or varied text, not kept"],
      ["evil", "the label"],
      ["extra", "not in validation and test"],
    ]);
  });

  it("adds up what is missing over the splits, and notes constants", () => {
    const columns = testColumns();
    expect(columnOf(columns, "b").missing).toBe(6);
    expect(columnOf(columns, "a").notes).toEqual(["constant: it tells the net nothing"]);
  });

  it("notes where a column is of another kind", () => {
    const columns = featureColumns({
      files: {
        train: splitSummary("train", [summaryColumn("x")]),
        test: splitSummary("test", [summaryColumn("x", { tcp: 1 }, { kind: "text", dtype: "object" })]),
      },
      label: null,
      features: [],
      treatments: [],
    });
    expect(columnOf(columns, "x").notes).toEqual(["text in test"]);
  });

  it("notes another label, which would tell the answer", () => {
    const files = { train: splitSummary("train", [summaryColumn("sus"), summaryColumn("evil")]) };
    const columns = featureColumns({ files, label: "sus", features: [], treatments: [] });
    expect(columns.map(({ notes }) => notes)).toEqual([[], ["looks like another label: it may tell the answer"]]);
  });

  it("lays what was said of a column over the default for its kind, whatever its name", () => {
    const files = { train: splitSummary("train", [summaryColumn("__proto__")]) };
    const treatments = [{ column: "__proto__", transform: [{ type: "symlog" as const }] }];
    const [column] = featureColumns({ files, label: null, features: ["__proto__"], treatments });
    expect(column).toMatchObject({
      used: true,
      treatment: { column: "__proto__", missing: { type: "drop-row" }, transform: [{ type: "symlog" }], encoding: { type: "numeric" } },
    });
    expect(columnOf(testColumns(), "proto").treatment.encoding).toEqual({ type: "one-hot", max: 10 });
  });

  it("shows the default where a treatment does not go with the kind", () => {
    const columns = testColumns({ treatments: [{ column: "proto", encoding: { type: "at-least", limit: 3 } }] });
    expect(columnOf(columns, "proto").treatment.encoding).toEqual({ type: "one-hot", max: 10 });
  });

  it("filters by name whatever its case, and sorts without touching what it was given", () => {
    const columns = testColumns();
    const names = (filter: string, order: Parameters<typeof shownColumns>[2]): string =>
      shownColumns(columns, filter, order)
        .map(({ name }) => name)
        .join();
    expect(names(" O", "file")).toBe("proto,host");
    expect(names("", "name")).toBe("a,args,b,evil,extra,host,proto");
    expect(names("", "kind")).toBe("b,a,evil,extra,proto,host,args");
    expect(names("", "used")).toBe("b,proto,a,host,args,evil,extra");
    expect(columns[0]?.name).toBe("b");
  });
});
