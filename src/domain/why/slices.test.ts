import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateLogits } from "../metrics/evaluation";
import { wilson95 } from "../metrics/wilson";
import { sliceGroups, type SliceColumn } from "./slice-groups";
import { orderSlices, slices, SLICE_METRICS, slicesOf, wholeOf, type Slice, type SliceRequest, type SliceRow } from "./slices";

const text = (codes: readonly number[], dictionary: readonly string[]): SliceColumn => ({ kind: "text", codes, dictionary });
const numbers = (values: readonly number[]): SliceColumn => ({ kind: "numeric", values });

describe("rows are cut by", () => {
  it("the values of a column while they are few, in order, with missing ones last", () => {
    const { keys, groupOf } = sliceGroups(numbers([2, NaN, -1, 2]), 3);
    expect(keys).toEqual([{ type: "number", value: -1 }, { type: "number", value: 2 }, { type: "missing" }]);
    expect([...groupOf]).toEqual([1, 2, 0, 1]);
  });

  it("quantiles of many numbers, told by the values that occur", () => {
    const { keys } = sliceGroups(numbers(Array.from({ length: 100 }, (_, i) => i)), 4);
    expect(keys).toEqual([
      { type: "range", low: 0, high: 24 },
      { type: "range", low: 25, high: 49 },
      { type: "range", low: 50, high: 74 },
      { type: "range", low: 75, high: 99 },
    ]);
  });

  it("bins that reach to infinite numbers", () => {
    const { keys } = sliceGroups(numbers([-Infinity, 1, 2, 3, Infinity, Infinity]), 2);
    expect(keys.at(0)).toMatchObject({ type: "range", low: -Infinity });
    expect(keys.at(-1)).toMatchObject({ high: Infinity });
  });

  it("fewer bins where a value fills several", () => {
    const { keys } = sliceGroups(numbers([...new Array<number>(90).fill(5), 1, 2, 3, 6, 7, 8, 9, 10, 11, 12]), 4);
    expect(keys).toEqual([{ type: "range", low: 1, high: 5 }, { type: "range", low: 6, high: 12 }]);
  });

  it("the commonest texts, the others together, and missing ones last", () => {
    const { keys, groupOf } = sliceGroups(text([0, 1, 1, 2, 3, 3, 3, -1], ["a", "b", "c", "d", "unused"]), 2);
    expect(keys).toEqual([
      { type: "text", value: "d" },
      { type: "text", value: "b" },
      { type: "other", values: 2 },
      { type: "missing" },
    ]);
    expect([...groupOf]).toEqual([2, 1, 1, 2, 0, 0, 0, 3]);
  });

  it("bins that hold every number, in order, none of them empty", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 80 }), fc.integer({ min: 1, max: 9 }), (list, limit) => {
        const { keys, groupOf } = sliceGroups(numbers(list), limit);
        expect(keys.length).toBeLessThanOrEqual(limit);
        const spans = keys.map((key) => (key.type === "range" ? [key.low, key.high] : key.type === "number" ? [key.value, key.value] : []));
        list.forEach((value, row) => {
          const [low, high] = spans[groupOf[row]!] ?? [];
          expect(value).toBeGreaterThanOrEqual(low ?? NaN);
          expect(value).toBeLessThanOrEqual(high ?? NaN);
        });
        spans.forEach(([low], i) => i > 0 && expect(low).toBeGreaterThan(spans[i - 1]?.[1] ?? NaN));
        expect(new Set(groupOf).size).toBe(keys.length);
      }),
    );
  });
});

function request(list: readonly (readonly [number, number, number])[], more: Partial<SliceRequest> = {}): SliceRequest {
  return {
    column: numbers(list.map(([value]) => value)),
    logits: Float32Array.from(list, ([, z]) => z),
    y: Uint8Array.from(list, ([, , label]) => label),
    threshold: 0.5,
    orderBy: "accuracy",
    limit: 10,
    minRows: 1,
    ...more,
  };
}

const rows = fc.array(fc.tuple(fc.nat(4), fc.integer({ min: -9, max: 9 }), fc.nat(1)), { minLength: 1, maxLength: 60 });

