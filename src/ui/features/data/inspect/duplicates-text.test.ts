import { describe, expect, it } from "vitest";
import { acrossLines, leftOutLines, withinLines } from "./duplicates-text";

const duplicates = {
  within: { train: 1234, test: 0 },
  across: [
    { from: "train" as const, to: "test" as const, rows: 12, compared: 8, columns: 8 },
    { from: "train" as const, to: "validation" as const, rows: 0, compared: 8, columns: 8 },
    { from: "validation" as const, to: "test" as const, rows: 1, compared: 2, columns: 8 },
  ],
  notHeld: ["args"],
  notShared: ["host"],
};
const rows = { train: 19_079, validation: 10, test: 24 };

describe("duplicates in words", () => {
  it("counts repeated rows of each split that was compared", () => {
    expect(withinLines(duplicates, rows).map(({ text }) => text)).toEqual([
      "Train: 1,234 rows of 19,079 (6.5\u202f%) repeat an earlier row.",
      "Test: no row repeats an earlier one.",
    ]);
  });

  it("calls rows that train has too a leak, and says what follows", () => {
    const [leak, none, other] = acrossLines(duplicates, rows);
    expect(leak).toEqual({
      key: "train test",
      leak: true,
      text: "12 rows of test (50.0\u202f%) also stand in train, a leak: the net has seen them in training, so figures of test look better than they are.",
    });
    expect(none).toEqual({ key: "train validation", leak: false, text: "No row of validation stands in train too." });
    expect(other).toMatchObject({
      leak: false,
      text: "1 row of test (4.2\u202f%) also stands in validation in the 2 of 8 columns that could be compared: too few to call them the same rows.",
    });
  });

  it("names the columns that were not compared", () => {
    expect(leftOutLines(duplicates)).toEqual([
      'Never compared, because their text was not kept: "args".',
      'Not compared between splits, because a split lacks them or has them as another type: "host".',
    ]);
    expect(leftOutLines({ ...duplicates, notHeld: [], notShared: [] })).toEqual([]);
  });
});
