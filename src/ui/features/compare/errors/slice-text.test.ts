import { describe, expect, it } from "vitest";
import { inOrder } from "./testing/slices-of";
import { fullLength, keyText, sliceTable, undefinedBecause, worstSentence } from "./slice-text";

describe("slices in words", () => {
  it.each([
    [{ type: "number", value: 1000 }, "1000"],
    [{ type: "number", value: 0.1 + 0.2 }, "0.3"],
    [{ type: "range", low: -1.5, high: Infinity }, "-1.5 to Infinity"],
    [{ type: "text", value: "" }, "(empty)"],
    [{ type: "other", values: 1200 }, "1,200 other values"],
    [{ type: "missing" }, "(missing)"],
  ] as const)("%j is %s", (key, text) => {
    expect(keyText(key)).toBe(text);
  });

  it("tell the worst one that has enough rows", () => {
    // Of "b" every row is wrong; of "c" there is but one.
    const rows = inOrder(["a", "a", "b", "b", "c"], [2, -2, 2, -2, -2], [1, 0, 0, 1, 1], 2);
    expect(worstSentence(rows, "accuracy", "host", ["test"])).toMatch(/^Accuracy is worst where host is b: 0\.00\s% on test\.$/u);
    expect(worstSentence([], "accuracy", "host", ["test"])).toMatch(/no slice/);
    expect(rows.at(-1)?.splits.test?.small).toBe(true);
  });

  it("tell when none is worse than another", () => {
    const rows = inOrder(["a", "a", "b", "b", "c"], [2, -2, -2, 2, 2], [1, 0, 0, 1, 0], 2);
    expect(worstSentence(rows, "accuracy", "host", ["test"])).toMatch(/is the same wherever host/);
  });

  it("say why a figure is missing", () => {
    const [slice] = inOrder(["a", "a"], [-1, -1], [0, 0], 1).flatMap(({ splits }) => splits.test ?? []);
    if (slice === undefined) throw new Error("There is no slice.");
    expect([undefinedBecause("recall", slice), undefinedBecause("precision", slice), undefinedBecause("accuracy", slice)]).toEqual([
      "no positive row",
      "no row is called positive",
      null,
    ]);
  });

  it("have a file with every figure and the whole split last", () => {
    const { columns, rows } = sliceTable(inOrder(["a", "b", "b"], [2, -2, -2], [1, 1, 0], 1), "host", ["test"]);
    expect(columns.slice(0, 7)).toEqual(["host", "split", "rows", "positives", "Accuracy", "Accuracy low 95 %", "Accuracy high 95 %"]);
    expect(rows.map((cells) => cells.slice(0, 5))).toEqual([
      ["b", "test", 2, 1, 0.5],
      ["a", "test", 1, 1, 1],
      ["all rows", "test", 3, 2, 2 / 3],
    ]);
    for (const cells of rows) expect(cells).toHaveLength(columns.length);
    const loss = columns.indexOf("Log loss");
    expect(rows.at(-1)?.[loss]).toBeCloseTo((2 * Math.log1p(Math.exp(-2)) + Math.log1p(Math.exp(2))) / 3, 6);
  });

  it("have bars up to 1, and those of losses up to the greatest", () => {
    const rows = inOrder(["a", "b"], [-3, 2], [1, 1], 1);
    expect(fullLength("recall", rows)).toBe(1);
    expect(fullLength("logLoss", rows)).toBeCloseTo(Math.log1p(Math.exp(3)), 6);
    expect(fullLength("logLoss", [])).toBe(1);
  });
});
