import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Confusion } from "../history";
import { createRandom } from "../random";
import { GAP_PARTS, gapOf, isWithinNoise, ratesOf } from "./gap";

interface DecompositionCase {
  readonly name: string;
  readonly kind: string;
  readonly firstConfusion: Confusion;
  readonly secondConfusion: Confusion;
  readonly expected: {
    readonly first: Rates;
    readonly second: Rates;
    readonly accuracyChange: number;
    readonly contributions: { readonly labelMix: number; readonly tpr: number; readonly tnr: number } | null;
  };
}

type Rates = Readonly<Record<"accuracy" | "prevalence" | "tpr" | "tnr", number | null>>;

interface DriftFile {
  readonly tolerance: { readonly float64: { readonly abs: number; readonly rel: number } };
  readonly cases: readonly DecompositionCase[];
}

const { cases, tolerance } = JSON.parse(readFileSync(join(process.env["PARITY_DIR"] ?? "", "drift.json"), "utf8")) as DriftFile;
const decompositions = cases.filter(({ kind }) => kind === "accuracyDecomposition");

function agrees(actual: number | null, expected: number | null): boolean {
  if (actual === null || expected === null) return actual === expected;
  return Math.abs(actual - expected) <= tolerance.float64.abs + tolerance.float64.rel * Math.abs(expected);
}

const between = (first: Confusion, second: Confusion) => gapOf({ name: "train", confusion: first }, { name: "test", confusion: second });

describe("parity", () => {
  it("has cases", () => {
    expect(decompositions.length).toBeGreaterThan(5);
  });

  it.each(decompositions)("$name", ({ firstConfusion, secondConfusion, expected }) => {
    const gap = between(firstConfusion, secondConfusion);
    for (const side of ["first", "second"] as const) {
      for (const rate of ["accuracy", "prevalence", "tpr", "tnr"] as const) {
        expect(agrees(gap[side][rate], expected[side][rate]), `${side} ${rate}`).toBe(true);
      }
    }
    expect(agrees(gap.total, expected.accuracyChange)).toBe(true);
    for (const part of GAP_PARTS) expect(agrees(gap[part], expected.contributions?.[part] ?? null), part).toBe(true);
    expect(gap.reason === null).toBe(expected.contributions !== null);
  });
});

const confusion = (most: number): fc.Arbitrary<Confusion> =>
  fc.record({ tp: fc.integer({ min: 0, max: most }), fp: fc.integer({ min: 0, max: most }), tn: fc.integer({ min: 0, max: most }), fn: fc.integer({ min: 0, max: most }) });
/** With rows of both classes. */
const full = (most: number) => confusion(most).filter(({ tp, fp, tn, fn }) => tp + fn > 0 && tn + fp > 0);

describe("the gap", () => {
  it("is the sum of its parts, and turns round with its ends", () => {
    fc.assert(
      fc.property(full(1_000), full(1_000), (first, second) => {
        const there = between(first, second);
        const back = between(second, first);
        const sum = GAP_PARTS.reduce((total, part) => total + (there[part] ?? NaN), 0);
        expect(sum).toBeCloseTo(there.total ?? NaN, 12);
        for (const part of GAP_PARTS) expect(back[part]).toBeCloseTo(-(there[part] ?? NaN), 12);
      }),
    );
  });

  it("is nothing at all between identical splits", () => {
    fc.assert(
      fc.property(full(1_000), (counts) => {
        const gap = between(counts, counts);
        for (const part of ["total", ...GAP_PARTS] as const) expect(Math.abs(gap[part] ?? NaN)).toBe(0);
      }),
    );
  });

  it("says why it cannot be divided where a class is absent", () => {
    const gap = between({ tp: 0, fp: 5, tn: 95, fn: 0 }, { tp: 3, fp: 1, tn: 5, fn: 1 });
    expect(gap).toMatchObject({ labelMix: null, tpr: null, tnr: null, noise: { labelMix: null, tpr: null, tnr: null } });
    expect(gap.total).toBeCloseTo(-0.15, 12);
    expect(gap.noise.total).not.toBeNull();
    expect(gap.reason).toContain("No row of train is positive");
    expect(between({ tp: 3, fp: 1, tn: 5, fn: 1 }, { tp: 3, fp: 0, tn: 0, fn: 1 }).reason).toContain("No row of test is negative");
    const none = between({ tp: 3, fp: 1, tn: 5, fn: 1 }, { tp: 0, fp: 0, tn: 0, fn: 0 });
    expect([none.total, none.noise.total, none.reason]).toEqual([null, null, "There are no rows in test, so there is nothing to divide."]);
    expect(ratesOf({ tp: 0, fp: 0, tn: 0, fn: 0 })).toEqual({ rows: 0, accuracy: null, prevalence: null, tpr: null, tnr: null });
  });
});

