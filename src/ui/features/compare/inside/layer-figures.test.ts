import { describe, expect, it } from "vitest";
import type { LayerReport } from "../../../../domain/insight/layer-report";
import { valueHistogram } from "../../../../domain/insight/value-histogram";
import { heightsOf } from "../../../charts/kit/series";
import { comparable, LAYER_FIGURES, layerPicture, layerReadings, layerSummary, layerTable, logAxis, nearestInsight, usualSpan, type InsightAtEpoch } from "./layer-figures";

const NONE = valueHistogram(Float64Array.of(0), 2);

/** A net of one hidden layer of four units. */
function insightAt(epoch: number, gradients: readonly [number, number], since: number | null = epoch - 1): InsightAtEpoch {
  const shared = { in: 2, activations: NONE, gradients: NONE, activationGradients: NONE, weightNorm: 1 };
  const layers: LayerReport[] = [
    { ...shared, index: 0, out: 4, activation: "relu", idle: { kind: "dead", units: [1, 2] }, gradientNorm: gradients[0] },
    { ...shared, index: 2, out: 1, activation: null, idle: null, gradientNorm: gradients[1] },
  ];
  return { at: epoch, epoch, insight: { layers, rowsUsed: 5, rows: 9 }, update: since === null ? null : { since, ratios: [0.5, null] } };
}

const { gradientNorm, idle, update } = LAYER_FIGURES;

describe("a logarithmic axis", () => {
  it("is a plain one where nothing is 0", () => {
    expect(logAxis([0.1, 2])).toEqual({ axis: { scale: "log" }, zeroAt: null });
  });

  it("has 0 at its foot, below all that is larger, and calls it 0", () => {
    const { axis, zeroAt } = logAxis([0, 0.004, 3]);
    expect(zeroAt).toBeCloseTo(1e-4, 12);
    const ticks = axis.ticks?.([zeroAt ?? NaN, 5], 5) ?? [];
    expect(ticks.map((tick) => axis.format?.(tick))).toEqual(["0", "0.001", "0.01", "0.1", "1"]);
    // Zoomed to what lies above it, 0 is not in sight.
    expect(axis.ticks?.([0.01, 5], 5)).not.toContain(zeroAt);
  });

  it("can be drawn where all is 0", () => {
    const { series, y } = layerPicture(gradientNorm, [insightAt(0, [0, 0], null), insightAt(1, [0, 0])]);
    const [from, to] = heightsOf(series, y, [0, 1], 5);
    expect([from > 0, from < to]).toEqual([true, true]);
    expect(y.format?.(from)).toBe("0");
  });
});

describe("the lines of a figure", () => {
  const insights = [insightAt(0, [0.2, 0], null), insightAt(1, [0.1, NaN])];

  it("stand at their values, 0 at the foot, and leave out what is no number", () => {
    const { series } = layerPicture(gradientNorm, insights);
    expect(series.map((line) => line.points)).toEqual([
      [{ x: 0, y: 0.2 }, { x: 1, y: 0.1 }],
      [{ x: 0, y: logAxis([0.2, 0.1, 0]).zeroAt }],
    ]);
  });

  it("are read as what they are, not as they are drawn", () => {
    const { series } = layerPicture(gradientNorm, insights);
    expect(layerReadings(gradientNorm, insights[0], series).map(({ title, value }) => [title, value])).toEqual([["Layer 1", "0.2"], ["Output layer", "0"]]);
    expect(layerReadings(gradientNorm, undefined, series)).toEqual([]);
  });

  it("are smoothed on request, in front of what was measured, which is what is read", () => {
    const { series, drawn } = layerPicture(gradientNorm, [insightAt(0, [0.2, 0.3]), insightAt(1, [0.1, 0.3])], 1);
    expect(drawn.map(({ key, faint }) => [key, faint ?? false])).toEqual([["0", true], ["1", true], ["0 smoothed", false], ["1 smoothed", false]]);
    const smooth = drawn[2];
    expect(smooth?.kind === "line" && smooth.points.map(({ y }) => y)).toEqual([0.2, expect.closeTo(0.15, 12)]);
    expect(series.map(({ key, faint }) => [key, faint])).toEqual([["0", undefined], ["1", undefined]]);
  });

  it("are of the layers that have the figure", () => {
    const { series } = layerPicture(idle, insights);
    expect(layerReadings(idle, insights[0], series).map(({ title, value }) => [title, value])).toEqual([["Layer 1", "2 of 4 (50.0\u202f%)"]]);
    expect(layerTable(idle, insights)).toMatchObject({ columns: ["epoch", "Layer 1"], rows: [[0, 2], [1, 2]] });
  });

  it("are told in a sentence, and in a table with 0 as 0", () => {
    expect(layerSummary(gradientNorm, [insightAt(0, [0.2, 0.3]), insightAt(4, [0, 0.1])])).toBe(
      "Gradient norm from epoch 0 to 4: Layer 1 from 0.2 to 0, Output layer from 0.3 to 0.1.",
    );
    expect(layerSummary(idle, [])).toBe("Stuck units: nothing to show.");
    const table = layerTable(gradientNorm, [insightAt(0, [0.2, 0])]);
    expect([table.rows, table.format?.(0, 2)]).toEqual([[[0, 0.2, 0]], "0"]);
  });
});

it("ratios over spans of another length than most are told in the table only", () => {
  const insights = [insightAt(0, [1, 1], null), insightAt(4, [1, 1], 0), insightAt(8, [1, 1], 4), insightAt(9, [1, 1], 8)];
  expect(usualSpan(insights)).toBe(4);
  expect(comparable(insights).map((each) => each.update?.since ?? null)).toEqual([null, 0, 4, null]);
  expect(layerTable(update, insights)).toMatchObject({ columns: ["epoch", "since epoch", "Layer 1"], rows: [[0, null, null], [4, 0, 0.5], [8, 4, 0.5], [9, 8, 0.5]] });
  expect(usualSpan([insightAt(0, [1, 1], null)])).toBeNull();
});

it("an epoch that was not looked into is stood in for by the nearest", () => {
  const insights = [insightAt(0, [1, 1]), insightAt(4, [1, 1]), insightAt(8, [1, 1])];
  expect(nearestInsight(insights, 4, 4)?.epoch).toBe(4);
  expect(nearestInsight(insights, "end", 8)?.epoch).toBe(8);
  expect(nearestInsight(insights, 7, 7)?.epoch).toBe(8);
  expect(nearestInsight(insights, 6, 6)?.epoch).toBe(4);
  expect(nearestInsight(insights, "end", null)?.epoch).toBe(8);
  expect(nearestInsight([], 6, 6)).toBeNull();
});