describe("a slice", () => {
  it("has the metrics that an evaluation of its rows alone has", () => {
    fc.assert(
      fc.property(rows, fc.double({ min: 0.05, max: 0.95, noNaN: true }), (list, threshold) => {
        const found = slices(request(list, { threshold }));
        expect(found.reduce((sum, slice) => sum + slice.rows, 0)).toBe(list.length);
        for (const { key, metrics, intervals, positives, meanScore, confusion } of found) {
          const own = list.filter(([value]) => key.type === "number" && value === key.value);
          const logits = Float32Array.from(own, ([, z]) => z);
          const expected = evaluateLogits(logits, Uint8Array.from(own, ([, , label]) => label), threshold);
          const { accuracy, recall, precision, f1 } = expected;
          expect(metrics).toMatchObject({ accuracy, recall, precision, f1 });
          expect(metrics.logLoss).toBeCloseTo(expected.logLoss ?? NaN, 9);
          expect(confusion).toEqual(expected.confusion);
          expect(positives).toBe(expected.positives);
          expect(meanScore).toBeCloseTo(own.reduce((sum, [, z]) => sum + 1 / (1 + Math.exp(-z)), 0) / own.length, 12);
          expect(intervals.recall).toEqual(wilson95(confusion.tp, positives));
        }
      }),
    );
  });

  it("comes before a better one, an undefined one after both, and a small one last and marked", () => {
    fc.assert(
      fc.property(rows, fc.constantFrom(...SLICE_METRICS), fc.integer({ min: 1, max: 20 }), (list, orderBy, minRows) => {
        const found = slices(request(list, { orderBy, minRows }));
        for (const slice of found) expect(slice.small).toBe(slice.rows < minRows);
        const ranks = found.map(({ small, metrics }) => (small ? 2 : metrics[orderBy] === null ? 1 : 0));
        expect(ranks).toEqual(ranks.toSorted());
        const defined = found.filter((_, i) => ranks[i] === 0).map(({ metrics }) => metrics[orderBy] ?? NaN);
        expect(defined).toEqual(defined.toSorted((a, b) => (orderBy === "logLoss" ? b - a : a - b)));
      }),
    );
  });

  it("whose losses are no numbers is the worst by log loss", () => {
    const found = slices(request([[1, 5, 0], [2, NaN, 0]], { orderBy: "logLoss" }));
    expect(found.map(({ key }) => key)).toEqual([{ type: "number", value: 2 }, { type: "number", value: 1 }]);
  });

  it("has a value, a logit and a label for every row", () => {
    expect(() => slices(request([[1, 1, 1]], { y: new Uint8Array(2) }))).toThrow(RangeError);
  });
});

describe("slices of several splits", () => {
  const rowOf = (value: number, accurate: Partial<Record<"train" | "test", readonly [right: number, rows: number]>>): SliceRow => {
    const splits: Partial<Record<"train" | "test", Slice>> = {};
    for (const split of ["train", "test"] as const) {
      const [right, rows] = accurate[split] ?? [0, 0];
      const groups = { keys: [{ type: "number", value } as const], groupOf: new Uint16Array(rows) };
      const y = Uint8Array.from({ length: rows }, (_, row) => (row < right ? 1 : 0));
      const [slice] = slicesOf(groups, { logits: new Float64Array(rows).fill(1), y, threshold: 0.5, minRows: 3 });
      if (slice !== undefined && slice !== null) splits[split] = slice;
    }
    return { key: { type: "number", value }, splits };
  };

  it("are ordered by the worst figure of any split that has enough rows", () => {
    const rows = [
      rowOf(1, { train: [9, 10], test: [8, 10] }),
      rowOf(2, { train: [10, 10], test: [1, 10] }),
      rowOf(3, { train: [10, 10], test: [0, 2] }),
      rowOf(4, { train: [0, 2] }),
      rowOf(5, { train: [5, 10] }),
    ];
    expect(orderSlices(rows, "accuracy").map(({ key }) => key.type === "number" && key.value)).toEqual([2, 5, 1, 3, 4]);
  });

  it("add up to all rows of the split", () => {
    const parts = [rowOf(1, { test: [3, 4] }), rowOf(2, { test: [1, 6] })].flatMap(({ splits }) => splits.test ?? []);
    const whole = wholeOf(parts);
    expect(whole).toMatchObject({ rows: 10, positives: 4, small: false, metrics: { accuracy: 0.4, recall: 1 } });
    expect(whole?.metrics.logLoss).toBeCloseTo((4 * Math.log1p(Math.exp(-1)) + 6 * Math.log1p(Math.exp(1))) / 10, 12);
    expect(wholeOf([])).toBeNull();
  });
});
