import { expect, it } from "vitest";
import { labelSentences } from "./drift-words";
import { labelShift } from "./label-shift";

it("says of identical splits that their share is the same, and nothing of chance", () => {
  const counts = { rows: 300, positives: 100 };
  expect(labelSentences(labelShift({ train: counts, validation: counts, test: { rows: 30, positives: 0 } }))[0]).toBe(
    "Train and validation have the same share of positives, 33.3\u202f%.",
  );
});
