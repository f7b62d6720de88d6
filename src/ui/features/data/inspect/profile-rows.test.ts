import { describe, expect, it } from "vitest";
import type { ColumnProfile } from "../../../../domain/inspect/profile";
import { nextOrder, profileRows, type SortOrder } from "./profile-rows";

function profile(name: string, mean: number | null, missing = 0): ColumnProfile {
  const statistics =
    mean === null
      ? null
      : { count: 3, mean, std: 1, min: 0, lowerQuartile: 0, median: 0, upperQuartile: 1, max: 9, infinite: 0 };
  return { name, kind: "numeric", dtype: "float64", nonNull: 3, missing, unique: 2, uniqueAbout: null, memoryBytes: 24, heldBytes: 24, statistics, top: [] };
}

const profiles = {
  train: [profile("threadId", 5), profile("args", null, 2), profile("userId", -7), profile("__proto__", NaN)],
  test: [profile("userId", 100), profile("onlyHere", 1)],
};
const both = ["train", "test"] as const;

const names = (order: SortOrder, filter = ""): string[] =>
  profileRows(profiles, both, filter, order)
    .filter(({ leads }) => leads)
    .map(({ name }) => name);

describe("profileRows", () => {
  it("lists every column once for each split, and says which split lacks it", () => {
    const rows = profileRows(profiles, both, "", null);
    expect(rows).toHaveLength(10);
    expect(rows.slice(0, 2)).toMatchObject([
      { name: "threadId", split: "train", leads: true, profile: { name: "threadId" } },
      { name: "threadId", split: "test", leads: false, profile: null },
    ]);
    expect(rows.at(-1)).toMatchObject({ name: "onlyHere", split: "test", profile: { name: "onlyHere" } });
  });

  it("keeps the order of the files, filters by name whatever the case, and knows __proto__ as a name", () => {
    expect(names(null)).toEqual(["threadId", "args", "userId", "__proto__", "onlyHere"]);
    expect(names(null, " ID ")).toEqual(["threadId", "userId"]);
    expect(names(null, "__proto")).toEqual(["__proto__"]);
  });

  it("sorts by a figure of the first split that has the column; what has none comes last either way", () => {
    expect(names({ by: "mean", direction: "ascending" })).toEqual(["userId", "onlyHere", "threadId", "args", "__proto__"]);
    expect(names({ by: "mean", direction: "descending" })).toEqual(["threadId", "onlyHere", "userId", "args", "__proto__"]);
    expect(names({ by: "missing", direction: "descending" })[0]).toBe("args");
    expect(names({ by: "name", direction: "descending" })[0]).toBe("userId");
  });
});

describe("nextOrder", () => {
  it("goes from ascending over descending back to the order of the files", () => {
    const once = nextOrder(null, "mean");
    const twice = nextOrder(once, "mean");
    expect([once, twice, nextOrder(twice, "mean")]).toEqual([
      { by: "mean", direction: "ascending" },
      { by: "mean", direction: "descending" },
      null,
    ]);
    expect(nextOrder(twice, "std")).toEqual({ by: "std", direction: "ascending" });
  });
});
