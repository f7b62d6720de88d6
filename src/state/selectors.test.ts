import { describe, expect, it } from "vitest";
import { SPLITS, type Split } from "../domain/split";
import type { SplitSummary } from "../domain/table";
import { datasetTitle } from "./selectors";

/** Files by split, in the order in which they were read. */
function files(...names: readonly (readonly [Split, string])[]): Partial<Record<Split, SplitSummary>> {
  const summary = (split: Split, fileName: string): SplitSummary => ({ split, fileName }) as SplitSummary;
  return Object.fromEntries(names.map(([split, name]) => [split, summary(split, name)]));
}

describe("the name of what is loaded", () => {
  it("is that of the train file, whichever was read first, with a count of the others", () => {
    expect(datasetTitle({ files: files(["validation", "b.csv"], ["train", "a.csv"], ["test", "c.csv"]) })).toBe("a.csv and 2 more files");
    expect(datasetTitle({ files: files(["test", "c.csv"], ["validation", "b.csv"]) })).toBe("b.csv and 1 more file");
  });

  it("is the one file that all splits were divided from, and nothing without one", () => {
    expect(datasetTitle({ files: files(...SPLITS.map((split) => [split, "all.csv"] as const)) })).toBe("all.csv");
    expect(datasetTitle({ files: {} })).toBeNull();
  });
});
