import { describe, expect, it } from "vitest";
import { canonicalLabel, classCounts, guessLabelColumn, guessLabelSpec, labelMatcher, labelProblems } from "./label";
import { splitSummary, summaryColumn } from "./testing/summaries";

const many = summaryColumn("id");

describe("guessLabelColumn", () => {
  it.each([
    [["sus", "evil", "label"], "sus"],
    [["y", "sus_label", "sus"], "sus_label"],
    [["x", "Label"], "Label"],
    [["class", "target"], "target"],
    [["Y"], "Y"],
  ])("finds the label among %j", (names, expected) => {
    expect(guessLabelColumn({ train: splitSummary("train", names.map((name) => summaryColumn(name))) })).toBe(expected);
  });

  it("takes the last two-valued column when no name tells", () => {
    const columns = [summaryColumn("flag", { 0: 1, 1: 2 }), many, summaryColumn("bad", { n: 1, y: 2 }), summaryColumn("z", { 0: 1 })];
    expect(guessLabelColumn({ train: splitSummary("train", columns) })).toBe("bad");
    expect(guessLabelColumn({ train: splitSummary("train", [many]) })).toBeNull();
    expect(guessLabelColumn({})).toBeNull();
  });

  it("asks that every loaded split has it", () => {
    const train = splitSummary("train", [summaryColumn("sus", { 0: 1 }), summaryColumn("class", { 0: 1 })]);
    expect(guessLabelColumn({ train, test: splitSummary("test", [summaryColumn("class")]) })).toBe("class");
  });
});

describe("a label that one file lacks", () => {
  it("is still the label, so that the file can be named", () => {
    const summaries = {
      train: splitSummary("train", [summaryColumn("flag", { 0: 1, 1: 2 }), summaryColumn("label", { 0: 3, 1: 1 })]),
      test: splitSummary("test", [summaryColumn("flag", { 0: 1, 1: 2 })]),
    };
    expect(guessLabelColumn(summaries)).toBe("label");
    expect(labelProblems(summaries, guessLabelSpec(summaries, "label"))).toContainEqual(
      expect.objectContaining({ code: "no-label-column", severity: "error", split: "test", file: "test.csv", column: "label" }),
    );
  });
});

describe("guessLabelSpec", () => {
  const spec = (values: Record<string, number>, test?: Record<string, number>) =>
    guessLabelSpec(
      {
        train: splitSummary("train", [summaryColumn("c", values)]),
        ...(test === undefined ? {} : { test: splitSummary("test", [summaryColumn("c", test)]) }),
      },
      "c",
    );

  it.each([
    [{ 0: 9, 1: 1 }, { column: "c", positive: ["1"] }],
    [{ 1: 9, 0: 1 }, { column: "c", positive: ["1"] }],
    [{ False: 5, True: 2 }, { column: "c", positive: ["True"] }],
    [{ benign: 1, Attack: 5 }, { column: "c", positive: ["Attack"] }],
    [{ red: 9, blue: 2 }, { column: "c", positive: ["blue"] }],
    [{ normal: 9, dos: 2, probe: 1 }, { column: "c", negative: ["normal"] }],
    [{ 0: 9, 1: 2, 2: 1 }, { column: "c", negative: ["0"] }],
    [{ cat: 9, dog: 10, cow: 1 }, { column: "c", negative: ["dog"] }],
    [{ 0: 9 }, { column: "c", positive: ["1"] }],
    [{ 1: 9 }, { column: "c", positive: ["1"] }],
  ])("takes %j as %j", (values, expected) => {
    expect(spec(values)).toEqual(expected);
  });

  it("knows values that only another split has", () => {
    expect(spec({ red: 9 }, { red: 1, blue: 50 })).toEqual({ column: "c", positive: ["blue"] });
  });

  it("gives up on a column with too many values, or none", () => {
    expect(guessLabelSpec({ train: splitSummary("train", [many]) }, "id")).toBeNull();
    expect(guessLabelSpec({ train: splitSummary("train", [many]) }, "absent")).toBeNull();
  });
});

describe("labelMatcher", () => {
  it("compares as text, but numbers by their value", () => {
    const isPositive = labelMatcher({ column: "c", positive: ["1"] });
    expect(["1", "1.0", " 1", "+1", "1e0"].map(isPositive)).toEqual([true, true, true, true, true]);
    expect(["0", "10", "one", "True"].map(isPositive)).toEqual([false, false, false, false]);
    expect(labelMatcher({ column: "c", positive: ["true"] })("TRUE")).toBe(true);
    expect(labelMatcher({ column: "c", positive: ["Evil"] })("evil")).toBe(false);
  });

  it("takes everything else as positive when the negatives are named", () => {
    const isPositive = labelMatcher({ column: "c", negative: ["normal"] });
    expect(isPositive("normal")).toBe(false);
    expect(isPositive("dos")).toBe(true);
  });

  it("gives one text for all ways of writing a value", () => {
    expect(canonicalLabel("007")).toBe("7");
    expect(canonicalLabel("0x1")).toBe("0x1");
  });
});

describe("the classes of the splits", () => {
  const spec = { column: "c", positive: ["1"] };
  const train = splitSummary("train", [summaryColumn("c", { 0: 90, 1: 8 }, { missing: 2 })]);

  it("are counted", () => {
    expect(classCounts(train, spec)).toEqual({ positives: 8, negatives: 90, missing: 2 });
    expect(classCounts(train, { ...spec, column: "d" })).toBeNull();
  });

  it("cause no problem when both are there", () => {
    expect(labelProblems({ test: splitSummary("test", [summaryColumn("c", { 0: 1, 1: 2 })]) }, spec)).toEqual([]);
  });

  it("are told of when something is odd", () => {
    const summaries = {
      train,
      validation: splitSummary("validation", [summaryColumn("c", { 0: 5 })]),
      test: splitSummary("test", [summaryColumn("d", { 0: 5 })]),
    };
    expect(labelProblems(summaries, spec)).toMatchObject([
      { code: "missing-values", severity: "warning", split: "train", count: 2 },
      { code: "one-class", severity: "warning", split: "validation", file: "validation.csv", column: "c" },
      { code: "no-label-column", severity: "error", split: "test", file: "test.csv", column: "c" },
    ]);
    expect(labelProblems({ train }, { column: "c", positive: ["yes"] }).map(({ code }) => code)).toEqual([
      "one-class",
      "missing-values",
      "label-values",
    ]);
    expect(labelProblems({ train: splitSummary("train", [summaryColumn("c", { 0: 1, 1: 1, 2: 1 })]) }, spec)).toMatchObject([
      { code: "label-values", severity: "note", count: 3 },
    ]);
    const unkept = { train: splitSummary("train", [summaryColumn("y", null, { kind: "discarded" })]) };
    expect(labelProblems(unkept, { column: "y", positive: ["1"] })).toMatchObject([{ code: "label-values", severity: "error" }]);
    expect(labelProblems({ train: splitSummary("train", [summaryColumn("c")]) }, spec)).toMatchObject([
      { code: "label-values", severity: "note" },
    ]);
    expect(labelProblems({ train }, null)).toMatchObject([{ code: "no-label-column", severity: "error" }]);
  });
});