describe("sampling noise", () => {
  it("holds the estimate, of any counts", () => {
    fc.assert(
      fc.property(full(50), full(50), (first, second) => {
        const gap = between(first, second);
        for (const part of ["total", ...GAP_PARTS] as const) {
          const [value, interval] = [gap[part] ?? NaN, gap.noise[part]];
          expect(interval?.low).toBeLessThanOrEqual(value);
          expect(interval?.high).toBeGreaterThanOrEqual(value);
        }
      }),
    );
  });

  it("shrinks as rows are added, with their square root", () => {
    const times = ({ tp, fp, tn, fn }: Confusion, by: number): Confusion => ({ tp: tp * by, fp: fp * by, tn: tn * by, fn: fn * by });
    fc.assert(
      fc.property(full(50), full(50), (first, second) => {
        const [few, many] = [between(first, second), between(times(first, 10_000), times(second, 10_000))];
        for (const part of ["total", ...GAP_PARTS] as const) {
          expect(width(many, part)).toBeLessThanOrEqual(width(few, part));
          expect(width(many, part)).toBeLessThan(0.05);
        }
      }),
    );
  });

  it("holds the truth about 95 times in 100, with few rows and with rare positives", () => {
    const worlds = [
      { rows: [80, 60], first: world(0.4, 0.8, 0.9), second: world(0.6, 0.7, 0.85) },
      { rows: [5_000, 1_500], first: world(0.01, 0.6, 0.99), second: world(0.9, 0.5, 0.9) },
      { rows: [3_000, 3_000], first: world(0.3, 0.7, 0.8), second: world(0.3, 0.7, 0.8) },
    ] as const;
    const draws = 600;
    for (const [index, { rows, first, second }] of worlds.entries()) {
      const random = createRandom(11, index);
      const truth = between(expected(first), expected(second));
      const held = { total: 0, labelMix: 0, tpr: 0, tnr: 0 };
      for (let draw = 0; draw < draws; draw++) {
        const gap = between(drawn(first, rows[0], random.uniform), drawn(second, rows[1], random.uniform));
        for (const part of ["total", ...GAP_PARTS] as const) {
          const [value, interval] = [truth[part] ?? NaN, gap.noise[part]];
          if (interval !== null && interval.low <= value && value <= interval.high) held[part]++;
        }
      }
      for (const part of ["total", ...GAP_PARTS] as const) {
        expect(held[part] / draws, `${part} of world ${index}`).toBeGreaterThan(0.925);
        // The interval of a product is a little too wide where one factor is small.
        expect(held[part] / draws, `${part} of world ${index}`).toBeLessThan(0.98);
      }
    }
  });

  it("tells what may be nothing", () => {
    expect([isWithinNoise({ low: -1, high: 1 }), isWithinNoise({ low: 0, high: 1 }), isWithinNoise({ low: 0.1, high: 1 }), isWithinNoise(null)]).toEqual([true, true, false, false]);
  });
});

interface World {
  readonly prevalence: number;
  readonly tpr: number;
  readonly tnr: number;
}

function world(prevalence: number, tpr: number, tnr: number): World {
  return { prevalence, tpr, tnr };
}

/** So many rows that nothing is left to chance. */
function expected({ prevalence, tpr, tnr }: World): Confusion {
  const rows = 1e12;
  const [positives, negatives] = [rows * prevalence, rows * (1 - prevalence)];
  return { tp: positives * tpr, fn: positives * (1 - tpr), tn: negatives * tnr, fp: negatives * (1 - tnr) };
}

function drawn({ prevalence, tpr, tnr }: World, rows: number, uniform: () => number): Confusion {
  const counts = { tp: 0, fp: 0, tn: 0, fn: 0 };
  for (let row = 0; row < rows; row++) {
    const positive = uniform() < prevalence;
    const right = uniform() < (positive ? tpr : tnr);
    counts[positive ? (right ? "tp" : "fn") : right ? "tn" : "fp"]++;
  }
  return counts;
}

function width(gap: ReturnType<typeof between>, part: "total" | (typeof GAP_PARTS)[number]): number {
  const interval = gap.noise[part];
  return interval === null ? NaN : interval.high - interval.low;
}
