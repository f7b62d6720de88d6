import { describe, expect, it } from "vitest";
import { labelShift, type LabelCounts } from "./label-shift";
import { labelSentences } from "./label-words";

const of = (train: LabelCounts, validation: LabelCounts, test: LabelCounts): string[] => labelSentences(labelShift({ train, validation, test }));
const rows = (count: number, positives: number): LabelCounts => ({ rows: count, positives });

describe("labelSentences", () => {
  it("tells how many times as many positives there are, and the odds where they say something else", () => {
    expect(of(rows(763_144, 1_269), rows(188_967, 786), rows(188_967, 171_459))).toEqual([
      "From train to validation the share of positives rises from 0.17\u202f% to 0.42\u202f%, 2.5 times as many.",
      "From train to test the share of positives rises from 0.17\u202f% to 90.7\u202f%, 546 times as many; the odds of a positive rise 5,880 times.",
    ]);
    expect(of(rows(1_000, 900), rows(1_000, 20), rows(1_000, 999))).toEqual([
      "From train to validation the share of positives falls from 90.0\u202f% to 2.00\u202f%, 45 times as few; the odds of a positive fall 441 times.",
      "From train to test the share of positives rises from 90.0\u202f% to 99.9\u202f%, 1.1 times as many; the odds of a positive rise 111 times.",
    ]);
  });

  it("calls nothing a change that may be none", () => {
    expect(of(rows(1_000, 100), rows(100, 12), rows(10, 1))).toEqual([
      "The share of positives is 10.0\u202f% in train and 12.0\u202f% in validation: their 95 % intervals overlap, so it may be one and the same.",
      "Train and test have the same share of positives, 10.0\u202f%.",
    ]);
  });

  it("says plainly what cannot be said", () => {
    expect(of(rows(1_000, 0), rows(1_000, 500), rows(10, 0))).toEqual([
      "From train to validation the share of positives rises from 0.0\u202f% to 50.0\u202f%: train has no positive row, so there is nothing to multiply.",
      "Neither train nor test has a positive row.",
    ]);
    expect(of(rows(1_000, 500), rows(1_000, 0), rows(1_000, 1_000))).toEqual([
      "From train to validation the share of positives falls from 50.0\u202f% to 0.0\u202f%: validation has no positive row.",
      "From train to test the share of positives rises from 50.0\u202f% to 100.0\u202f%, 2.0 times as many.",
    ]);
    expect(of(rows(10, 10), rows(20, 20), rows(0, 0))).toEqual(["Neither train nor validation has a negative row.", "There is nothing to compare: test has no rows."]);
    expect(of(rows(0, 0), rows(20, 20), rows(0, 0))).toEqual(["There is nothing to compare: train has no rows.", "There is nothing to compare: train and test have no rows."]);
  });
});
