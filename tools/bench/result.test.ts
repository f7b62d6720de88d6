import { describe, expect, it } from "vitest";
import { compare, median } from "./result";
import { describePeers, resultTable } from "./table";

describe("a median", () => {
  it.each([
    [[3], 3],
    [[9, 1, 5], 5],
    [[4, 1, 3, 2], 2.5],
  ])("of %j is %d", (values, middle) => expect(median(values)).toBe(middle));

  it("of nothing is not a number", () => expect(median([])).toBeNaN());
});

describe("a comparison", () => {
  it("says how many times as fast Triptych is, by rates and by times", () => {
    expect(compare("x", "rows/s", [100, 300, 200], { peer: [50, 100, 400] }).peers[0]?.ratio).toBe(2);
    expect(compare("x", "ms", [100, 300, 200], { peer: [50, 100, 400] }).peers[0]?.ratio).toBe(0.5);
  });

  it("leaves out a peer that was not measured", () => {
    expect(compare("x", "ms", [1, 2, 3], { pandas: [] }).peers).toEqual([]);
  });
});

describe("the table", () => {
  const absent = describePeers({ python: "3.11.2", packages: { pandas: "1.5.3", scipy: null, sklearn: null, torch: null }, blas: null });

  it("says which peers are absent", () => {
    expect(absent).toEqual({ Python: "3.11.2", pandas: "1.5.3", SciPy: "absent", "scikit-learn": "absent", PyTorch: "absent", BLAS: "not known" });
  });

  it("has a line a peer, and one where there is none", () => {
    const text = resultTable({
      bench: "engine",
      explanation: "Rates.",
      scale: 1,
      runs: 3,
      machine: absent,
      measurements: [
        compare("batch 256", "rows/s", [4e5, 4e5, 5e5], { one: [1e5, 2e5, 3e5], all: [8e5, 8e5, 8e5] }),
        compare("size", "bytes", [1234]),
      ],
    });
    const cells = text.split("\n").filter((line) => line.startsWith("| ")).map((line) => line.split("|").map((cell) => cell.trim()).slice(1, -1));
    expect(cells.slice(2)).toEqual([
      ["batch 256", "400 k rows/s", "one", "200 k rows/s", "2.00×"],
      ["batch 256", "400 k rows/s", "all", "800 k rows/s", "0.50×"],
      ["size", "1.2 kB", "–", "–", "–"],
    ]);
    expect(text).toContain("- PyTorch: absent");
  });
});
