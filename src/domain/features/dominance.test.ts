import { describe, expect, it } from "vitest";
import { dominantColumns } from "./dominance";

describe("columns that dominate by scale", () => {
  it("are those a hundred times as wide as the median of the others, widest first", () => {
    const found = dominantColumns(["a", "b", "c", "d"], [1, 2, 500, 900]);
    expect(found.map(({ column, ratio }) => [column, ratio])).toEqual([
      ["d", 450],
      ["c", 250],
    ]);
    expect(found[0]?.sentence).toBe(`"d" dominates by scale: its standard deviation of 900 is 450 times the median of the other columns'.`);
  });

  it("are none among columns of like width, a single one, or constants", () => {
    expect(dominantColumns(["a", "b", "c"], [1, 99, 1])).toEqual([]);
    expect(dominantColumns(["a"], [1e9])).toEqual([]);
    expect(dominantColumns(["a", "b", "c"], [1e9, 0, 0])).toEqual([]);
  });

  it("are told apart where several are equally wide", () => {
    expect(dominantColumns(["a", "b", "c", "d", "e"], [700, 700, 1, 1, 1]).map(({ column }) => column)).toEqual(["a", "b"]);
  });
});
