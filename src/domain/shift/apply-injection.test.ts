import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellChange, injectRows, type InjectedRows, type LabelledRows, type Tally } from "./apply-injection";
import type { InjectableColumn, Injection, ListedInjection } from "./injection";
import { rowDraws } from "./row-draws";

const list = (...injections: Injection[]): ListedInjection[] => injections.map((injection, index) => ({ id: index + 1, on: true, injection }));

function injected(rows: LabelledRows, injections: readonly ListedInjection[], seed = 1, strength = 1): InjectedRows {
  const made = injectRows(rows, injections, { seed, strength });
  if (typeof made === "string") throw new Error(made);
  return made;
}

const labels = fc.array(fc.constantFrom(0, 1), { minLength: 1, maxLength: 300 });
const rowsOf = (y: readonly number[], leftOut: Uint8Array | null = null): LabelledRows => ({ total: y.length, y: Uint8Array.from(y), leftOut });
const share = fc.double({ min: 0, max: 1, noNaN: true });

function counts({ leftOut, y }: InjectedRows): { rows: number; positives: number } {
  const kept = [...y].filter((_, row) => leftOut[row] === 0);
  return { rows: kept.length, positives: kept.filter((label) => label === 1).length };
}

const X: InjectableColumn = { name: "x", kind: "numeric", deviation: 2 };

/** The cells of a column after injections, read in blocks of a size. */
function cells(values: readonly number[], injections: readonly ListedInjection[], { column = X, block = values.length, seed = 1, strength = 1, y = values.map(() => 0), tally = null as Tally | null } = {}): number[] {
  const { steps } = injected(rowsOf(y), injections, seed, strength);
  const change = cellChange(steps, column, seed, tally);
  const out: number[] = [];
  for (let from = 0; from < values.length; from += block) {
    const part = Float64Array.from(values.slice(from, from + block));
    change?.(part, from, from + part.length);
    out.push(...part);
  }
  return out;
}

