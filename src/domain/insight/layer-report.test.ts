import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inOneGo } from "../inspect/stepwise";
import type { ResolvedLoss } from "../loss";
import { toBlocks, type ActivationSpec, type LayerSpec } from "../model-spec";
import type { Weights } from "../weights";
import { heatMap } from "./heat-map";
import { idleUnits, layerReports, updateRatios, type LayerReport } from "./layer-report";
import { passThrough } from "./net-pass";

function reports(weights: Weights, loss: ResolvedLoss = { type: "bce", positiveWeight: 1 }): LayerReport[] {
  const layers: LayerSpec[] = [{ type: "linear", out: 2 }, { type: "relu" }, { type: "linear", out: 1 }, { type: "sigmoid" }];
  const blocks = toBlocks({ layers, init: "pytorch-default" }, 1);
  const rows = { x: Float32Array.of(1, 2, 3), y: Uint8Array.of(0, 1, 1) };
  return inOneGo(layerReports(inOneGo(passThrough(blocks, weights, rows, loss)), weights, 5));
}

const WEIGHTS: Weights = [
  { weight: Float32Array.of(3, -4), bias: Float32Array.of(0, 0) },
  { weight: Float32Array.of(1, 1), bias: Float32Array.of(-6) },
];

describe("the report of a layer", () => {
  it("tells what the layer answers, which units are dead, and how large weights and gradients are", () => {
    const [first, last] = reports(WEIGHTS);
    expect(first).toMatchObject({ index: 0, in: 1, out: 2, activation: "relu", idle: { kind: "dead", units: [1] }, weightNorm: 5 });
    expect(last).toMatchObject({ index: 2, activation: null, idle: null });
    expect(first?.activations.counts.reduce((sum, count) => sum + count)).toBe(6);
    expect(first?.activations.zeros).toBe(3);
    expect(last?.activations.scale).toMatchObject({ low: -3, high: 3 });
    // Logits -3, 0 and 3: the bias takes the mean of sigmoid minus label, the weights that times 3, 6 and 9, and 0.
    const low = 1 / (1 + Math.exp(3));
    const slopes = [low, -0.5, -low];
    const bias = slopes.reduce((sum, slope) => sum + slope, 0) / 3;
    const weight = (slopes[0]! * 3 + slopes[1]! * 6 + slopes[2]! * 9) / 3;
    expect(last?.gradientNorm).toBeCloseTo(Math.hypot(bias, weight), 12);
  });

  it("has a gradient norm of exactly 0 under the notebook's loss", () => {
    for (const { gradientNorm, gradients } of reports(WEIGHTS, { type: "cross-entropy-single-output" })) {
      expect(gradientNorm).toBe(0);
      expect(gradients.zeros).toBe(gradients.counts.reduce((sum, count) => sum + count));
    }
  });
});

describe("idle units", () => {
  const idle = (activation: ActivationSpec, ...sums: number[]) =>
    idleUnits({ index: 0, in: 1, out: 1, activation, dropout: 0 }, Float64Array.from(sums))?.units.length === 1;

  it.each<[ActivationSpec, number[], boolean]>([
    [{ type: "relu" }, [-1, 0], true],
    [{ type: "relu" }, [-1, 1e-9], false],
    [{ type: "leaky-relu", slope: 0.01 }, [-1, -2], false],
    [{ type: "leaky-relu", slope: 0.001 }, [-1, -2], true],
    [{ type: "elu" }, [-5, -6], true],
    [{ type: "elu" }, [-1, -6], false],
    [{ type: "gelu" }, [-4, -9], true],
    [{ type: "gelu" }, [-1, -9], false],
    [{ type: "tanh" }, [4, -4], true],
    [{ type: "tanh" }, [4, 1], false],
    [{ type: "sigmoid" }, [7, -7], true],
    [{ type: "sigmoid" }, [7, -3], false],
  ])("of %o with the sums %j: %s", (activation, sums, expected) => {
    expect(idle(activation, ...sums)).toBe(expected);
  });

  it("are called saturated where the activation has two ends", () => {
    const block = { index: 0, in: 1, out: 1, dropout: 0 };
    expect(idleUnits({ ...block, activation: { type: "tanh" } }, Float64Array.of(9))).toEqual({ kind: "saturated", units: [0] });
    expect(idleUnits({ ...block, activation: null }, Float64Array.of(9))).toBeNull();
  });
});

describe("the way between two checkpoints", () => {
  const one = (weight: number[], bias: number[]): Weights => [{ weight: Float32Array.from(weight), bias: Float32Array.from(bias) }];

  it("is the norm of the change over the norm before, null from nothing", () => {
    expect(updateRatios(one([3, 0], [4]), one([3, 3], [0]))).toEqual([1]);
    expect(updateRatios(one([3, 0], [4]), one([3, 0], [4]))).toEqual([0]);
    expect(updateRatios(one([0], [0]), one([1], [1]))).toEqual([null]);
  });

  it("is refused between different nets", () => {
    expect(() => updateRatios(one([1], [1]), [])).toThrow(RangeError);
    expect(() => updateRatios(one([1], [1]), one([1, 2], [1]))).toThrow(RangeError);
  });
});

describe("a heat map", () => {
  it("shows every weight while there are few", () => {
    const weight = Float32Array.of(1, -2, 3, 4, 5, 6);
    expect(heatMap(weight, 2, 3, 6)).toEqual({ rows: 2, columns: 3, cells: weight, rowsPerCell: 1, columnsPerCell: 1, largest: 6 });
  });

  it("shows means of blocks of many weights, smaller ones at the ends", () => {
    const weight = Float32Array.from({ length: 15 }, (_, i) => i);
    const map = heatMap(weight, 3, 5, 6);
    expect(map).toMatchObject({ rows: 2, columns: 3, rowsPerCell: 2, columnsPerCell: 2, largest: 14 });
    expect([...map.cells]).toEqual([3, 5, 6.5, 10.5, 12.5, 14]);
  });

  it("keeps to its cells and to the mean of all weights, whatever the shape", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 500 }), (rows, columns, maxCells) => {
        const weight = Float32Array.from({ length: rows * columns }, (_, i) => Math.sin(i));
        const map = heatMap(weight, rows, columns, maxCells);
        expect(map.cells.length).toBeLessThanOrEqual(maxCells);
        expect(map.cells.length).toBe(map.rows * map.columns);
        expect(Math.max(...map.cells.map(Math.abs))).toBeLessThanOrEqual(map.largest);
        const height = (row: number): number => Math.min(rows, (row + 1) * map.rowsPerCell) - row * map.rowsPerCell;
        const width = (column: number): number => Math.min(columns, (column + 1) * map.columnsPerCell) - column * map.columnsPerCell;
        const total = map.cells.reduce((sum, cell, i) => sum + cell * height(Math.floor(i / map.columns)) * width(i % map.columns), 0);
        expect(total).toBeCloseTo(weight.reduce((sum, value) => sum + value, 0), 3);
      }),
    );
  });

  it("refuses a matrix of another size", () => {
    expect(() => heatMap(new Float32Array(5), 2, 3, 10)).toThrow(RangeError);
  });
});
