import { describe, expect, it } from "vitest";
import { inOneGo } from "../../../../domain/inspect/stepwise";
import { compareSplit } from "../../../../domain/metrics/compare-split";
import { perSplit } from "../../../../domain/split";
import { binAbove, calibrationName, calibrationReadings, calibrationStops, calibrationSummary, calibrationTable, filledBins } from "./calibration-figures";

const split = inOneGo(compareSplit(Float32Array.of(-2, -2, -2, -2, 0, 2, 2, 2), Uint8Array.of(0, 0, 0, 1, 0, 1, 1, 0), 0.5));
if (split === null) throw new Error("A logit is not a number.");
const splits = perSplit(() => split);
const bins = filledBins("train", split.calibration.uniform);

describe("the bins of a calibration", () => {
  it("are drawn where they have rows", () => {
    expect(bins.map(({ bin, y }) => [bin.count, y])).toEqual([[4, 0.25], [1, 0], [3, 2 / 3]]);
    expect(calibrationStops(splits, "uniform", ["train", "test"])).toHaveLength(6);
  });

  it("are told apart by a threshold: the scores just above it", () => {
    expect(binAbove(bins, 0.11)?.bin.count).toBe(4);
    expect(binAbove(bins, 0.2)).toBeNull();
    // A score of 0.5 belongs to the bin that ends there.
    expect(binAbove(bins, 0.45)?.bin.count).toBe(1);
    expect(binAbove(bins, 0.5)).toBeNull();
    expect([binAbove(bins, -1), binAbove(bins, 1)]).toEqual([null, null]);
  });

  it("are read with their rows and interval, as the table has them", () => {
    const first = bins[0]!;
    expect(calibrationName(first)).toBe("Train, scores 0.1 to 0.2");
    const text = calibrationReadings(first).map(({ title, value }) => `${title} ${value}`);
    const row = calibrationTable(splits, "uniform").rows[1]!;
    expect(row.slice(0, 5)).toEqual(["Train", 0.1, 0.2, 4, 1]);
    expect(text).toEqual(["of them positive 0.25", `95 % interval ${Number(row[7]).toPrecision(4)} to ${Number(row[8]).toPrecision(4)}`, `mean score ${Number(row[5]).toPrecision(4)}`, "rows 4, 1 positive"]);
  });

  it("without rows are in the table, with nothing in them", () => {
    const { rows } = calibrationTable(splits, "uniform");
    expect(rows).toHaveLength(30);
    expect(rows[0]).toEqual(["Train", 0, 0.1, 0, 0, null, null, null, null]);
  });

  it("sum up to an error that is told", () => {
    expect(calibrationSummary(splits, "quantile")).toContain(`Train ${Number(split.calibration.quantile.ece.toPrecision(4))}`);
  });
});
