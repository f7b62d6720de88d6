import { describe, expect, it } from "vitest";
import { standardFeature } from "../../../../domain/testing/fitted-features";
import { callOf, cellNote, changesOf, changeSentence, differenceSentence, sharesBySource } from "./what-if-figures";

const FEATURES = [
  // Fitted on 5 to 15.
  standardFeature("a", 10, 5),
  standardFeature("b=x", 0.5, 0.5, { source: "b", encoding: { type: "one-hot", category: "x" } }),
  standardFeature("b=y", 0.5, 0.5, { source: "b", encoding: { type: "one-hot", category: "y" } }),
  standardFeature("c", 1, 1, { missing: "median", fill: 1 }),
  standardFeature("d", 1, 1, { transform: [{ type: "log1p" }] }),
];

describe("what is said of a cell", () => {
  const note = (source: string, cell: number | string | null): string | null => cellNote(FEATURES, source, cell);

  it("is nothing within what the net was trained on, its ends included", () => {
    expect([note("a", 5), note("a", 15), note("b", "x"), note("c", 2), note("d", Math.E)]).toEqual([null, null, null, null, null]);
  });

  it("is the range where a value lies beyond it", () => {
    expect(note("a", 15.1)).toBe("Out of range: the net was trained on 5 to 15.");
    expect(note("a", -1)).toContain("Out of range");
    expect(note("d", 100)).toBe("Out of range: the net was trained on 0 to 2, once transformed.");
  });

  it("is what the net knows where it does not know a name", () => {
    expect(note("b", "z")).toBe("Not among the values that the net knows: x, y.");
  });

  it("is what a missing value is taken for, or that there is no score", () => {
    expect(note("c", null)).toBe("Missing: taken for 1.");
    expect(note("a", null)).toContain("no score");
    expect(note("d", -5)).toContain("no score");
  });
});

it("an edit that leaves a cell as it was changes nothing", () => {
  const original = (source: string) => ({ a: 1, b: "x" })[source] ?? null;
  expect(changesOf({ a: 2, b: "x", c: null }, original)).toEqual(["a"]);
});

it("says whether the answer turns, by the threshold in use", () => {
  const [low, high] = [callOf(-1, 0.5), callOf(1, 0.5)];
  expect(changeSentence(low, high, ["a", "b"])).toBe("With a and b changed, the score goes from 0.2689 to 0.7311: the answer turns from negative to positive.");
  expect(changeSentence(callOf(-1, 0.9), callOf(1, 0.9), ["a"])).toBe("With a changed, the score goes from 0.2689 to 0.7311; the answer stays negative.");
  expect(changeSentence(low, low, [])).toContain("as it stands in the data");
  expect(changeSentence(low, high, ["a", "b", "c", "d"])).toContain("With 4 features changed");
  expect(callOf(0, 0.5).positive).toBe(false);
});

it("the columns of one source count together, the largest first", () => {
  const difference = (column: number, share: number) => ({ column, from: 0, to: 1, share });
  const shares = sharesBySource({ row: 1, distance: 1, differences: [difference(0, 0.4), difference(1, 0.3), difference(2, 0.3)] }, FEATURES);
  expect([...shares].map(([source, share]) => [source, Number(share.toFixed(6))])).toEqual([["a", 0.4], ["b", 0.6]]);
  expect(differenceSentence(shares)).toBe("It differs most in b (60\u202f%) and a (40\u202f%) of the squared distance.");
  expect(differenceSentence(new Map())).toBe("It has the same features.");
});
