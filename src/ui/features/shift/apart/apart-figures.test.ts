import { describe, expect, it } from "vitest";
import type { DomainMeasure } from "../../../../domain/shift/domain-question";
import { barDomain, barsOf, barSummary, barTable, lossText, placeOf } from "./apart-figures";

const measure: DomainMeasure = {
  type: "measured",
  auc: 0.9,
  interval: { low: 0.88, high: 0.92 },
  rowsASide: 100,
  positivesASide: null,
  distinctRows: 200,
  copiesTogether: true,
  within: null,
  columns: [
    { name: "a", mean: 0.31, perRepeat: [0.3, 0.32], std: 0.01, interval: { low: 0.28, high: 0.34 } },
    { name: "b", mean: -0.0001, perRepeat: [-0.0001], std: 0, interval: null },
  ],
};

describe("the bars of columns", () => {
  it("have figures, notes and an axis that both variants share", () => {
    expect(barsOf(measure).map(({ text, note }) => [text, note])).toEqual([
      ["0.310", "a: 0.310, 95 % interval over the orders drawn 0.280 to 0.340"],
      ["> −0.001", "b: > −0.001"],
    ]);
    const none = { type: "undefined", reason: "" } as const;
    const answer = { against: "test", seed: 1, engine: { name: "wasm", variant: "v", pool: 1, renderer: null } } as const;
    expect(barDomain({ ...answer, plain: measure, sameMix: none })).toEqual([-0.0001, 0.34]);
    expect(barDomain({ ...answer, plain: none, sameMix: none })).toEqual([0, 0]);
    expect(barTable(measure).rows).toEqual([["a", 0.31, 0.28, 0.34], ["b", -0.0001, null, null]]);
    expect(barSummary(measure)).toContain("most by a, 0.310");
  });

  it("are written as 0 only where they are", () => {
    expect([0, 0.0001, -0.2, 0.05].map(lossText)).toEqual(["0", "< 0.001", "−0.200", "0.050"]);
  });
});

it("areas stand between 0.4 and 1", () => {
  expect([0.2, 0.4, 0.7, 1].map((auc) => Math.round(placeOf(auc)))).toEqual([0, 0, 50, 100]);
});