describe("a prior", () => {
  it("is hit within a row, by leaving out rows of one class alone", () => {
    fc.assert(
      fc.property(labels, share, fc.integer({ min: 0, max: 1000 }), (y, prevalence, seed) => {
        const positives = y.filter((label) => label === 1).length;
        fc.pre(positives > 0 && positives < y.length);
        const made = injectRows(rowsOf(y), list({ type: "prior", prevalence }), { seed, strength: 1 });
        if (typeof made === "string") {
          expect(prevalence * (y.length - positives + 1) < 1 || (1 - prevalence) * (positives + 1) < 1).toBe(true);
          return;
        }
        const after = counts(injected(rowsOf(y), list({ type: "prior", prevalence }), seed));
        expect(Math.abs(after.positives - prevalence * after.rows)).toBeLessThanOrEqual(1);
        expect(after.positives === positives || after.rows - after.positives === y.length - positives).toBe(true);
      }),
    );
  });

  it("keeps as many rows as can be kept", () => {
    const y = [...Array.from({ length: 90 }, () => 0), ...Array.from({ length: 10 }, () => 1)];
    expect(counts(injected(rowsOf(y), list({ type: "prior", prevalence: 0.5 })))).toEqual({ rows: 20, positives: 10 });
    expect(counts(injected(rowsOf(y), list({ type: "prior", prevalence: 0.05 })))).toEqual({ rows: 95, positives: 5 });
    expect(injected(rowsOf(y), list({ type: "prior", prevalence: 0.5 })).effects).toEqual([{ id: 1, changed: 80, of: 100 }]);
  });

  it("is refused, with the way out, where it would round a class away that was asked for", () => {
    const y = [...Array.from({ length: 20 }, () => 0), 1, 1, 1];
    const refusal = (prevalence: number) => injectRows(rowsOf(y), list({ type: "prior", prevalence }), { seed: 1, strength: 1 });
    expect(refusal(0.01)).toBe("A share of 1.00\u202f% of so few rows (20 negative rows and 3 positive ones) is less than one positive row. Choose 4.8\u202f% or more, or 0.");
    expect(refusal(0.99)).toBe("A share of 99.0\u202f% of so few rows (20 negative rows and 3 positive ones) is less than one negative row. Choose 75.0\u202f% or less, or 100\u202f%.");
    expect(counts(injected(rowsOf(y), list({ type: "prior", prevalence: 0.048 })))).toEqual({ rows: 21, positives: 1 });
    expect(counts(injected(rowsOf(y), list({ type: "prior", prevalence: 0.75 })))).toEqual({ rows: 4, positives: 3 });
    expect(counts(injected(rowsOf(y), list({ type: "prior", prevalence: 0 })))).toEqual({ rows: 20, positives: 0 });
  });

  it("leaves every row where it is what the rows have already, and passes over rows that are left out", () => {
    const y = [1, 0, 0, 0, 1, 0, 0, 0, 0, 0];
    expect([...injected(rowsOf(y), list({ type: "prior", prevalence: 0.2 })).leftOut]).toEqual(y.map(() => 0));
    const marks = Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    const half = injected(rowsOf(y, marks), list({ type: "prior", prevalence: 0.5 }));
    expect(half.leftOut[0]).toBe(1);
    expect(counts(half)).toEqual({ rows: 2, positives: 1 });
    expect([...marks]).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it("says why it cannot be reached", () => {
    expect(injectRows(rowsOf([0, 0]), list({ type: "prior", prevalence: 0.5 }), { seed: 1, strength: 1 })).toContain("no positive one");
    expect(injectRows(rowsOf([1, 1]), list({ type: "prior", prevalence: 0.5 }), { seed: 1, strength: 1 })).toContain("no negative one");
    expect(counts(injected(rowsOf([1, 1]), list({ type: "prior", prevalence: 1 })))).toEqual({ rows: 2, positives: 2 });
  });
});

describe("labels", () => {
  it("flip in about that share, all of them at 1, and the rows given stay", () => {
    const y = Array.from({ length: 20_000 }, (_, row) => row % 2);
    const some = injected(rowsOf(y), list({ type: "flip", share: 0.1 }));
    const flipped = y.filter((label, row) => label !== some.y[row]).length;
    expect(some.effects).toEqual([{ id: 1, changed: flipped, of: 20_000 }]);
    // Four standard deviations of the number of flips.
    expect(Math.abs(flipped - 2000)).toBeLessThan(4 * Math.sqrt(20_000 * 0.1 * 0.9));
    const given = Uint8Array.of(1, 0, 1);
    expect([...injected({ total: 3, leftOut: null, y: given }, list({ type: "flip", share: 1 })).y]).toEqual([0, 1, 0]);
    expect([...given]).toEqual([1, 0, 1]);
  });

  it("of a prior after a flip count as they stand by then", () => {
    const y = Array.from({ length: 400 }, (_, row) => (row % 4 === 0 ? 1 : 0));
    expect(counts(injected(rowsOf(y), list({ type: "flip", share: 1 }, { type: "prior", prevalence: 0.5 })))).toEqual({ rows: 200, positives: 100 });
  });
});

describe("cells", () => {
  it("are moved and stretched in their own units; a missing one stays missing", () => {
    expect(cells([1, NaN, -3], list({ type: "offset", column: "x", by: 10 }))).toEqual([11, NaN, 7]);
    expect(cells([1, NaN, -3], list({ type: "scale", column: "x", factor: 2 }, { type: "offset", column: "x", by: 1 }))).toEqual([3, NaN, -5]);
    expect(cells([1, 2], list({ type: "offset", column: "other", by: 10 }))).toEqual([1, 2]);
  });

  it("get noise of so many deviations of the column, 1 where that is 0", () => {
    const values = Array.from({ length: 20_000 }, () => 5);
    for (const [deviation, size] of [[2, 1], [0, 0.5], [null, 0.5]] as const) {
      const noisy = cells(values, list({ type: "noise", column: null, deviations: 0.5 }), { column: { ...X, deviation } });
      const mean = noisy.reduce((sum, x) => sum + x, 0) / noisy.length;
      const sd = Math.sqrt(noisy.reduce((sum, x) => sum + (x - mean) ** 2, 0) / noisy.length);
      expect(Math.abs(mean - 5)).toBeLessThan((4 * size) / Math.sqrt(20_000));
      expect(Math.abs(sd / size - 1)).toBeLessThan(4 / Math.sqrt(2 * 20_000));
    }
  });

  it("go missing in about that share, text too, which nothing else is done to", () => {
    const values = Array.from({ length: 20_000 }, (_, row) => row % 3);
    const tally: Tally = new Map();
    const text: InjectableColumn = { name: "t", kind: "text", deviation: null };
    const gaps = cells(values, list({ type: "missing", column: null, share: 0.2 }), { column: text, tally }).filter(Number.isNaN).length;
    expect(Math.abs(gaps - 4000)).toBeLessThan(4 * Math.sqrt(20_000 * 0.2 * 0.8));
    expect(tally.get(1)).toEqual({ changed: gaps, of: 20_000 });
    expect(cells([0, 1], list({ type: "noise", column: null, deviations: 3 }), { column: text })).toEqual([0, 1]);
    expect(cells([0, 1], list({ type: "missing", column: "t", share: 1 }), { column: text })).toEqual([NaN, NaN]);
  });

  it("are the same whatever the blocks they come in, for the same seed, and others for another", () => {
    const both = list({ type: "noise", column: null, deviations: 1 }, { type: "missing", column: "x", share: 0.3 });
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 20, maxLength: 60 }), fc.integer({ min: 1, max: 70 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }), (values, block, seed) => {
        expect(cells(values, both, { block, seed })).toEqual(cells(values, both, { seed }));
        expect(cells(values, both, { seed: seed + 1 })).not.toEqual(cells(values, both, { seed }));
      }),
    );
  });

  it("do not depend on what else is in the list", () => {
    const values = Array.from({ length: 50 }, (_, row) => row);
    const noise: ListedInjection = { id: 7, on: true, injection: { type: "noise", column: "x", deviations: 1 } };
    const before: ListedInjection = { id: 3, on: false, injection: { type: "missing", column: "x", share: 1 } };
    expect(cells(values, [before, noise])).toEqual(cells(values, [noise]));
    expect(cells(values, [{ ...noise, id: 8 }])).not.toEqual(cells(values, [noise]));
  });
});

