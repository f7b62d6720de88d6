import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dropoutMasks, keeps, type DropoutMask } from "./dropout";

const OUT = 64;
const ROWS = 128;
const COUNT = ROWS * OUT;

const rates = fc.double({ min: 0.01, max: 0.99, noNaN: true });
const seeds = fc.nat(2 ** 32 - 1);
const steps = fc.nat(1_000_000);

/** 1 for what is kept, row by row. */
function kept(mask: DropoutMask, firstRow = 0): Uint8Array {
  return Uint8Array.from({ length: COUNT }, (_, i) => (keeps(mask, firstRow + Math.floor(i / OUT), i % OUT, OUT) ? 1 : 0));
}

function maskOf(p: number, seed: number, step: number): DropoutMask {
  const [mask] = dropoutMasks([p], seed, step) ?? [];
  if (!mask) throw new Error("nothing is dropped");
  return mask;
}

const sum = (values: Uint8Array): number => values.reduce((total, value) => total + value, 0);

/** Share of values that two masks agree on. */
function agreement(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((same, value, i) => same + (value === b[i] ? 1 : 0), 0) / a.length;
}

/** Six standard deviations of a share of `COUNT` draws: one failure in half a billion. */
const slack = (share: number): number => 6 * Math.sqrt((share * (1 - share)) / COUNT);

describe("dropout masks", () => {
  it("keep a share of 1 - p", () => {
    fc.assert(
      fc.property(rates, seeds, steps, (p, seed, step) => {
        expect(Math.abs(sum(kept(maskOf(p, seed, step))) / COUNT - (1 - p))).toBeLessThan(slack(p));
      }),
      { numRuns: 30 },
    );
  });

  it("keep the same share of every unit and of every row", () => {
    const values = kept(maskOf(0.3, 5, 17));
    const share = (index: (i: number) => number, bins: number): number[] => {
      const counts = new Array<number>(bins).fill(0);
      values.forEach((value, i) => (counts[index(i)] = (counts[index(i)] ?? 0) + value));
      return counts.map((count) => (count * bins) / COUNT);
    };
    const units = share((i) => i % OUT, OUT);
    const rows = share((i) => Math.floor(i / OUT), ROWS);
    for (const unit of units) expect(Math.abs(unit - 0.7)).toBeLessThan(6 * Math.sqrt((0.3 * 0.7) / ROWS));
    for (const row of rows) expect(Math.abs(row - 0.7)).toBeLessThan(6 * Math.sqrt((0.3 * 0.7) / OUT));
  });

  it("are drawn anew for each step, block, seed and row", () => {
    fc.assert(
      fc.property(rates, seeds, steps, (p, seed, step) => {
        const [here, block] = dropoutMasks([p, p], seed, step) ?? [];
        if (!here || !block) throw new Error("nothing is dropped");
        const values = kept(here);
        const byChance = p * p + (1 - p) * (1 - p);
        const others = [kept(block), kept(maskOf(p, seed, step + 1)), kept(maskOf(p, seed ^ 1, step)), kept(here, ROWS)];
        for (const other of others) expect(Math.abs(agreement(values, other) - byChance)).toBeLessThan(slack(byChance) + 1e-9);
      }),
      { numRuns: 20 },
    );
  });

  it("follow from seed and step alone, whatever was drawn before", () => {
    fc.assert(
      fc.property(rates, seeds, steps, (p, seed, step) => {
        const first = dropoutMasks([0, p, p], seed, step);
        dropoutMasks([p], seed, step + 1);
        expect(dropoutMasks([0, p, p], seed, step)).toEqual(first);
      }),
    );
  });

  it("leave a block's mask as it was when another block drops more or less", () => {
    expect(dropoutMasks([0.5, 0, 0.2], 1, 2)?.[2]).toEqual(dropoutMasks([0, 0.7, 0.2], 1, 2)?.[2]);
  });

  it("drop more where p is larger, and what a smaller p dropped too", () => {
    fc.assert(
      fc.property(rates, rates, seeds, (a, b, seed) => {
        const { key } = maskOf(a, seed, 0);
        const [less, more] = [kept({ key, p: Math.min(a, b) }), kept({ key, p: Math.max(a, b) })];
        expect(more.every((value, i) => value <= (less[i] ?? 0))).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it("are none where nothing is dropped, and a mask of p 0 would keep all", () => {
    expect(dropoutMasks([0, 0], 1, 1)).toBeNull();
    expect(dropoutMasks([], 1, 1)).toBeNull();
    expect(dropoutMasks([0, 0.5], 1, 1)).toEqual([null, { key: expect.any(Number) as unknown, p: 0.5 }]);
    expect(sum(kept({ key: 12345, p: 0 }))).toBe(COUNT);
  });
});
