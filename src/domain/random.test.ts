import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom, xoshiro128 } from "./random";

function draws(count: number, next: () => number): number[] {
  return Array.from({ length: count }, next);
}

describe("xoshiro128", () => {
  it("draws what the authors' C program draws from the state 1, 2, 3, 4", () => {
    expect(draws(10, xoshiro128([1, 2, 3, 4]).next)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });
});

describe("createRandom", () => {
  it("keeps drawing the same numbers from one version of the code to the next", () => {
    const random = createRandom(42);
    expect(draws(4, random.nextUint32)).toEqual([3352899612, 1542496295, 2898621400, 3408010295]);
    expect(random.uniform()).toBe(0.2011950328001214);
    expect(random.integer(10)).toBe(7);
    expect(random.normal()).toBeCloseTo(-1.4532533635509495, 14);
    expect([...createRandom(42, "batches").permutation(8)]).toEqual([1, 0, 5, 7, 2, 6, 4, 3]);
  });

  it("draws other numbers for another seed, another stream, and a name that looks like a number", () => {
    const firsts = [
      createRandom(1),
      createRandom(-1),
      createRandom(2 ** 32 + 1),
      createRandom(2),
      createRandom(1, 1),
      createRandom(1, "1"),
      createRandom(1, "initialisation"),
    ].map((random) => random.nextUint32());
    expect(new Set(firsts).size).toBe(firsts.length);
  });

  it("refuses a seed that is not a safe integer", () => {
    expect(() => createRandom(0.5)).toThrow(RangeError);
    expect(() => createRandom(2 ** 53)).toThrow(/safe integer/);
  });

  it("draws uniform numbers evenly over [0, 1)", () => {
    const random = createRandom(7);
    const bins = new Float64Array(100);
    const count = 200_000;
    for (let i = 0; i < count; i++) {
      const bin = Math.floor(random.uniform() * 100);
      bins[bin] = (bins[bin] ?? NaN) + 1;
    }
    const expected = count / 100;
    const chiSquared = bins.reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0);
    // 99 degrees of freedom: the middle 99.98 % of the distribution lies between these.
    expect(chiSquared).toBeGreaterThan(53);
    expect(chiSquared).toBeLessThan(160);
  });

  it("fills an array with the numbers that it would have given one by one, and goes on after them", () => {
    const [filled, one] = [createRandom(5), createRandom(5)];
    const words = new Uint32Array(1000);
    filled.fill(words);
    expect([...words]).toEqual(draws(1000, one.nextUint32));
    expect(filled.nextUint32()).toBe(one.nextUint32());
  });

  it("keeps uniform numbers in [0, 1) and integers below n, for every seed", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 1, max: 2 ** 32 }), (seed, n) => {
        const random = createRandom(seed);
        const u = random.uniform();
        const k = random.integer(n);
        expect(u >= 0 && u < 1).toBe(true);
        expect(Number.isInteger(k) && k >= 0 && k < n).toBe(true);
      }),
    );
  });

  it("draws integers evenly where 2^32 is far from a multiple of n", () => {
    // Without rejection the lowest third of 0 … 3 · 2^30 - 1 would be drawn half of the time.
    const random = createRandom(3);
    const n = 3 * 2 ** 30;
    let low = 0;
    for (let i = 0; i < 30_000; i++) if (random.integer(n) < n / 3) low++;
    expect(Math.abs(low / 30_000 - 1 / 3)).toBeLessThan(0.011);
  });

  it("refuses to choose among no, half or too many", () => {
    const random = createRandom(0);
    for (const n of [0, -1, 1.5, 2 ** 32 + 1, NaN]) expect(() => random.integer(n)).toThrow(RangeError);
  });

  it("draws normal numbers with mean 0, standard deviation 1 and few far out", () => {
    const random = createRandom(11);
    const values = draws(100_000, random.normal);
    const mean = values.reduce((a, b) => a + b) / values.length;
    const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.015);
    expect(Math.abs(variance - 1)).toBeLessThan(0.02);
    const beyond = values.filter((value) => Math.abs(value) > 1.959964).length / values.length;
    expect(Math.abs(beyond - 0.05)).toBeLessThan(0.004);
  });

  it("makes permutations: every number once", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 300 }), (seed, n) => {
        const sorted = [...createRandom(seed).permutation(n)].sort((a, b) => a - b);
        expect(sorted).toEqual(Array.from({ length: n }, (_, index) => index));
      }),
    );
  });

  it("makes every order of four equally likely", () => {
    const random = createRandom(5);
    const seen = new Map<string, number>();
    for (let i = 0; i < 24_000; i++) {
      const order = random.permutation(4).join();
      seen.set(order, (seen.get(order) ?? 0) + 1);
    }
    expect(seen.size).toBe(24);
    for (const count of seen.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it("shuffles in place and keeps repeated values", () => {
    const values = Uint32Array.of(5, 5, 9, 9, 9, 1);
    createRandom(1).shuffle(values);
    expect([...values].sort()).toEqual([1, 5, 5, 9, 9, 9]);
  });
});
