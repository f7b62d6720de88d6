import { describe, expect, it } from "vitest";
import { checkSplits } from "./split-checks";
import { splitSummary, summaryColumn } from "./testing/summaries";

const [a, b, label] = ["a", "b", "label"].map((name) => summaryColumn(name));
if (a === undefined || b === undefined || label === undefined) throw new Error("unreachable");
const used = { label: "label", features: ["a"] };
const all = (columns = [a, b, label]) => ({
  train: splitSummary("train", columns),
  validation: splitSummary("validation", columns),
  test: splitSummary("test", columns),
});

describe("checkSplits", () => {
  it("is content with the same columns in another order", () => {
    expect(checkSplits({ ...all(), test: splitSummary("test", [label, b, a]) }, used)).toEqual([]);
    expect(checkSplits({}, used)).toEqual([]);
  });

  it("names a split that is missing and the way out", () => {
    const { train, test } = all();
    expect(checkSplits({ train, test }, used)).toMatchObject([{ code: "split-missing", severity: "error", split: "validation" }]);
  });

  it("is an error where the label or a feature lacks, else a warning", () => {
    const problems = checkSplits({ ...all(), test: splitSummary("test", []) }, used);
    expect(problems).toMatchObject([
      { code: "column-missing", severity: "error", split: "test", file: "test.csv", column: "a" },
      { code: "column-missing", severity: "warning", column: "b" },
      { code: "column-missing", severity: "error", column: "label" },
    ]);
    expect(problems[2]?.remedy).toContain("Choose another label");
    expect(problems.map(({ choices }) => choices.map(({ label: text, chosen }) => [text, chosen]))).toEqual([
      [["Leave the column out", false]],
      [["Leave the column out", true]],
      [],
    ]);
  });

  it("finds a feature that no split has", () => {
    const problems = checkSplits(all(), { label: "label", features: ["z"] });
    expect(problems.map(({ split, column, severity }) => [split, column, severity])).toEqual([
      ["train", "z", "error"],
      ["validation", "z", "error"],
      ["test", "z", "error"],
    ]);
  });

  it("warns of a column that one split alone has", () => {
    const problems = checkSplits({ ...all(), test: splitSummary("test", [a, b, label, summaryColumn("extra")]) }, used);
    expect(problems).toMatchObject([{ code: "column-extra", severity: "warning", split: "test", column: "extra" }]);
  });

  it("finds numbers in one split and text in another", () => {
    const asText = { ...a, kind: "text" } as const;
    const problems = checkSplits({ ...all(), test: splitSummary("test", [asText, b, label]) }, used);
    expect(problems).toMatchObject([{ code: "column-type", severity: "error", split: "test", column: "a" }]);
    expect(problems[0]?.message).toContain('holds numbers in "train.csv" (train) and text in "test.csv" (test)');
    expect(problems[0]?.choices.map((choice) => [choice.label, choice.effect])).toEqual([
      ["Read it as text in all", { kind: "rules", splits: ["train", "validation", "test"], change: { columns: [{ column: "a", as: "text" }] } }],
      [
        "Treat what is no number as missing",
        { kind: "rules", splits: ["test"], change: { columns: [{ column: "a", as: "number", notANumber: "missing" }] } },
      ],
      ["Leave the column out", { kind: "leave-out", column: "a" }],
    ]);
    const empty = splitSummary("test", [{ ...asText, missing: 100 }, b, label]);
    expect(checkSplits({ ...all(), test: empty }, used)).toEqual([]);
  });
});
