import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DataError } from "../problem";
import { perSplit, SPLITS, type PerSplit, type Split } from "../split";
import type { NumericColumn, TextColumn } from "../table";
import { applyFeature, applyRows } from "./apply";
import { fitFeatures, type FittedSource } from "./fit";
import { writeMatrix } from "./matrix";
import type { EncodingSpec, FitOn, MissingSpec, ResolvedTreatment, ScalerKind, TransformSpec } from "./plan";
import { SCALER_KINDS } from "./plan";
import { featureSource, rawCell, rowNumber, type FeatureSource, type KeptRows } from "./source";
import { transformNumber } from "./transform";
import { refuseTreatment } from "./treatments";
import { unseenCategories } from "./unseen";

type Cell = number | string | null;

function column(name: string, cells: readonly Cell[], kind: "numeric" | "text"): NumericColumn | TextColumn {
  if (kind === "numeric") {
    return { kind, name, integer: false, values: Float64Array.from(cells, (cell) => (typeof cell === "number" ? cell : NaN)) };
  }
  const dictionary = [...new Set(cells.filter((cell) => typeof cell === "string"))];
  return { kind, name, dictionary, codes: Int16Array.from(cells, (cell) => (typeof cell === "string" ? dictionary.indexOf(cell) : -1)) };
}

interface Example {
  readonly cells: PerSplit<readonly Cell[]>;
  readonly treatment: Partial<ResolvedTreatment>;
  readonly scaler?: ScalerKind;
  readonly fitOn?: FitOn;
}

const DEFAULTS: ResolvedTreatment = { column: "a", missing: { type: "drop-row" }, transform: [], encoding: { type: "numeric" } };

/** Rows without a value are left out where nothing is filled in, as the data worker does it. */
function keptRows(source: FeatureSource, split: Split, total: number, { missing, transform }: ResolvedTreatment): KeptRows {
  const leftOut = new Uint8Array(total);
  const values = new Float64Array(total);
  source.read[split](0, total, values);
  values.forEach((x, row) => {
    const present = source.kind === "text" ? !Number.isNaN(x) : Number.isFinite(transformNumber(x, transform));
    if (!present && missing.type === "drop-row") leftOut[row] = 1;
  });
  const kept = leftOut.filter((mark) => mark === 0).length;
  return { total, kept, leftOut: kept === total ? null : leftOut };
}

function prepared({ cells, treatment: some, scaler = "none", fitOn = "train" }: Example) {
  const kind = SPLITS.some((split) => cells[split].some((cell) => typeof cell === "string")) ? "text" : "numeric";
  const treatment = { ...DEFAULTS, ...some };
  const source = featureSource("a", perSplit((split) => column("a", cells[split], kind)));
  const rows = perSplit((split) => keptRows(source, split, cells[split].length, treatment));
  const fitted = fitFeatures([{ source, treatment }], { rows, scaler, fitOn });
  const written = perSplit((split) => writeMatrix(fitted, split, { rows: rows[split], fitOn }));
  return { fitted, rows, written, unseen: unseenCategories(fitted, written), features: fitted.flatMap(({ columns }) => columns) };
}

/** The matrix of a split as rows. */
function rowsOf({ written, features }: ReturnType<typeof prepared>, split: Split): number[][] {
  const { x } = written[split];
  return Array.from({ length: x.length / features.length }, (_, row) => [...x.subarray(row * features.length, (row + 1) * features.length)]);
}

const one = (train: readonly Cell[], test: readonly Cell[] = train): Example["cells"] => ({ train, validation: train, test });

