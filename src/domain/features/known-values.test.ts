import { expect, it } from "vitest";
import { standardFeature } from "../testing/fitted-features";
import { knownValues } from "./known-values";

it("a column's known values are those that any of its encodings tells apart", () => {
  const features = [
    standardFeature("a", 0, 1),
    standardFeature("b=x", 0, 1, { source: "b", encoding: { type: "one-hot", category: "x" } }),
    standardFeature("b=y", 0, 1, { source: "b", encoding: { type: "one-hot", category: "y" } }),
    standardFeature("b (other)", 0, 1, { source: "b", encoding: { type: "one-hot-other", categories: ["x", "y"] } }),
    standardFeature("c", 0, 1, { encoding: { type: "ordinal", categories: ["low", "high"] } }),
    standardFeature("d", 0, 1, { encoding: { type: "not-in", values: ["0"] } }),
  ];
  expect(["a", "b", "c", "d", "gone"].map((source) => knownValues(features, source))).toEqual([null, ["x", "y"], ["low", "high"], null, null]);
});
