import { describe, expect, it } from "vitest";
import { problem, type Problem } from "../../../domain/problem";
import { countBySeverity, problemLines } from "./problem-lines";

const NONE: ReadonlySet<string> = new Set();

const bad = (line: number, file = "train.csv"): Problem => problem("warning", "not-a-number", `Line ${line}`, "Left out.", { file, line });
const note = problem("note", "constant-column", "Constant.", "Left out.", { file: "train.csv", column: "a" });
const error = problem("error", "no-label-column", "No label.", "Choose one.");

const written = (problems: readonly Problem[], ...[severity = "all", open = NONE]: Partial<[Parameters<typeof problemLines>[1], ReadonlySet<string>]>): string[] =>
  problemLines(problems, severity, open).map((line) => (line.kind === "more" ? `${line.open ? "fewer" : `${line.hidden} more`} in ${line.file}` : line.problem.message));

describe("problemLines", () => {
  it("puts the gravest first and keeps the order of those that are alike", () => {
    expect(written([note, bad(2), error, bad(5)])).toEqual(["No label.", "Line 2", "Line 5", "Constant."]);
  });

  it("folds many of one kind in one file, and unfolds them", () => {
    const many = Array.from({ length: 20 }, (_, i) => bad(i + 2));
    expect(written([...many, bad(9, "test.csv")])).toEqual(["Line 2", "Line 3", "Line 4", "17 more in train.csv", "Line 9"]);
    const [, , , more] = problemLines(many, "all", NONE);
    const open = new Set(more?.kind === "more" ? [more.group] : []);
    expect(written(many, "all", open)).toHaveLength(21);
    expect(written(many, "all", open).at(-1)).toBe("fewer in train.csv");
  });

  it("does not fold a single one", () => {
    expect(written([bad(2), bad(3), bad(4), bad(5)])).toEqual(["Line 2", "Line 3", "Line 4", "Line 5"]);
  });

  it("shows one severity alone, and counts all", () => {
    const problems = [note, bad(2), error, bad(5)];
    expect(written(problems, "warning")).toEqual(["Line 2", "Line 5"]);
    expect(written(problems, "note")).toEqual(["Constant."]);
    expect(countBySeverity(problems)).toEqual({ error: 1, warning: 2, note: 1 });
  });
});
