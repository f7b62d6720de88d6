import { expect, it } from "vitest";
import { splitSummary, summaryColumn } from "../domain/testing/summaries";
import { featurePresetOf, featurePresets } from "./feature-presets";
import { testFiles } from "./testing/feature-columns";

it("offers the default and all columns that can be used", () => {
  const presets = featurePresets(testFiles(), "evil");
  expect(presets.map(({ name }) => name)).toEqual(["default", "all"]);
  expect(presets.at(-1)?.wish.selection).toEqual({ include: ["b", "a", "proto", "host"] });
});

it("leaves other labels out of all columns, because they would tell the answer", () => {
  const columns = ["a", "sus", "evil"].map((name) => summaryColumn(name));
  const presets = featurePresets({ train: splitSummary("train", columns) }, "sus");
  expect(presets.at(-1)?.wish.selection).toEqual({ include: ["a"] });
});

it("offers the BETH recipe where its columns are, and knows it again", () => {
  const columns = ["processId", "userId", "argsNum", "returnValue", "sus"].map((name) => summaryColumn(name));
  const presets = featurePresets({ train: splitSummary("train", columns) }, "sus");
  const recipe = presets.find(({ name }) => name === "beth");
  expect(recipe?.wish.selection).toEqual({ include: ["processId", "userId", "argsNum", "returnValue"] });
  expect(recipe?.wish.treatments.map(({ column }) => column)).toEqual(["processId", "userId", "returnValue"]);
  expect(recipe && featurePresetOf({ ...recipe.wish }, presets)).toBe(recipe);
  expect(recipe && featurePresetOf({ ...recipe.wish, scaler: "none" }, presets)).toBeNull();
});
