import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ColumnTreatment, FitOn, ResolvedTreatment, ScalerKind } from "../domain/features/plan";
import { defaultTreatment } from "../domain/features/treatments";
import type { PreparationSpec } from "../domain/prepared";
import { DataError, type ProblemCode } from "../domain/problem";
import { SPLITS, type PerSplit } from "../domain/split";
import { prepare } from "./prepare";
import { loaded, read } from "./testing/read-text";
import type { LoadedTable } from "./usable-rows";

async function tables(texts: Partial<PerSplit<string>>): Promise<Partial<PerSplit<LoadedTable>>> {
  const entries = await Promise.all(
    SPLITS.flatMap((split) => {
      const text = texts[split];
      return text === undefined ? [] : [{ split, text }];
    }).map(async ({ split, text }) => {
      const fileName = `${split}.csv`;
      return [split, { fileName, table: loaded(await read(text, { split, file: fileName })).table }] as const;
    }),
  );
  return Object.fromEntries(entries);
}

/** Features by name, each as a column of its kind is by default. */
function featuresOf(...columns: (string | ColumnTreatment)[]): ResolvedTreatment[] {
  return columns.map((each) => {
    const treatment: ColumnTreatment = typeof each === "string" ? { column: each } : each;
    return { ...defaultTreatment(treatment.column, "numeric"), ...treatment };
  });
}

const spec: PreparationSpec = {
  label: { column: "y", positive: ["1"] },
  features: featuresOf("a", "b"),
  scaler: "standard",
  fitOn: "train",
};
const three = { train: "a,b,y\n1,10,0\n3,30,1\n", validation: "y,b,a\n1,20,2\n0,20,2\n", test: "a,b,y\n5,50,1\n1,10,0\n" };

async function errorOf(texts: Partial<PerSplit<string>>, wanted: PreparationSpec = spec): Promise<DataError> {
  const held = await tables(texts);
  try {
    prepare(held, wanted);
  } catch (reason) {
    if (reason instanceof DataError) return reason;
    throw reason;
  }
  throw new Error("Nothing was wrong.");
}

