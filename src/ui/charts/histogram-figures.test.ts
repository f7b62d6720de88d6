import { describe, expect, it } from "vitest";
import { binAxes, binHeights, binName, binReadings, edgePositions, histogramSummary, histogramTable, notDrawnSentences, outline, type NumericHistogram } from "./histogram-figures";

const histogram: NumericHistogram = {
  kind: "numeric",
  column: "processId",
  scale: "linear",
  edges: [0, 10, 20, 40],
  counts: { train: [6, 3, 1], test: [0, 0, 5] },
};

describe("edgePositions", () => {
  it("places edges by their values on the scale", () => {
    expect(edgePositions([0, 10, 20, 40], "linear")).toEqual([0, 0.25, 0.5, 1]);
    expect(edgePositions([1, 10, 100], "log")).toEqual([0, 0.5, 1]);
    const [, middle] = edgePositions([-99, 0, 99], "symlog");
    expect(middle).toBeCloseTo(0.5, 12);
  });

  it("gives equal room to what the scale cannot place", () => {
    expect(edgePositions([0, 10, 100], "log")).toEqual([0, 0.5, 1]);
    expect(edgePositions([5, 5], "linear")).toEqual([0, 1]);
    expect(edgePositions([-1.7e308, 0, 1.7e308], "linear")).toEqual([0, 0.5, 1]);
  });
});

describe("binHeights", () => {
  it("holds shares of splits of different sizes against each other", () => {
    const { heights, top } = binHeights(histogram, "share");
    expect(top).toBe(1);
    expect(heights).toEqual({ train: [0.6, 0.3, 0.1], test: [0, 0, 1] });
  });

  it("shows the rare beside the common on the logarithmic axis, and nothing where there is nothing", () => {
    const { heights, top } = binHeights({ ...histogram, counts: { train: [1_000_000, 1, 0] } }, "log count");
    expect(top).toBe(1_000_000);
    expect(heights.train?.[1]).toBeGreaterThan(0.04);
    expect(heights.train?.[2]).toBe(0);
  });

  it("keeps one row in a million visible as a share", () => {
    const { heights } = binHeights({ ...histogram, counts: { train: [1_000_000, 1, 0] } }, "share");
    expect(heights.train?.[1]).toBe(0.008);
  });
});

describe("outline", () => {
  it("goes from foot to foot along the tops of the bins, and nowhere where there is nothing", () => {
    expect(outline([0, 0.5, 1], [1, 0.25], 100, 40)).toBe("M0.0,40L0.0,0.0 50.0,0.0L50.0,30.0 100.0,30.0L100.0,40");
    expect(outline([0, 0.25, 0.5, 1], [1, 0, 0.5], 100, 40)).toBe("M0.0,40L0.0,0.0 25.0,0.0L25.0,40M50.0,40L50.0,20.0 100.0,20.0L100.0,40");
    expect(outline([0, 1], [0], 100, 40)).toBe("");
  });
});

describe("binAxes", () => {
  it("has shares as they are, and edges by their values", () => {
    const { edges, heights, edgeTicks, edgeText, heightText } = binAxes(histogram, "share");
    expect([edges, heights]).toEqual([[0, 0.25, 0.5, 1], { train: [0.6, 0.3, 0.1], test: [0, 0, 1] }]);
    expect(edgeTicks([0, 1], 4).map(edgeText)).toEqual(["0", "10", "20", "40"]);
    expect(edgeTicks([0.2, 0.6], 4).map(edgeText)).toEqual(["10", "20"]);
    expect(heightText(0.25)).toBe("25\u202f%");
  });

  it("has powers of ten on the axis of logarithms", () => {
    const { heights, heightTicks, heightText } = binAxes({ ...histogram, counts: { train: [1000, 9, 0] } }, "log count");
    expect(heightTicks?.().map(heightText)).toEqual(["0", "1", "10", "100", "1,000"]);
    expect(heights.train?.map(heightText)).toEqual(["1,000", "9", "0"]);
  });
});

describe("histogramTable", () => {
  it("has a row for each bin, with the rows of each split and their share", () => {
    const { columns, rows } = histogramTable(histogram);
    expect(columns).toEqual(["from", "to", "Train", "Train, share", "Test", "Test, share"]);
    expect(rows).toEqual([
      [0, 10, 6, 0.6, 0, 0],
      [10, 20, 3, 0.3, 0, 0],
      [20, 40, 1, 0.1, 5, 1],
    ]);
  });
});

describe("what is read out", () => {
  it("names a bin by its edges, or by the one whole number in it", () => {
    expect(binName(histogram, 1)).toBe("10 to 20");
    expect(binName({ ...histogram, edges: [-0.5, 0.5, 1.5] }, 1)).toBe("1");
    expect(binName({ ...histogram, edges: [4, 5, 6] }, 1)).toBe("5 to 6");
  });

  it("writes as many digits as tell an edge from its neighbours", () => {
    expect(binName({ ...histogram, edges: [1, 1.00001, 1.00002] }, 1)).toBe("1.00001 to 1.00002");
    expect(binName({ ...histogram, edges: [0.001, 0.0010005, 0.001001] }, 0)).toBe("0.001 to 0.0010005");
    expect(binName({ ...histogram, edges: [0, 5] }, 0)).toBe("0 to 5");
  });

  it("says what no bin holds, and why", () => {
    expect(notDrawnSentences(histogram, { train: 10, test: 5 })).toEqual([]);
    expect(notDrawnSentences({ ...histogram, scale: "log" }, { train: 12, validation: 4, test: 6 })).toEqual([
      "Not drawn: 2 rows of train, 1 row of test, where the value is missing, infinite, or not above zero.",
      "processId is not there in validation, or its text was not kept.",
    ]);
  });

  it("names each split's rows and their share", () => {
    expect(binReadings(histogram, 2)).toEqual([
      { split: "train", text: "1 (10.00\u202f%)" },
      { split: "test", text: "5 (100.00\u202f%)" },
    ]);
  });

  it("says in a sentence which bin is the fullest", () => {
    expect(histogramSummary(histogram)).toBe(
      "Histogram of processId from 0 to 40, linear axis. Train: 10 values, the fullest bin (60.0\u202f%) from 0 to 10. " +
        "Test: 5 values, the fullest bin (100.0\u202f%) from 20 to 40.",
    );
    expect(histogramSummary({ ...histogram, counts: { validation: [0, 0, 0] } })).toContain("Validation has no values.");
  });
});