describe("no strength and no amount", () => {
  const nothing: readonly Injection[] = [
    { type: "offset", column: "x", by: 0 },
    { type: "scale", column: "x", factor: 1 },
    { type: "noise", column: null, deviations: 0 },
    { type: "missing", column: null, share: 0 },
    { type: "flip", share: 0 },
  ];
  const all: readonly Injection[] = [
    { type: "prior", prevalence: 0.5 },
    { type: "offset", column: "x", by: 3 },
    { type: "scale", column: "x", factor: -4 },
    { type: "noise", column: null, deviations: 5 },
    { type: "missing", column: null, share: 1 },
    { type: "flip", share: 1 },
  ];

  it("change nothing", () => {
    fc.assert(
      fc.property(labels, fc.array(fc.integer(), { minLength: 300, maxLength: 300 }), (y, numbers) => {
        fc.pre(y.includes(0) && y.includes(1));
        const values = numbers.slice(0, y.length);
        for (const [injections, strength] of [[nothing, 1], [all, 0]] as const) {
          const { leftOut, y: after } = injected(rowsOf(y), list(...injections), 1, strength);
          expect([...leftOut]).toEqual(y.map(() => 0));
          expect([...after]).toEqual(y);
          expect(cells(values, list(...injections), { y, strength })).toEqual(values);
        }
      }),
    );
  });

  it("grow into the whole: what a weaker one changes a stronger one changes too", () => {
    const y = Array.from({ length: 400 }, (_, row) => (row % 4 === 0 ? 1 : 0));
    const at = (strength: number) => injected(rowsOf(y), list({ type: "flip", share: 0.6 }, { type: "missing", column: "x", share: 0.8 }), 1, strength);
    const prior = (strength: number) => injected(rowsOf(y), list({ type: "prior", prevalence: 0.9 }), 1, strength);
    const gaps = (strength: number): number[] => cells(y, list({ type: "missing", column: "x", share: 0.8 }), { strength });
    for (const [weak, strong] of [[0.1, 0.2], [0.5, 0.75], [0.75, 1]] as const) {
      for (const [row, label] of y.entries()) {
        if (at(weak).y[row] !== label) expect(at(strong).y[row]).not.toBe(label);
        if (prior(weak).leftOut[row] === 1) expect(prior(strong).leftOut[row]).toBe(1);
      }
      expect(gaps(weak).filter((x, row) => Number.isNaN(x) && !Number.isNaN(gaps(strong)[row]))).toEqual([]);
    }
  });
});

it("draws of rows are even, and of one stream unlike those of another", () => {
  const rows = 50_000;
  const [a, b] = [rowDraws(4, "a"), rowDraws(4, "b")];
  const bins = new Array<number>(10).fill(0);
  let product = 0;
  for (let row = 0; row < rows; row++) {
    const bin = Math.floor(a.uniform(row) * 10);
    bins[bin] = (bins[bin] ?? 0) + 1;
    product += (a.uniform(row) - 0.5) * (b.uniform(row) - 0.5) + (a.uniform(row) - 0.5) * (a.uniform(row + 1) - 0.5);
  }
  // The 99.99 % point of chi-square with 9 degrees of freedom.
  expect(bins.reduce((sum, count) => sum + (count - rows / 10) ** 2 / (rows / 10), 0)).toBeLessThan(33.7);
  expect(Math.abs(product / rows)).toBeLessThan((4 * Math.sqrt(2)) / 12 / Math.sqrt(rows));
});
