import fc from "fast-check";
import { describe, expect, it } from "vitest";
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

const spec: PreparationSpec = { label: { column: "y", positive: ["1"] }, features: ["a", "b"], scaler: "standard" };
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
    const { featureNames, scaler, splits, problems, goldenRows } = prepare(await tables(three), spec);
    expect(featureNames).toEqual(["a", "b"]);
    expect(scaler.columns).toMatchObject([
      { name: "a", mean: 2, variance: 1, scale: 1, constant: false },
      { name: "b", mean: 20, variance: 100, scale: 10, constant: false },
    ]);
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
    const { splits } = prepare(await tables({ ...three, test: "a,b,y\n5,10,1\n1,10,0\n" }), { ...spec, features: ["b", "a"] });
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
    const { splits, scaler, problems } = prepare(await tables({ ...three, train }), spec);
    expect(splits.train).toMatchObject({ rows: 2, positives: 1 });
    expect(scaler.columns[1]).toMatchObject({ mean: 20, scale: 10 });
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
    ["no row is left", { ...three, test: "a,b,y\n1,,0\n" }, spec, "no-rows", /"test\.csv"/],
    ["no feature is chosen", three, { ...spec, features: [] }, "no-features", /No feature/],
    ["a feature is named twice", three, { ...spec, features: ["a", "a"] }, "config", /twice/],
    ["the label is a feature", three, { ...spec, features: ["a", "y"] }, "config", /both the label and a feature/],
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

  it("draws up to eight golden rows evenly, with a positive where there is one", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), fc.nat({ max: 39 }), async (rows, positive) => {
        const train = `a,b,y\n${Array.from({ length: rows }, (_, i) => `${i},${i * i},${i === positive ? 1 : 0}\n`).join("")}`;
        const { goldenRows } = prepare(await tables({ ...three, train }), spec);
        expect(goldenRows).toHaveLength(Math.min(8, rows));
        const picked = goldenRows.map(([a]) => a ?? NaN);
        expect(new Set(picked).size).toBe(picked.length);
        expect(picked).toEqual(picked.toSorted((x, y) => x - y));
        if (positive < rows) expect(picked).toContain(positive);
      }),
      { numRuns: 40 },
    );
  });
});
