import { describe, expect, it } from "vitest";
import type { Figures } from "./figures";
import { growth, soakTable, type Row } from "./verdict";

const FIGURES: Figures = {
  heapBytes: 20e6,
  workerHeapBytes: 10e6,
  workers: 3,
  trainer: { matrixBytes: 1e6, bufferBytes: 30e6, liveBuffers: 12, workers: 1 },
};

const row = (round: number, figures: Partial<Figures> = {}, cycle = "a plain run"): Row => ({
  round,
  cycle,
  engine: "wasm",
  epochs: 10 * round,
  figures: { ...FIGURES, ...figures },
});

const trainer = (change: Partial<Figures["trainer"]>): Partial<Figures> => ({ trainer: { ...FIGURES.trainer, ...change } });

describe("the verdict of the soak", () => {
  it("finds nothing where the last round is as the second, whatever the first was", () => {
    expect(growth([row(1, { heapBytes: 1e6, workers: 9 }), row(2), row(3)])).toEqual([]);
  });

  it("lets sizes grow by a tenth and 2 MB, and no further", () => {
    expect(growth([row(1), row(2), row(3, { heapBytes: 24e6, workerHeapBytes: 13e6, ...trainer({ bufferBytes: 35e6 }) })])).toEqual([]);
    const grown = growth([row(1), row(2), row(3, { heapBytes: 24.1e6, workerHeapBytes: 13.1e6, ...trainer({ bufferBytes: 35.1e6 }) })]);
    expect(grown).toHaveLength(3);
    expect(grown[0]).toBe('The page\'s heap after "a plain run" went from 20.00 MB in round 2 to 24.10 MB in round 3.');
  });

  it("wants the same number of workers and of live buffers", () => {
    expect(growth([row(1), row(2), row(3, { workers: 4, ...trainer({ liveBuffers: 13 }) })])).toEqual([
      'The number of workers after "a plain run" went from 3 in round 2 to 4 in round 3.',
      'The number of the trainer\'s live buffers after "a plain run" went from 12 in round 2 to 13 in round 3.',
    ]);
  });

  it("holds a cycle against its own kind alone", () => {
    expect(growth([row(1), row(2), row(2, { workers: 5 }, "another"), row(3), row(3, { workers: 5 }, "another")])).toEqual([]);
  });

  it("does not call flat what it could not see", () => {
    expect(growth([])).toHaveLength(1);
    expect(growth([row(1), row(2)])).toHaveLength(1);
  });

  it("is shown with every cycle's figures", () => {
    const lines = soakTable([row(1), row(2, { heapBytes: 123.456e6 })]).split("\n");
    expect(lines[0]).toMatch(/^round +cycle +engine +epochs +heap +workers +their heap +live buffers +buffers$/);
    expect(lines[3]).toMatch(/^ +2 +a plain run +wasm +20 +123\.46 MB +3 +10\.00 MB +12 +30\.00 MB$/);
  });
});
