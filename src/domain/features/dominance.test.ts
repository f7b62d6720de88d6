import { describe, expect, it } from "vitest";
import { dominantColumns } from "./dominance";
import type { FittedFeature } from "./fitted";

/** A column of the matrix by its mean and its center in the data. */
function column(name: string, mean = 0, center = 0): Pick<FittedFeature, "name" | "center" | "scale" | "constant" | "statistics"> {
  return { name, center, scale: 1, constant: false, statistics: { mean, variance: 1, min: 0, max: 0, median: null, interquartileRange: null } };
}

const centred = (...names: readonly string[]) => names.map((name) => column(name));

describe("columns that dominate by scale", () => {
  it("are those a hundred times as large as the median of the others, largest first", () => {
    const found = dominantColumns(centred("a", "b", "c", "d"), [1, 2, 500, 900]);
    expect(found.map(({ column: name, ratio }) => [name, ratio])).toEqual([
      ["d", 450],
      ["c", 250],
    ]);
    expect(found[0]?.sentence).toBe(`"d" dominates by scale: its root mean square of 900 is 450 times the median of the other columns'.`);
  });

  it("are none among columns of like size, a single one, or what is 0 throughout", () => {
    expect(dominantColumns(centred("a", "b", "c"), [1, 99, 1])).toEqual([]);
    expect(dominantColumns(centred("a"), [1e9])).toEqual([]);
    expect(dominantColumns(centred("a", "b", "c"), [1e9, 0, 0])).toEqual([]);
    const constant = { ...column("c", 1e-17), constant: true };
    expect(dominantColumns([...centred("a", "b"), constant, constant], [1, 1, 0, 0])).toEqual([]);
  });

  it("are told apart where several are equally large", () => {
    expect(dominantColumns(centred("a", "b", "c", "d", "e"), [700, 700, 1, 1, 1]).map(({ column: name }) => name)).toEqual(["a", "b"]);
  });

  it("are those with a large offset, too, which the spread alone would not show", () => {
    const ids = [column("processId", 7000), column("mountNamespace", 4_026_531_877), column("argsNum", 3)];
    expect(dominantColumns(ids, [1949, 165, 1.3]).map(({ column: name }) => name)).toEqual(["mountNamespace"]);
    const scaled = [column("processId"), column("mountNamespace", 4_026_531_877, 4_026_531_877), column("argsNum")];
    expect(dominantColumns(scaled, [1, 1, 1])).toEqual([]);
  });
});