describe("missing values", () => {
  it.each([
    [{ type: "mean" }, 4, 4],
    [{ type: "median" }, 2, 2],
    [{ type: "constant", value: -7 }, -7, -7],
  ] as const)("are filled by %o, fitted on train", (missing, filled, fill) => {
    const made = prepared({ cells: one([1, 2, null, 9], [null, 100]), treatment: { missing } });
    expect(rowsOf(made, "train").flat()).toEqual([1, 2, filled, 9]);
    expect(rowsOf(made, "test").flat()).toEqual([filled, 100]);
    expect(made.features[0]).toMatchObject({ missing: missing.type, fill });
  });

  it("get a column of their own beside the median", () => {
    const made = prepared({ cells: one([1, 2, null, 9], [null, 100]), treatment: { missing: { type: "indicator" } } });
    expect(made.features.map(({ name }) => name)).toEqual(["a", "a is missing"]);
    expect(rowsOf(made, "train")).toEqual([[1, 0], [2, 0], [2, 1], [9, 0]]);
    expect(rowsOf(made, "test")).toEqual([[2, 1], [100, 0]]);
  });

  it("of text are a category, and one of their own where that is asked", () => {
    const cells = one(["x", null, "y", "x"], [null, "y"]);
    const constant = prepared({ cells, treatment: { missing: { type: "constant", value: "y" }, encoding: { type: "one-hot", max: 9 } } });
    expect(constant.features.map(({ name }) => name)).toEqual(["a=x", "a=y"]);
    expect(rowsOf(constant, "test")).toEqual([[0, 1], [0, 1]]);
    const own = prepared({ cells, treatment: { missing: { type: "indicator" }, encoding: { type: "one-hot", max: 9 } } });
    expect(own.features.map(({ name }) => name)).toEqual(["a=x", "a=(missing)", "a=y"]);
    expect(rowsOf(own, "test")).toEqual([[0, 1, 0], [0, 0, 1]]);
  });

  it("are infinite values and those that log1p cannot take, too; the mean and the median ignore them", () => {
    const cells = one([0, 3, Infinity, -1, -Infinity, -4, 6]);
    const made = prepared({ cells, treatment: { missing: { type: "mean" }, transform: [{ type: "log1p" }] } });
    const filled = Math.fround(Math.log1p(3));
    expect(rowsOf(made, "train").flat()).toEqual([0, filled, filled, filled, filled, filled, Math.fround(Math.log1p(6))]);
    expect(made.features[0]?.fill).toBe(3);
  });

  it("leave rows out where nothing is filled in", () => {
    const made = prepared({ cells: one([1, null, 3], [null, null, 5]), treatment: {} });
    expect(rowsOf(made, "train").flat()).toEqual([1, 3]);
    expect(rowsOf(made, "test").flat()).toEqual([5]);
  });

  it("cannot be filled from nothing, or with what the transforms cannot take", () => {
    const empty = { cells: one([null, Infinity], [1]), treatment: { missing: { type: "mean" } } } as const;
    expect(() => prepared(empty)).toThrow(/"a" has no value .* no mean/);
    const outside = { missing: { type: "constant", value: -5 }, transform: [{ type: "log1p" }] } as const;
    expect(() => prepared({ cells: one([1, null]), treatment: outside })).toThrow(/are to be -5, which has no value after/);
  });
});

describe("transforms", () => {
  it("come in their order", () => {
    const steps: TransformSpec[] = [{ type: "clip", low: 0, high: 10 }, { type: "log1p" }];
    expect(transformNumber(-3, steps)).toBe(0);
    expect(transformNumber(1e9, steps)).toBe(Math.log1p(10));
    expect(transformNumber(-Math.E + 1, [{ type: "symlog" }])).toBeCloseTo(-1, 15);
    expect(transformNumber(5, [{ type: "clip", high: 2 }])).toBe(2);
    expect(transformNumber(-2, [{ type: "log1p" }])).toBeNaN();
  });
});

