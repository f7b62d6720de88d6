import { describe, expect, it } from "vitest";
import { valueHistogram } from "../../../../domain/insight/value-histogram";
import type { InsightAtEpoch } from "./layer-figures";
import { bandsOf, binPicture, binSummary, binTable, roundPlaces, spreadSeries, spreadSummary, spreadTable } from "./spread-figures";

function insightAt(epoch: number, values: Float64Array): InsightAtEpoch {
  const histogram = valueHistogram(values, 4);
  const layer = { index: 0, in: 1, out: 1, activation: null, activations: histogram, gradients: histogram, activationGradients: histogram, idle: null, gradientNorm: 1, weightNorm: 1 };
  return { at: epoch, epoch, insight: { layers: [layer], rowsUsed: 5, rows: 9 }, update: null };
}

const INSIGHTS = [insightAt(0, Float64Array.of(0, 1, 2, 3, 4)), insightAt(1, Float64Array.of(NaN, Infinity)), insightAt(2, Float64Array.of(0, 0, 0, 0, 0))];

describe("quantiles over the epochs", () => {
  const series = spreadSeries(INSIGHTS, 0, "gradients", "red");

  it("are five lines from the highest to the lowest, without epochs that have no finite value", () => {
    expect(series.map(({ title }) => title)).toEqual(["95 %", "75 %", "median", "25 %", "5 %"]);
    expect(series.map((line) => (line.kind === "bars" ? [] : line.points))[2]).toEqual([{ x: 0, y: 2 }, { x: 2, y: 0 }]);
  });

  it("bound the bands, the wider one first", () => {
    expect(bandsOf(series).map(({ upper, lower }) => [upper[0]?.y, lower[0]?.y])).toEqual([[3.8, 0.2], [3, 1]]);
  });

  it("are a table, with how many values are exactly 0", () => {
    const { columns, rows } = spreadTable(INSIGHTS, 0, "gradients");
    expect(columns).toEqual(["epoch", "5 %", "25 %", "median", "75 %", "95 %", "exactly 0", "values"]);
    expect(rows).toEqual([[0, 0.2, 1, 2, 3, 3.8, 1, 5], [1, null, null, null, null, null, 0, 2], [2, 0, 0, 0, 0, 0, 5, 5]]);
    expect(spreadSummary(INSIGHTS, 0, "gradients", "Layer 1")).toBe(
      "Gradients of layer 1 at epoch 0: median 2, nine tenths of them from 0.2 to 3.8; at epoch 2: median 0, nine tenths of them from 0 to 0.",
    );
  });
});

describe("bins", () => {
  it("stand at their edges on a linear scale", () => {
    const histogram = valueHistogram(Float64Array.of(0, 1, 2, 3, 4), 4);
    const { series, x } = binPicture(histogram, "red");
    expect(series[0]).toMatchObject({ edges: [0, 1, 2, 3, 4], heights: [1, 1, 1, 2] });
    expect(x.domain).toEqual([0, 4]);
    expect(binTable(histogram).rows[3]).toEqual([3, 4, 2, 0.4]);
    expect(binSummary(histogram)).toBe("5 values, 1 (20.0\u202f%) exactly 0");
  });

  it("stand at their places on a logarithmic one, with ticks at 0 and at powers of ten of both signs", () => {
    const histogram = valueHistogram(Float64Array.of(-100, -1e-3, -1e-3, 1e-3, 1e-3, 1e-3, 0, 100), 4);
    const { series, x } = binPicture(histogram, "red");
    expect(histogram.scale.type).toBe("symlog");
    expect(series[0]).toMatchObject({ edges: [0, 0.25, 0.5, 0.75, 1] });
    const ticks = roundPlaces(histogram.scale, [0, 1], 12);
    const texts = ticks.map((tick) => x.format?.(tick));
    expect(texts).toContain("0");
    expect(texts[0]).toBe("−100");
    expect(texts.at(-1)).toBe("100");
    expect(new Set(texts).size).toBe(texts.length);
    for (const [index, tick] of ticks.slice(1).entries()) expect(tick - (ticks[index] ?? NaN)).toBeGreaterThanOrEqual(1 / 12);
  });

  it("say when all values are 0, and how many are no numbers", () => {
    expect(binSummary(valueHistogram(new Float64Array(3), 4))).toBe("3 values, all of them exactly 0");
    expect(binSummary(valueHistogram(Float64Array.of(NaN, 1), 4))).toBe("2 values, none exactly 0, 1 no finite numbers");
  });
});
