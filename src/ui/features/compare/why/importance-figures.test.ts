import { describe, expect, it } from "vitest";
import type { FeatureImportance, Importance } from "../../../../domain/why/permutation-importance";
import { barNote, dropText, importanceFigures, importanceSummary, importanceTable, statement } from "./importance-figures";

function feature(name: string, mean: number, spread = 0.01): FeatureImportance {
  return { name, perRepeat: [mean - spread, mean + spread], mean, std: spread, interval: { low: mean - spread, high: mean + spread } };
}

function importance(means: Readonly<Record<string, number>>, more: Partial<Importance> = {}): Importance {
  const features = Object.entries(means).map(([name, mean]) => feature(name, mean));
  return { metrics: { rocAuc: { type: "measured", baseline: 0.9, features } }, repeats: 2, seed: 7, rowsUsed: 10, rows: 30, ...more };
}

const BOTH = { train: importance({ a: 0, b: 0.1, c: 0.2 }), test: importance({ a: 0, b: 0.4, c: -0.02 }, { rowsUsed: 30 }) };

describe("the order of the bars", () => {
  it("is the same on all splits, by the mean over those that are shown", () => {
    const names = (shown: readonly ("train" | "test")[]): (readonly string[] | null)[] =>
      shown.map((split) => {
        const bars = importanceFigures(BOTH, shown, "rocAuc").splits[split];
        return bars?.type === "measured" ? bars.features.map(({ name }) => name) : null;
      });
    expect(names(["train", "test"])).toEqual([["b", "c", "a"], ["b", "c", "a"]]);
    expect(names(["train"])).toEqual([["c", "b", "a"]]);
  });

  it("stands over one axis that has 0 and all intervals on it", () => {
    const { domain } = importanceFigures(BOTH, ["train", "test"], "rocAuc");
    expect(domain[0]).toBeCloseTo(-0.03);
    expect(domain[1]).toBeCloseTo(0.41);
    expect(importanceFigures({}, ["train"], "rocAuc")).toEqual({ splits: {}, domain: [0, 0] });
  });
});

it("what is undefined, and a net without numbers, have a reason and no bars", () => {
  const answer = {
    train: importance({}, { metrics: { rocAuc: { type: "undefined", reason: "The split has no positive row." } } }),
    test: importance({}, { metrics: { rocAuc: { type: "measured", baseline: NaN, features: [feature("a", NaN)] } } }),
  };
  const figures = importanceFigures(answer, ["train", "test"], "rocAuc");
  expect(figures.splits.train).toEqual({ type: "undefined", reason: "The split has no positive row." });
  expect(figures.splits.test).toMatchObject({ type: "undefined", reason: expect.stringContaining("not numbers") as string });
  expect(importanceTable(figures)).toMatchObject({ columns: ["feature"], rows: [] });
  expect(importanceSummary(figures, "rocAuc")).toContain("Train: The split has no positive row.");
});

it("says how it was done, and what the intervals do not cover", () => {
  expect(statement(BOTH, ["train", "test"])).toBe(
    "2 repeats, seed 7; 10 of 30 rows of train, all 30 rows of test. The interval covers the drawn orders only, not other rows or another training.",
  );
  expect(statement({ train: importance({ a: 1 }, { repeats: 1 }) }, ["train"])).toContain("One order has no interval.");
  expect(barNote(feature("a", 0.5))).toBe("a: 0.5000, 95 % interval 0.4900 to 0.5100, 2 orders drawn");
});

it("the table has the figures of the bars in their order", () => {
  const { columns, rows } = importanceTable(importanceFigures(BOTH, ["train", "test"], "rocAuc"));
  expect(columns).toEqual(["feature", "Train", "Train, low", "Train, high", "Test", "Test, low", "Test, high"]);
  expect(rows.map(([name]) => name)).toEqual(["b", "c", "a"]);
  expect(rows[1]?.[4]).toBe(-0.02);
});

it("a drop is 0 only where it is exactly that", () => {
  expect([0, 0.12345, -0.02, 1e-6, -4e-5].map(dropText)).toEqual(["0", "0.1235", "−0.0200", "1.0e-6", "−4.0e-5"]);
});
