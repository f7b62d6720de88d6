import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toFloat64 } from "../numeric-values";
import { perSplit, SPLITS, type Split } from "../split";
import type { Table } from "../table";
import { BLOCK_ROWS, generateSampleSplit, sampleBlocks } from "./generate";
import { HOST_NAMESPACE, NETWORK_NAMESPACE, RESOLVE_NAMESPACE, SAMPLE_COLUMNS, SAMPLE_SEED } from "./profile";

type ColumnName = (typeof SAMPLE_COLUMNS)[number];

function column(table: Table, name: ColumnName): Float64Array {
  const found = table.columns.find((each) => each.name === name);
  if (found?.kind !== "numeric") throw new Error(`no numeric column ${name}`);
  return toFloat64(found.values);
}

/** As pandas `describe`: sample standard deviation, quartiles by linear interpolation. */
function describeColumn(values: Float64Array): Record<string, number> {
  const n = values.length;
  const mean = values.reduce((a, b) => a + b, 0) / n;
  const std = Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / (n - 1));
  const sorted = values.slice().sort();
  const quantile = (q: number): number => {
    const at = q * (n - 1);
    const low = sorted[Math.floor(at)] ?? NaN;
    return low + (at % 1) * ((sorted[Math.ceil(at)] ?? NaN) - low);
  };
  return { mean, std, min: quantile(0), q25: quantile(0.25), q50: quantile(0.5), q75: quantile(0.75), max: quantile(1) };
}

/** What pandas prints for the published train file. */
const PUBLISHED: Partial<Record<ColumnName, Record<string, number>>> = {
  processId: { mean: 6814.763308, std: 1948.871187, min: 1, q25: 7313, q50: 7365, q75: 7415, max: 8619 },
  threadId: { mean: 6820.265241, std: 1937.068333, min: 1, q25: 7313, q50: 7365, q75: 7415, max: 8619 },
  parentProcessId: { mean: 1882.216609, std: 2215.563094, min: 0, q25: 187, q50: 1385, q75: 1648, max: 7672 },
  userId: { mean: 2.279034, std: 37.416576, min: 0, q25: 0, q50: 0, q75: 0, max: 1000 },
  mountNamespace: { std: 164.903, min: 4026531840 },
  argsNum: { mean: 2.672082, std: 1.340906, min: 0, q25: 1, q50: 3, q75: 4, max: 5 },
  returnValue: { mean: 17.520924, std: 318.596662, min: -115, q25: 0, q50: 0, q75: 4, max: 8289 },
};

/** Each published figure within 2 %, and quartiles below 50 within 1; the extremes to the digit. */
function strayFigures(train: Table): string[] {
  return Object.entries(PUBLISHED).flatMap(([name, figures]) => {
    const found = describeColumn(column(train, SAMPLE_COLUMNS.find((each) => each === name) ?? "processId"));
    return Object.entries(figures).flatMap(([figure, published]) => {
      const got = found[figure] ?? NaN;
      const quartile = figure.startsWith("q");
      const slack =
        figure === "min" || figure === "max" ? 0 : quartile && published < 50 ? 1 : 0.02 * Math.abs(published);
      return Math.abs(got - published) <= slack ? [] : [`${name} ${figure}: ${got}, published ${published}`];
    });
  });
}

/** Rows by label and user number. */
function rowsByUser(table: Table): Record<string, number> {
  const label = column(table, "sus_label");
  const counts: Record<string, number> = {};
  column(table, "userId").forEach((user, row) => {
    const key = `${label[row] === 1 ? "positive" : "negative"} ${user}`;
    counts[key] = (counts[key] ?? 0) + 1;
  });
  return counts;
}

const full = perSplit((split: Split) => generateSampleSplit(split, { scale: 1, seed: SAMPLE_SEED }));

