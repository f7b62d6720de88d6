import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PreparedSplit } from "./prepared";
import { selectTrainingRows, selectionKey } from "./training-rows";

const FEATURES = 2;

/** Row r has the features r and -r, and every third row is positive. */
function numbered(rows: number): PreparedSplit {
  const y = Uint8Array.from({ length: rows }, (_, row) => (row % 3 === 0 ? 1 : 0));
  return {
    rows,
    x: Float32Array.from({ length: rows * FEATURES }, (_, i) => (i % 2 === 0 ? i / 2 : -(i - 1) / 2)),
    y,
    positives: y.reduce((sum, label) => sum + label, 0),
  };
}

/** The numbers of the rows, after a look at whether each is whole. */
function numbersOf({ rows, x, y, positives }: PreparedSplit, labels: "as they were" | "flipped" = "as they were"): number[] {
  expect([x.length, y.length]).toEqual([rows * FEATURES, rows]);
  expect(positives).toBe(y.reduce((sum, label) => sum + label, 0));
  return Array.from({ length: rows }, (_, i) => {
    const row = x[i * FEATURES] ?? NaN;
    expect(x[i * FEATURES + 1]).toBe(-row);
    if (labels === "as they were") expect(y[i]).toBe(row % 3 === 0 ? 1 : 0);
    return row;
  });
}

const ascending = (numbers: readonly number[]): boolean => numbers.every((n, i) => i === 0 || n > (numbers[i - 1] ?? NaN));

describe("the rows that a run trains on", () => {
  it("are the very same matrix when nothing is asked of them", () => {
    const train = numbered(9);
    const selected = selectTrainingRows(train, FEATURES, { holdout: 0, seed: 1 });
    expect(selected.train).toBe(train);
    expect(selected.holdout.rows).toBe(0);
    expect(selectTrainingRows(train, FEATURES, { holdout: 0, seed: 1, subset: { rows: 50, labelNoise: 0 } }).train).toBe(train);
  });

  it("and those set aside are all rows, each once and whole, in their order", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 200 }), fc.double({ min: 0.01, max: 0.7, noNaN: true }), fc.nat(), (rows, holdout, seed) => {
        const selected = selectTrainingRows(numbered(rows), FEATURES, { holdout, seed });
        const [train, aside] = [numbersOf(selected.train), numbersOf(selected.holdout)];
        expect(aside).toHaveLength(Math.max(1, Math.round(rows * holdout)));
        expect(ascending(train) && ascending(aside)).toBe(true);
        expect([...train, ...aside].sort((a, b) => a - b)).toEqual(Array.from({ length: rows }, (_, row) => row));
      }),
    );
  });

  it("are a subset of those that are not set aside, at most what there is", () => {
    const config = { holdout: 0.5, seed: 4, subset: { rows: 10, labelNoise: 0 } };
    const { train, holdout } = selectTrainingRows(numbered(60), FEATURES, config);
    const aside = new Set(numbersOf(holdout));
    expect(train.rows).toBe(10);
    expect(numbersOf(train).some((row) => aside.has(row))).toBe(false);
    const all = selectTrainingRows(numbered(60), FEATURES, { ...config, subset: { rows: 500, labelNoise: 0 } });
    expect(all.train.rows).toBe(30);
    expect(numbersOf(all.holdout)).toEqual([...aside]);
  });

  it("are the same for the same seed, and others for another", () => {
    const select = (seed: number): PreparedSplit =>
      selectTrainingRows(numbered(300), FEATURES, { holdout: 0.2, seed, subset: { rows: 40, labelNoise: 0.3 } }).train;
    expect(select(7)).toEqual(select(7));
    expect(select(7).x).not.toEqual(select(8).x);
  });

  it("take every row equally often into the hold-out", () => {
    const seen = new Float64Array(10);
    for (let seed = 0; seed < 2000; seed++) {
      const { holdout } = selectTrainingRows(numbered(10), FEATURES, { holdout: 0.3, seed });
      for (const row of numbersOf(holdout)) seen[row] = (seen[row] ?? NaN) + 1;
    }
    // Binomial with 2000 draws at 0.3: 20.5 is one standard deviation.
    for (const count of seen) expect(Math.abs(count - 600)).toBeLessThan(90);
  });

  it("have about the asked share of their labels flipped, others untouched, and share their features", () => {
    const train = numbered(10_000);
    const noisy = selectTrainingRows(train, FEATURES, { holdout: 0, seed: 2, subset: { rows: 20_000, labelNoise: 0.2 } });
    const flipped = train.y.filter((label, row) => label !== noisy.train.y[row]).length;
    expect(Math.abs(flipped - 2000)).toBeLessThan(200);
    expect(noisy.train.x).toBe(train.x);
    expect(numbersOf(noisy.train, "flipped")).toHaveLength(10_000);
    const all = selectTrainingRows(train, FEATURES, { holdout: 0, seed: 2, subset: { rows: 20_000, labelNoise: 1 } }).train;
    expect(all.y.every((label, row) => label !== train.y[row])).toBe(true);
  });

  it("are missed in words when none are left", () => {
    expect(() => selectTrainingRows(numbered(1), FEATURES, { holdout: 0.5, seed: 0 })).toThrow("No rows of train are left");
  });
});

describe("the key of a selection", () => {
  it("tells apart what selects other rows or labels, and nothing else", () => {
    const subset = { rows: 10, labelNoise: 0 };
    const keys = [
      selectionKey({ holdout: 0, seed: 1 }),
      selectionKey({ holdout: 0.1, seed: 1 }),
      selectionKey({ holdout: 0.1, seed: 2 }),
      selectionKey({ holdout: 0, seed: 1, subset }),
      selectionKey({ holdout: 0, seed: 1, subset: { ...subset, labelNoise: 0.1 } }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    expect(selectionKey({ holdout: 0, seed: 1 })).toBe(selectionKey({ holdout: 0, seed: 2 }));
  });
});