describe("encodings", () => {
  const shown = (encoding: EncodingSpec, train: readonly Cell[], test: readonly Cell[]) => {
    const made = prepared({ cells: one(train, test), treatment: { encoding } });
    return { names: made.features.map(({ name }) => name), train: rowsOf(made, "train"), test: rowsOf(made, "test"), unseen: made.unseen };
  };

  it("one-hot has a column for the commonest values, and one for others where train has them", () => {
    const { names, train, test, unseen } = shown({ type: "one-hot", max: 2 }, ["b", "a", "b", "c", "b", "a"], ["c", "z", "a", "z"]);
    expect(names).toEqual(["a=b", "a=a", "a (other)"]);
    expect(train).toEqual([[1, 0, 0], [0, 1, 0], [1, 0, 0], [0, 0, 1], [1, 0, 0], [0, 1, 0]]);
    expect(test).toEqual([[0, 0, 1], [0, 0, 1], [0, 1, 0], [0, 0, 1]]);
    expect(unseen).toEqual([{ column: "a", rows: { train: 0, validation: 0, test: 2 }, examples: ["z"] }]);
  });

  it("one-hot of all values is all 0 for one that train does not have", () => {
    const { names, test } = shown({ type: "one-hot", max: 2 }, [22, 443, 443], [80, 22]);
    expect(names).toEqual(["a=443", "a=22"]);
    expect(test).toEqual([[0, 0], [0, 1]]);
  });

  it("ordinal is the place among the values of train, numbers by size and text by letters", () => {
    expect(shown({ type: "ordinal" }, [10, 9, 443], [443, 8, 9]).test).toEqual([[2], [-1], [0]]);
    expect(shown({ type: "ordinal" }, ["b", "a"], ["a", "aa", "b"]).test).toEqual([[0], [-1], [1]]);
  });

  it("frequency is the share of train's rows", () => {
    const { train, test, unseen } = shown({ type: "frequency" }, ["x", "y", "x", "x"], ["y", "z"]);
    expect(train).toEqual([[0.75], [0.25], [0.75], [0.75]]);
    expect(test).toEqual([[0.25], [0]]);
    expect(unseen[0]).toMatchObject({ rows: { test: 1 }, examples: ["z"] });
  });

  it("of the BETH recipe are 0 for some values, from a limit on, and by sign", () => {
    const cells = [0, -0, 1, 999, 1000, -2];
    expect(shown({ type: "not-in", values: ["0", "1"] }, cells, cells).train.flat()).toEqual([0, 0, 0, 1, 1, 1]);
    expect(shown({ type: "at-least", limit: 1000 }, cells, cells).train.flat()).toEqual([0, 0, 0, 0, 1, 0]);
    expect(shown({ type: "sign" }, cells, cells).train.flat()).toEqual([0, 0, 1, 1, 1, 2]);
    expect(shown({ type: "not-in", values: ["x"] }, ["x", "y"], ["z", "x"]).test.flat()).toEqual([1, 0]);
  });

  it("refuse a column of too many values for categories", () => {
    const many = Array.from({ length: 10_001 }, (_, i) => i / 2);
    expect(() => shown({ type: "frequency" }, many, [1])).toThrow(/"a" has more than 10,000 different values/);
  });

  it("have the figures of the column written out", () => {
    const cells = one([3, 1, 3, 3, 2, 9, 9]);
    for (const scaler of SCALER_KINDS) {
      const [coded] = prepared({ cells, treatment: { encoding: { type: "ordinal" } }, scaler }).features;
      const [plain] = prepared({ cells: one([2, 0, 2, 2, 1, 3, 3]), treatment: {}, scaler }).features;
      expect(coded?.center).toBeCloseTo(plain?.center ?? NaN, 14);
      expect(coded?.scale).toBeCloseTo(plain?.scale ?? NaN, 14);
      expect(coded?.statistics.variance).toBeCloseTo(plain?.statistics.variance ?? NaN, 14);
    }
  });
});

describe("fitting", () => {
  it("looks at train alone, or at everything where leakage is to be shown", () => {
    const cells = { train: [0, 2], validation: [4, 4], test: [10, 10] };
    expect(prepared({ cells, treatment: {}, scaler: "standard" }).features[0]).toMatchObject({ center: 1, scale: 1 });
    expect(prepared({ cells, treatment: {}, scaler: "minmax", fitOn: "everything" }).features[0]).toMatchObject({ center: 0, scale: 10 });
    const texts = { train: ["a"], validation: ["b"], test: ["c"] };
    const made = prepared({ cells: texts, treatment: { encoding: { type: "one-hot", max: 5 } }, fitOn: "everything" });
    expect(made.features.map(({ name }) => name)).toEqual(["a=a", "a=b", "a=c"]);
    expect(made.unseen).toEqual([]);
  });

  it("tells the spread of every column in every split", () => {
    const made = prepared({ cells: { train: [1, 3], validation: [1, 1], test: [0, 8] }, treatment: {}, scaler: "standard" });
    expect(SPLITS.map((split) => made.written[split].std)).toEqual([[1], [0], [4]]);
  });

  it("says in words when there is no room for the matrix", () => {
    const { fitted } = prepared({ cells: one([1, 2]), treatment: {} });
    const rows = { total: 2, kept: 2 ** 50, leftOut: null };
    expect(() => writeMatrix(fitted, "train", { rows, fitOn: "train" })).toThrow(/rows and 1 column takes .*GB, for which the browser has no room/u);
  });

  it("takes a column of numbers without a single one for text, where the others hold text", () => {
    const source = featureSource("a", {
      train: column("a", ["x", "y"], "text"),
      validation: column("a", [null], "numeric"),
      test: column("a", ["y"], "text"),
    });
    expect(source).toMatchObject({ kind: "text", vocabulary: ["x", "y"] });
    expect(rawCell(source, "validation", 0)).toBeNull();
    expect(rawCell(source, "test", 0)).toBe("y");
  });
});

