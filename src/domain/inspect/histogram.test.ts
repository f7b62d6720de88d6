import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_BINS } from "./bin-edges";
import { histogramOf, MAX_CATEGORIES } from "./histogram";
import type { AxisScale, Histogram } from "./profile";
import { inOneGo } from "./stepwise";
import { numbers, texts } from "./testing/tables";

type Numeric = Extract<Histogram, { kind: "numeric" }>;

function numeric(train: readonly number[], scale: AxisScale = "linear", test: readonly number[] = []): Numeric {
  const found = inOneGo(histogramOf("x", { train: numbers("x", train), test: numbers("x", test) }, scale));
  if (found?.kind !== "numeric") throw new Error("It has categories.");
  return found;
}

const sum = (counts: readonly number[] | undefined): number => (counts ?? []).reduce((total, count) => total + count, 0);

const anyNumbers = fc.oneof(
  fc.array(fc.integer({ min: -50, max: 50 })),
  fc.array(fc.integer()),
  fc.array(fc.double()),
  fc.array(fc.double({ min: -2, max: 2 })),
);
const anyScale = fc.constantFrom<AxisScale>("linear", "log", "symlog");

describe("histogramOf, of numbers", () => {
  it("puts every value that the scale can show into the bin whose edges hold it", () => {
    fc.assert(
      fc.property(anyNumbers, anyNumbers, anyScale, (train, test, scale) => {
        const { edges, counts } = numeric(train, scale, test);
        expect(edges.length - 1).toBeLessThanOrEqual(MAX_BINS);
        expect(edges.every((edge, index) => index === 0 || edge > (edges[index - 1] ?? NaN))).toBe(true);
        for (const [split, values] of [["train", train], ["test", test]] as const) {
          const shown = values.filter((x) => Number.isFinite(x) && (scale !== "log" || x > 0));
          expect(sum(counts[split])).toBe(shown.length);
          const last = edges.length - 2;
          counts[split]?.forEach((count, bin) => {
            const [from, to] = [edges[bin] ?? NaN, edges[bin + 1] ?? NaN];
            expect(count).toBe(shown.filter((x) => x >= from && (x < to || (bin === last && x === to))).length);
          });
        }
      }),
    );
  });

  it("gives each of a few whole numbers a bin, with the number in its midst", () => {
    const { edges, counts } = numeric([0, 1, 1, 5], "linear", [3]);
    expect(edges).toEqual([-0.5, 0.5, 1.5, 2.5, 3.5, 4.5, 5.5]);
    expect(counts.train).toEqual([1, 2, 0, 0, 0, 1]);
    expect(counts.test).toEqual([0, 0, 0, 1, 0, 0]);
  });

  it("gives each of a few values on a grid a bin", () => {
    expect(numeric([0.1, 0.2, 0.4]).counts.train).toEqual([1, 1, 0, 1]);
  });

  it("cuts many whole numbers at whole numbers, round ones", () => {
    const { edges } = numeric(Array.from({ length: 8500 }, (_, row) => row));
    expect(edges.slice(0, 3)).toEqual([0, 200, 400]);
    const log = numeric(Array.from({ length: 8500 }, (_, row) => row + 1), "log");
    expect(log.edges.slice(0, 3)).toEqual([1, 2, 3]);
    expect(log.edges.every(Number.isInteger)).toBe(true);
  });

  it("keeps zero apart from both signs on a symmetric logarithmic axis", () => {
    const { edges, counts } = numeric([-1000, -1, 0, 1, 1000], "symlog");
    const zero = edges.indexOf(0);
    expect(edges[zero + 1]).toBe(1);
    expect(counts.train?.[zero]).toBe(1);
  });

  it("has no bins where there is nothing to show", () => {
    expect(numeric([NaN, Infinity])).toMatchObject({ edges: [], counts: { train: [], test: [] } });
    expect(numeric([-1, 0], "log").edges).toEqual([]);
  });

  it("copes with the ends of the range of numbers", () => {
    const ends = [-Number.MAX_VALUE, 0, Number.MAX_VALUE, 5e-324];
    for (const scale of ["linear", "log", "symlog"] as const) expect(sum(numeric(ends, scale).counts.train)).toBe(scale === "log" ? 2 : 4);
    expect(sum(numeric([0, 5e-324]).counts.train)).toBe(2);
  });
});

describe("histogramOf, of categories", () => {
  it("shows the commonest over all splits, and how many others there are", () => {
    const many = Array.from({ length: MAX_CATEGORIES + 2 }, (_, index) => `v${String(index).padStart(2, "0")}`);
    const found = inOneGo(histogramOf("host", { train: texts("host", [...many, "v21", null]), validation: texts("host", ["v21", "new"]) }, "linear"));
    expect(found).toMatchObject({ kind: "categories", column: "host" });
    expect(found?.kind === "categories" ? found.categories.slice(0, 2) : []).toEqual(["v21", "new"]);
    expect(found?.kind === "categories" ? found.categories.at(-1) : "").toBe("3 other values");
    expect(found?.counts.train?.[0]).toBe(2);
    expect(found?.counts.train?.at(-1)).toBe(3);
    expect(found?.counts.validation?.slice(0, 3)).toEqual([1, 1, 0]);
    expect(sum(found?.counts.train)).toBe(many.length + 1);
  });

  it("writes numbers as text where another split has text", () => {
    const found = inOneGo(histogramOf("x", { train: numbers("x", [1, 1, 2]), test: texts("x", ["1", "a"]) }, "linear"));
    expect(found).toEqual({ kind: "categories", column: "x", categories: ["1", "2", "a"], counts: { train: [2, 1, 0], test: [1, 0, 1] } });
  });

  it("is nothing where no split holds the column", () => {
    expect(inOneGo(histogramOf("x", { train: { kind: "discarded", name: "x", distinct: null } }, "linear"))).toBeNull();
    expect(inOneGo(histogramOf("x", {}, "linear"))).toBeNull();
  });
});
