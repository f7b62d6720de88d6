import { describe, expect, it } from "vitest";
import { BETH_FEATURES } from "../feature-selection";
import { bethRecipe } from "./beth-recipe";

describe("the BETH recipe", () => {
  it("names what it knows among the columns, in its own order, and leaves thread ids out", () => {
    const recipe = bethRecipe(["eventId", ...BETH_FEATURES, "sus"]);
    expect(recipe?.features).toEqual(["processId", "parentProcessId", "userId", "mountNamespace", "eventId", "argsNum", "returnValue"]);
    expect(recipe?.treatments).toEqual([
      { column: "processId", encoding: { type: "not-in", values: ["0", "1", "2"] } },
      { column: "parentProcessId", encoding: { type: "not-in", values: ["0", "1", "2"] } },
      { column: "userId", encoding: { type: "at-least", limit: 1000 } },
      { column: "mountNamespace", encoding: { type: "not-in", values: ["4026531840"] } },
      { column: "returnValue", encoding: { type: "sign" } },
    ]);
  });

  it("does without columns that are not there, and is nothing for other data", () => {
    expect(bethRecipe(["userId", "x"])?.features).toEqual(["userId"]);
    expect(bethRecipe(["argsNum", "x"])).toBeNull();
  });
});
