import { describe, expect, it } from "vitest";
import { acrossLines, notComparedLine, withinLines } from "./duplicates-text";

const duplicates = {
  within: { train: 1234, test: 0 },
  across: [
    { from: "train" as const, to: "test" as const, rows: 12 },
    { from: "train" as const, to: "validation" as const, rows: 0 },
    { from: "validation" as const, to: "test" as const, rows: 1 },
  ],
  notCompared: ["args"],
};
const rows = { train: 19_079, validation: 10, test: 24 };

describe("duplicates in words", () => {
  it("counts repeated rows of each split that was compared", () => {
    expect(withinLines(duplicates, rows).map(({ text }) => text)).toEqual([
      "Train: 1,234 rows of 19,079 (6.47\u202f%) repeat an earlier row.",
      "Test: no row repeats an earlier one.",
    ]);
  });

  it("calls rows that train has too a leak, and says what follows", () => {
    const [leak, none, other] = acrossLines(duplicates, rows);
    expect(leak).toEqual({
      key: "train test",
      leak: true,
      text: "12 rows of test (50.0\u202f%) also stand in train, a leak: the net has seen them in training, so test's figures look better than they are.",
    });
    expect(none).toEqual({ key: "train validation", leak: false, text: "No row of validation stands in train too." });
    expect(other?.text).toBe(
      "1 row of test (4.17\u202f%) also stands in validation: the two do not judge the model independently of each other.",
    );
  });

  it("names the columns that were not compared", () => {
    expect(notComparedLine(duplicates)).toContain('Not compared: "args".');
    expect(notComparedLine({ ...duplicates, notCompared: [] })).toBeNull();
  });
});
