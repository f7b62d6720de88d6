import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ColumnProfile, NumericStatistics } from "../../domain/inspect/profile";
import { loaded, read, refusal, rulesWith } from "../testing/read-text";
import { createInspector } from "./inspector";

type Figure = number | "Infinity" | "-Infinity" | null;

interface ExpectedColumn {
  readonly name: string;
  readonly dtype: string;
  readonly nonNull: number;
  readonly missing: number;
  readonly unique: number;
  readonly memoryBytes: number;
  readonly describe: Readonly<Record<string, Figure>> & { readonly topCandidates?: readonly string[]; readonly topCandidateCount?: number };
  readonly notCompared?: readonly string[];
}

interface Case {
  readonly name: string;
  readonly csv: string;
  readonly rowCount: number;
  readonly columnCount: number;
  readonly indexBytes: number;
  readonly memoryBytesTotal: number;
  readonly columns: readonly ExpectedColumn[];
  readonly correlation?: { readonly columns: readonly string[]; readonly matrix: readonly (readonly (number | null)[])[] };
}

const parity = JSON.parse(readFileSync(join(process.env["PARITY_DIR"] ?? "", "describe.json"), "utf8")) as {
  readonly tolerance: { readonly float64: { readonly abs: number; readonly rel: number }; readonly correlation: { readonly abs: number } };
  readonly cases: readonly Case[];
};

/** Cases that this reader refuses, with the reason it gives. */
const REFUSED: Readonly<Record<string, string>> = {
  headerOnly: "header-only",
};

/** Columns that pandas holds as integers of 64 bits and this reader as text, because a double would round them. */
const KEPT_AS_TEXT: readonly string[] = ["beyond2Pow53", "int64Edges", "uint64"];

const STATISTICS: Readonly<Record<string, Exclude<keyof NumericStatistics, "infinite">>> = {
  count: "count",
  mean: "mean",
  std: "std",
  min: "min",
  q25: "lowerQuartile",
  q50: "median",
  q75: "upperQuartile",
  max: "max",
};

const watcher = { signal: new AbortController().signal, emit: () => undefined };

function expectFigure(actual: number, expected: Figure | undefined, what: string): void {
  if (expected === null) expect(actual, what).toBeNaN();
  else if (typeof expected === "string") expect(actual, what).toBe(Number(expected));
  else {
    const { abs, rel } = parity.tolerance.float64;
    expect(Math.abs(actual - Number(expected)), what).toBeLessThanOrEqual(abs + rel * Math.abs(Number(expected)));
  }
}

function expectNumbers({ statistics, name }: ColumnProfile, { describe: figures, notCompared = [] }: ExpectedColumn): void {
  for (const [key, member] of Object.entries(STATISTICS)) {
    if (!notCompared.includes(key)) expectFigure(statistics?.[member] ?? NaN, figures[key], `${name} ${key}`);
  }
}

function expectTop({ top, name, nonNull, unique, statistics }: ColumnProfile, { describe: expected }: ExpectedColumn): void {
  const { topCount, topCandidates = [], topCandidateCount = 0 } = expected;
  expect({ statistics, count: nonNull, unique }, name).toEqual({ statistics: null, count: expected["count"], unique: expected["unique"] });
  const most = top.filter(({ count }) => count === top[0]?.count).map(({ value }) => value);
  expect(top[0]?.count ?? null, name).toBe(topCount);
  expect(most, name).toHaveLength(Math.min(5, topCandidateCount));
  // Of more than five that are equally frequent, either may name others.
  if (topCandidateCount <= 5) expect(most.toSorted(), name).toEqual(topCandidates);
}

// Short rows are filled up here, as pandas does; by default they are left out and said to be.
const AS_PANDAS = rulesWith({ ragged: "missing" });

describe("parity of profiles with pandas", () => {
  it("has cases to compare with", () => expect(parity.cases.length).toBeGreaterThan(10));

  for (const item of parity.cases) {
    const refused = REFUSED[item.name];
    if (refused !== undefined) {
      it(`${item.name}: refused as ${refused}`, async () => {
        expect(refusal(await read(item.csv)).code).toBe(refused);
      });
      continue;
    }
    it(item.name, async () => {
      const { table, summary } = loaded(await read(item.csv, { rules: AS_PANDAS }));
      const inspector = createInspector(() => ({ train: { table, summary } }));
      const profiles = await inspector.profile({ split: "train", columns: null }, watcher);
      expect(table.rows).toBe(item.rowCount);
      expect(profiles).toHaveLength(item.columnCount);
      // The size of the index is that of three Python integers, and differs between versions of Python.
      expect(profiles.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0)).toBe(item.memoryBytesTotal - item.indexBytes);
      expect(profiles.map(({ name }) => name)).toEqual(item.columns.map(({ name }) => name));
      item.columns.forEach((expected, index) => {
        const profile = profiles[index]!;
        const { name, dtype, nonNull, missing, unique, memoryBytes } = profile;
        expect({ name, dtype, nonNull, missing, unique, memoryBytes }).toEqual({
          name: expected.name,
          dtype: expected.dtype,
          nonNull: expected.nonNull,
          missing: expected.missing,
          unique: expected.unique,
          memoryBytes: expected.memoryBytes,
        });
        if ("mean" in expected.describe) {
          expect(profile.kind, name).toBe(KEPT_AS_TEXT.includes(name) ? "text" : "numeric");
          expectNumbers(profile, expected);
        } else {
          expectTop(profile, expected);
        }
      });
    });
    const { correlation } = item;
    if (correlation === undefined || correlation.columns.length === 0) continue;
    it(`${item.name}: correlation`, async () => {
      const { table, summary } = loaded(await read(item.csv, { rules: AS_PANDAS }));
      const inspector = createInspector(() => ({ train: { table, summary } }));
      const found = await inspector.correlation({ split: "train", columns: correlation.columns }, watcher);
      expect(found.columns).toEqual(correlation.columns);
      correlation.matrix.flat().forEach((expected, index) => {
        const actual = found.matrix[index] ?? 0;
        const pair = `${correlation.columns[Math.floor(index / correlation.columns.length)]} × ${correlation.columns[index % correlation.columns.length]}`;
        if (expected === null) expect(actual, pair).toBeNaN();
        else expect(Math.abs(actual - expected), pair).toBeLessThanOrEqual(parity.tolerance.correlation.abs);
      });
    });
  }
});