describe("prepare", () => {
  it("scales all splits with train's mean and deviation, columns by name", async () => {
    const { fitted, splits, problems, goldenRows, preview, unseen } = prepare(await tables(three), spec);
    expect(fitted).toMatchObject({ scaler: "standard", fitOn: "train" });
    expect(fitted.columns).toMatchObject([
      { name: "a", source: "a", center: 2, scale: 1, constant: false, statistics: { mean: 2, variance: 1, min: 1, max: 3 } },
      { name: "b", source: "b", center: 20, scale: 10, constant: false, statistics: { mean: 20, variance: 100 } },
    ]);
    expect(preview.test).toEqual({ rows: [[3, 3], [-1, -1]], std: [2, 2] });
    expect(unseen).toEqual([]);
    expect([...splits.train.x]).toEqual([-1, -1, 1, 1]);
    expect([...splits.validation.x]).toEqual([0, 0, 0, 0]);
    expect([...splits.test.x]).toEqual([3, 3, -1, -1]);
    expect([...splits.train.y]).toEqual([0, 1]);
    expect([...splits.validation.y]).toEqual([1, 0]);
    expect(splits.test).toMatchObject({ rows: 2, positives: 1 });
    expect(goldenRows).toEqual([
      [1, 10],
      [3, 30],
    ]);
    expect(problems).toEqual([]);
  });

  it("keeps the order of the features as asked", async () => {
    const { splits } = prepare(await tables({ ...three, test: "a,b,y\n5,10,1\n1,10,0\n" }), { ...spec, features: featuresOf("b", "a") });
    expect([...splits.test.x]).toEqual([-1, 3, -1, -1]);
  });

  it("keeps the difference of namespaces that float32 could not hold", async () => {
    const namespaces = "a,b,y\n4026531840,1,0\n4026532231,2,1\n4026532232,2,0\n";
    const { splits } = prepare(await tables({ train: namespaces, validation: namespaces, test: namespaces }), spec);
    const [, , second, , third] = splits.train.x;
    expect(third).toBeGreaterThan(second ?? NaN);
  });

  it.each([
    ["numbers written as fractions", "0.0", "1.0", { column: "y", positive: ["1"] }],
    ["booleans", "False", "TRUE", { column: "y", positive: ["true"] }],
    ["words", "benign", "evil", { column: "y", positive: ["evil"] }],
    ["words, the negative named", "benign", "evil", { column: "y", negative: ["benign"] }],
    ["numbers, the negative named", "0", "7", { column: "y", negative: ["0.0"] }],
  ])("reads labels that are %s", async (_, no, yes, label) => {
    const text = `a,b,y\n1,1,${no}\n2,2,${yes}\n`;
    const { splits } = prepare(await tables({ train: text, validation: text, test: text }), { ...spec, label });
    expect([...splits.train.y]).toEqual([0, 1]);
  });

  it("leaves out rows without a value in a feature or the label, and counts them", async () => {
    const train = "a,b,y,unused\n1,10,0,\n,10,1,1\n2,inf,1,1\n3,30,,1\n3,30,1,1\n,,0,1\n";
    const { splits, fitted, problems } = prepare(await tables({ ...three, train }), spec);
    expect(splits.train).toMatchObject({ rows: 2, positives: 1 });
    expect(fitted.columns[1]).toMatchObject({ center: 20, scale: 10 });
    expect(problems.map(({ code, split, column, count }) => [code, split, column, count])).toEqual([
      ["missing-values", "train", "y", 1],
      ["missing-values", "train", "a", 2],
      ["missing-values", "train", "b", 1],
      ["infinite-values", "train", "b", 1],
      ["missing-values", "train", null, 4],
    ]);
  });

  it("warns of a constant column and of a split of one class", async () => {
    const { splits, problems } = prepare(
      await tables({ ...three, train: "a,b,y\n1,7,0\n3,7,1\n", test: "a,b,y\n1,9,0\n" }),
      spec,
    );
    expect(problems.map(({ code, split }) => [code, split])).toEqual([
      ["one-class", "test"],
      ["constant-column", "train"],
    ]);
    expect([...splits.test.x]).toEqual([-1, 2]);
  });

  it.each([
    ["a split is missing", { train: three.train, test: three.test }, spec, "split-missing", /validation/],
    ["the label is missing", { ...three, test: "a,b\n1,2\n" }, spec, "no-label-column", /"test\.csv" \(test\) has no column "y"/],
    ["a feature is missing", { ...three, test: "a,y\n1,0\n" }, spec, "column-missing", /has no column "b"/],
    ["a feature is text", { ...three, test: "a,b,y\n1,x,0\n" }, spec, "text-column", /"b" holds text/],
    ["text is to be a number", { ...three, train: "a,b,y\nu,1,0\nv,2,1\n", validation: "a,b,y\nu,1,0\n", test: "a,b,y\nu,1,0\n" }, spec, "text-column", /"a" holds text: the encoding numeric takes numbers/],
    ["text has no mean", { ...three, train: "a,b,y\nu,1,0\nv,2,1\n", validation: "a,b,y\nu,1,0\n", test: "a,b,y\nu,1,0\n" }, { ...spec, features: featuresOf({ column: "a", missing: { type: "mean" }, encoding: { type: "ordinal" } }) }, "config", /has no mean/],
    ["no row is left", { ...three, test: "a,b,y\n1,,0\n" }, spec, "no-rows", /"test\.csv"/],
    ["no feature is chosen", three, { ...spec, features: [] }, "no-features", /No feature/],
    ["a feature is named twice", three, { ...spec, features: featuresOf("a", "a") }, "config", /twice/],
    ["the label is a feature", three, { ...spec, features: featuresOf("a", "y") }, "config", /both the label and a feature/],
    ["a value bursts float32", { ...three, test: "a,b,y\n1e300,1,0\n2,2,1\n" }, spec, "infinite-values", /too large/],
  ] as const satisfies readonly (readonly [string, Partial<PerSplit<string>>, PreparationSpec, ProblemCode, RegExp])[])(
    "throws when %s",
    async (_, texts, wanted, code, says) => {
      const error = await errorOf(texts, wanted);
      expect(error.code).toBe(code);
      expect(error.message).toMatch(says);
      expect(error.problem.severity).toBe("error");
    },
  );

  it("fills in instead of leaving out, says so in notes, and has the raw cells in its golden rows", async () => {
    const train = "a,b,y\n1,10,0\n,inf,1\n3,30,0\n";
    const filled = featuresOf({ column: "a", missing: { type: "indicator" } }, { column: "b", missing: { type: "mean" } });
    const { splits, problems, fitted, goldenRows } = prepare(await tables({ ...three, train }), { ...spec, features: filled, scaler: "none" });
    expect(fitted.columns.map(({ name }) => name)).toEqual(["a", "a is missing", "b"]);
    expect([...splits.train.x]).toEqual([1, 0, 10, 2, 1, 20, 3, 0, 30]);
    expect(goldenRows).toEqual([
      [1, 1, 10],
      [null, null, null],
      [3, 3, 30],
    ]);
    expect(problems.filter(({ split }) => split === "train").map(({ code, severity, remedy }) => [code, severity, remedy])).toEqual([
      ["missing-values", "note", "They are marked as missing for the net."],
      ["infinite-values", "note", "Infinite values count as missing. They are taken for the mean of train."],
    ]);
  });

  it("encodes text, and counts the categories that train does not have as a warning in each split", async () => {
    const text = { train: "c,y\ncron,0\nsshd,1\ncron,0\n", validation: "c,y\nsshd,1\n", test: "c,y\nevil,1\nnew,0\nevil,1\ncron,0\n" };
    const features = featuresOf({ column: "c", encoding: { type: "one-hot", max: 10 } });
    const { fitted, splits, unseen, problems, goldenRows } = prepare(await tables(text), { ...spec, features, scaler: "minmax" });
    expect(fitted.columns.map(({ name }) => name)).toEqual(["c=cron", "c=sshd"]);
    expect([...splits.test.x]).toEqual([0, 0, 0, 0, 0, 0, 1, 0]);
    expect(goldenRows[1]).toEqual(["sshd", "sshd"]);
    expect(unseen).toEqual([{ column: "c", rows: { train: 0, validation: 0, test: 3 }, examples: ["evil", "new"] }]);
    expect(problems.filter(({ code }) => code === "unseen-category")).toMatchObject([
      { severity: "warning", split: "test", column: "c", count: 3, message: expect.stringContaining('3 rows with a value in column "c" that train does not have, such as "evil" and "new"') as unknown },
    ]);
  });

  it("warns of a column that dominates by scale, and of leakage", async () => {
    const wide = "a,b,y\n1,10000,0\n2,90000,1\n";
    const held = await tables({ train: wide, validation: wide, test: wide });
    const codes = (scaler: ScalerKind, fitOn: FitOn) => prepare(held, { ...spec, scaler, fitOn }).problems.map(({ code }) => code);
    expect(codes("none", "train")).toEqual(["dominant-column"]);
    expect(codes("standard", "train")).toEqual([]);
    expect(codes("robust", "everything")).toEqual(["leakage"]);
  });

  it("reads numbers of every kind of array the same", async () => {
    const held = await tables(three);
    const wide = Object.fromEntries(
      Object.entries(held).map(([split, { fileName, table }]) => [
        split,
        { fileName, table: { ...table, columns: table.columns.map((each) => (each.kind === "numeric" ? { ...each, values: Float64Array.from(each.values) } : each)) } },
      ]),
    );
    expect(prepare(wide, spec)).toEqual(prepare(held, spec));
  });

  it("draws up to eight golden rows evenly, with a positive where there is one", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), fc.nat({ max: 39 }), async (rows, positive) => {
        const train = `a,b,y\n${Array.from({ length: rows }, (_, i) => `${i},${i * i},${i === positive ? 1 : 0}\n`).join("")}`;
        const { goldenRows } = prepare(await tables({ ...three, train }), spec);
        expect(goldenRows).toHaveLength(Math.min(8, rows));
        const picked = goldenRows.map(([a]) => Number(a ?? NaN));
        expect(new Set(picked).size).toBe(picked.length);
        expect(picked).toEqual(picked.toSorted((x, y) => x - y));
        if (positive < rows) expect(picked).toContain(positive);
      }),
      { numRuns: 40 },
    );
  });
});
