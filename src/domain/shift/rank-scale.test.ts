import { describe, expect, it } from "vitest";
import { inOneGo } from "../inspect/stepwise";
import { createRandom } from "../random";
import { rankScaled } from "./rank-scale";

const scaled = (learn: readonly number[], measured: readonly number[], columns: number) =>
  inOneGo(rankScaled(Float32Array.from(learn), Float32Array.from(measured), columns));
const spread = (share: number): number => Math.fround(Math.sqrt(12) * (share - 0.5));

describe("ranks in place of values", () => {
  it("are the mean rank of equal values, between the neighbours for a new one, at the ends beyond all", () => {
    const { learn, measured } = scaled([10, 20, 20, 4e9], [5, 10, 15, 20, 1e6, 4e9, 5e9], 1);
    expect([...learn]).toEqual([0.125, 0.5, 0.5, 0.875].map(spread));
    expect([...measured]).toEqual([0, 0.125, 0.25, 0.5, 0.75, 0.875, 1].map(spread));
  });

  it("are of each column by itself, and the same whatever grows with the values", () => {
    const random = createRandom(2);
    const raw = Array.from({ length: 300 }, () => random.normal());
    const stretched = raw.map((value, at) => (at % 2 === 0 ? Math.exp(3 * value) : 1000 * value + 7));
    expect(scaled(stretched, stretched, 2)).toEqual(scaled(raw, raw, 2));
    const { learn } = scaled(raw, [], 2);
    const column = learn.filter((_, at) => at % 2 === 0);
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
    expect(mean).toBeCloseTo(0, 5);
    expect(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length).toBeCloseTo(1, 3);
  });

  it("of a constant column are 0", () => {
    expect([...scaled([7, 7, 7], [7, 8], 1).learn]).toEqual([0, 0, 0]);
  });
});