const TRANSFORMS: fc.Arbitrary<TransformSpec[]> = fc.array(
  fc.oneof(
    fc.record({ type: fc.constant("clip" as const), low: fc.integer({ min: -9, max: 0 }), high: fc.integer({ min: 1, max: 50 }) }),
    fc.constant({ type: "log1p" as const }),
    fc.constant({ type: "symlog" as const }),
  ),
  { maxLength: 3 },
);
const MISSING: fc.Arbitrary<MissingSpec> = fc.oneof(
  fc.constantFrom<MissingSpec>({ type: "drop-row" }, { type: "mean" }, { type: "median" }, { type: "indicator" }),
  fc.record({ type: fc.constant("constant" as const), value: fc.constantFrom(0, 3, -1.5) }),
);
const ENCODING: fc.Arbitrary<EncodingSpec> = fc.oneof(
  fc.constantFrom<EncodingSpec>({ type: "numeric" }, { type: "ordinal" }, { type: "frequency" }, { type: "sign" }, { type: "at-least", limit: 2 }),
  fc.record({ type: fc.constant("one-hot" as const), max: fc.integer({ min: 1, max: 4 }) }),
  fc.constant<EncodingSpec>({ type: "not-in", values: ["0", "3"] }),
);
const NUMBER = fc.oneof(fc.constantFrom(0, -0, 1, 2, 3, -1, -2, 1000, Infinity, null), fc.double({ min: -1e10, max: 1e10, noNaN: true }));
const TEXT = fc.constantFrom("cron", "sshd", "", "0", "3", "(missing)", "__proto__", null);
const MANY = { minLength: 1, maxLength: 30 };

describe("the matrix and a cell at a time", () => {
  it("agree bit for bit, for any column and any treatment", () => {
    const cells = fc.oneof(...[NUMBER, TEXT].map((cell) => fc.record({ train: fc.array<Cell>(cell, MANY), validation: fc.array<Cell>(cell, MANY), test: fc.array<Cell>(cell, MANY) })));
    let compared = 0;
    fc.assert(
      fc.property(cells, MISSING, TRANSFORMS, ENCODING, fc.constantFrom(...SCALER_KINDS), fc.constantFrom<FitOn>("train", "everything"), (held, missing, transform, encoding, scaler, fitOn) => {
        const kind = SPLITS.some((split) => held[split].some((cell) => typeof cell === "string")) ? "text" : "numeric";
        const treatment = { column: "a", missing, transform, encoding };
        fc.pre(refuseTreatment(treatment, kind) === null);
        const made = attempt({ cells: held, treatment, scaler, fitOn });
        fc.pre(made !== null && made.rows.train.kept > 0);
        if (made === null) return;
        for (const split of SPLITS) compared += compare(made, split);
      }),
      { numRuns: 1000 },
    );
    expect(compared).toBeGreaterThan(1000);
  });
});

/** Null where there is nothing to fit on, which is said in words. */
function attempt(example: Example): ReturnType<typeof prepared> | null {
  try {
    return prepared(example);
  } catch (error) {
    if (error instanceof DataError) return null;
    throw error;
  }
}

function compare(made: ReturnType<typeof prepared>, split: Split): number {
  const { features, rows, written, fitted } = made;
  const source = (fitted[0] as FittedSource).source;
  const raw = Array.from({ length: rows[split].kept }, (_, index) => {
    const cell = rawCell(source, split, rowNumber(rows[split], index));
    return features.map(() => cell);
  });
  expect(applyRows(features, raw)).toEqual(written[split].x);
  // One expectation for all cells: thousands of them take most of the test's time.
  const withoutValue = raw.filter((row) => features.some((feature, index) => Number.isNaN(applyFeature(feature, row[index] ?? null))));
  expect(withoutValue).toEqual([]);
  return raw.length;
}