describe("the sample at full size", { timeout: 60_000 }, () => {
  it("has exactly the published rows and positives", () => {
    const counts = SPLITS.map((split) => [full[split].rows, column(full[split], "sus_label").reduce((a, b) => a + b, 0)]);
    expect(counts).toEqual([
      [763_144, 1_269],
      [188_967, 786],
      [188_967, 171_459],
    ]);
  });

  it("has the published figures of each train column", () => {
    expect(strayFigures(full.train)).toEqual([]);
  });

  it("has them for another seed too", () => {
    expect(strayFigures(generateSampleSplit("train", { scale: 1, seed: -7 }))).toEqual([]);
  });

  it("keeps every user from 1000 up in the host's own mount namespace, and knows no fourth namespace", () => {
    const known = new Set([HOST_NAMESPACE, NETWORK_NAMESPACE, RESOLVE_NAMESPACE]);
    for (const split of SPLITS) {
      const user = column(full[split], "userId");
      const strays = column(full[split], "mountNamespace").filter(
        (namespace, row) => !known.has(namespace) || ((user[row] ?? NaN) >= 1000 && namespace !== HOST_NAMESPACE),
      );
      expect(strays.length).toBe(0);
    }
  });

  it("marks about four fifths of train's positives by user 1000, and has about 1,000 such rows", () => {
    const { ["positive 1000"]: positive = 0, ["negative 1000"]: negative = 0 } = rowsByUser(full.train);
    expect(positive / 1_269).toBeGreaterThan(0.75);
    expect(positive / 1_269).toBeLessThan(0.85);
    expect(negative).toBeGreaterThan(0);
    expect(Math.abs(positive + negative - 1_000)).toBeLessThan(20);
  });

  it("has positives that look like the operating system's rows in every split", () => {
    for (const split of SPLITS) {
      const counts = rowsByUser(full[split]);
      expect(counts["positive 0"]).toBeGreaterThan(100);
      expect(counts["positive 100"]).toBeGreaterThan(10);
    }
  });

  it("brings a user into test that train has never seen", () => {
    const users = (split: Split): Set<number> => new Set(column(full[split], "userId"));
    expect(users("train").has(1001)).toBe(false);
    expect(users("validation").has(1001)).toBe(false);
    expect(rowsByUser(full.test)["positive 1001"]).toBeGreaterThan(100_000);
  });

  it("gives most rows a thread that is the process itself", () => {
    const thread = column(full.train, "threadId");
    const apart = column(full.train, "processId").filter((process, row) => process !== thread[row]).length;
    expect(apart / full.train.rows).toBeGreaterThan(0.0003);
    expect(apart / full.train.rows).toBeLessThan(0.003);
  });

  it("opens train with positives under users 100 and 0, and the other two with negatives", () => {
    const first = (split: Split, name: ColumnName): number[] => [...column(full[split], name).subarray(0, 8)];
    expect(first("train", "sus_label")).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
    expect(first("train", "userId")).toEqual([100, 100, 100, 0, 0, 0, 0, 0]);
    expect(column(full.validation, "sus_label")[0]).toBe(0);
    expect(column(full.test, "sus_label")[0]).toBe(0);
  });
});

describe("the generator", { timeout: 60_000 }, () => {
  it("gives the same rows for the same seed, and other rows for another", () => {
    const make = (seed: number): Table => generateSampleSplit("validation", { scale: 0.05, seed });
    expect(make(5)).toEqual(make(5));
    expect(make(5)).not.toEqual(make(6));
  });

  it("gives whole numbers, and the rounded share of rows and positives, at every scale and seed", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 0.03, noNaN: true }),
        fc.maxSafeInteger(),
        fc.constantFrom(...SPLITS),
        (scale, seed, split) => {
          const table = generateSampleSplit(split, { scale, seed });
          const [rows, positives] = { train: [763_144, 1_269], validation: [188_967, 786], test: [188_967, 171_459] }[split];
          expect(table.rows).toBe(Math.round(scale * (rows ?? NaN)));
          expect(column(table, "sus_label").reduce((a, b) => a + b, 0)).toBe(Math.round(scale * (positives ?? NaN)));
          for (const name of SAMPLE_COLUMNS) expect(column(table, name).every(Number.isInteger)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("hands its rows over in blocks that can be stopped at", () => {
    const sizes = [...sampleBlocks("train", { scale: 0.2, seed: 1 })].map((block) => block.rows);
    expect(sizes).toEqual([BLOCK_ROWS, BLOCK_ROWS, Math.round(0.2 * 763_144) - 2 * BLOCK_ROWS]);
  });

  it("refuses a scale or a seed that it cannot serve", () => {
    for (const scale of [0, -1, 0.0009, 4.1, NaN, Infinity]) {
      expect(() => generateSampleSplit("train", { scale, seed: 1 })).toThrow(/scale must be a number from 0.001 to 4/);
    }
    expect(() => generateSampleSplit("train", { scale: 0.01, seed: 1.5 })).toThrow(/safe integer/);
  });
});
