import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitStandardColumn, fitStandardScaler, standardise, transformColumns, type FittedScaler } from "./scaling";

type Figure = number | "NaN" | "Infinity" | "-Infinity";

interface Tolerance {
  readonly abs?: number;
  readonly rel?: number;
}

interface Fit {
  readonly mean: readonly Figure[];
  readonly var: readonly Figure[];
  readonly scale: readonly Figure[];
  readonly treatedAsConstant: readonly boolean[];
}

interface Tolerances {
  readonly tolerance: { readonly standard: Tolerance; readonly var: Tolerance; readonly mean: Tolerance };
}

interface MatrixCase extends Tolerances {
  readonly name: string;
  readonly columns: readonly string[];
  readonly train: readonly (readonly Figure[])[];
  readonly other: readonly (readonly Figure[])[];
  readonly standardScaler: Fit & {
    readonly transformedTrain: readonly (readonly Figure[])[];
    readonly transformedOther: readonly (readonly Figure[])[];
  };
}

interface FormulaCase extends Tolerances {
  readonly name: string;
  readonly rowCount: number;
  readonly formulaColumns: readonly { name: string; base: number; add: number; every: number }[];
  readonly probeRows: readonly number[];
  readonly standardScaler: Fit & { readonly transformedProbe: readonly (readonly Figure[])[] };
}

const directory = process.env["PARITY_DIR"];
if (directory === undefined) throw new Error("PARITY_DIR is not set.");
const { cases } = JSON.parse(readFileSync(join(directory, "scaling.json"), "utf8")) as {
  cases: readonly (MatrixCase | FormulaCase)[];
};
const matrixCases = cases.filter((each): each is MatrixCase => "train" in each);
const formulaCases = cases.filter((each): each is FormulaCase => "formulaColumns" in each);

/** `Number` reads the words NaN and Infinity too. */
const figure = (value: Figure): number => Number(value);

function expectClose(actual: number, expected: number, { abs = 0, rel = 0 }: Tolerance, at: string): void {
  const close =
    actual === expected ||
    (Number.isNaN(actual) && Number.isNaN(expected)) ||
    Math.abs(actual - expected) <= abs + rel * Math.abs(expected);
  if (!close) expect.fail(`${at}: ${actual} is not ${expected}`);
}

function columnOf(rows: readonly (readonly Figure[])[], index: number): Float64Array {
  return Float64Array.from(rows, (row) => figure(row[index] ?? "NaN"));
}

function expectFit(scaler: FittedScaler, fit: Fit, { tolerance }: Tolerances): void {
  scaler.columns.forEach((column, j) => {
    expectClose(column.mean, figure(fit.mean[j] ?? 0), tolerance.mean, `mean of ${column.name}`);
    expectClose(column.variance, figure(fit.var[j] ?? 0), tolerance.var, `variance of ${column.name}`);
    expectClose(column.scale, figure(fit.scale[j] ?? 0), tolerance.standard, `scale of ${column.name}`);
    expect(column.constant, `constant rule for ${column.name}`).toBe(fit.treatedAsConstant[j]);
  });
}

function expectTransformed(
  rows: readonly (readonly Figure[])[],
  expected: readonly (readonly Figure[])[],
  scaler: FittedScaler,
  tolerance: Tolerance,
): void {
  expect(rows.length).toBe(expected.length);
  rows.forEach((row, i) => {
    scaler.columns.forEach((column, j) => {
      const z = standardise(figure(row[j] ?? "NaN"), column);
      expectClose(z, figure(expected[i]?.[j] ?? "NaN"), tolerance, `row ${i} of ${column.name}`);
    });
  });
}

describe("StandardScaler agrees with scikit-learn", () => {
  it("has cases to agree with", () => {
    expect(matrixCases.length).toBeGreaterThanOrEqual(8);
    expect(formulaCases.length).toBeGreaterThanOrEqual(1);
  });

  it.each(matrixCases)("on $name", (example) => {
    const { columns, train, other, standardScaler, tolerance } = example;
    const scaler = fitStandardScaler(columns.map((name, j) => ({ name, values: columnOf(train, j) })));
    expectFit(scaler, standardScaler, example);
    expectTransformed(train, standardScaler.transformedTrain, scaler, tolerance.standard);
    expectTransformed(other, standardScaler.transformedOther, scaler, tolerance.standard);
  });

  it.each(formulaCases)("on $name", (example) => {
    const { rowCount, formulaColumns, probeRows, standardScaler, tolerance } = example;
    const columns = formulaColumns.map(({ name, base, add, every }) => ({
      name,
      values: Float64Array.from({ length: rowCount }, (_, i) => (i % every === 0 ? base + add : base)),
    }));
    const scaler = fitStandardScaler(columns);
    expectFit(scaler, standardScaler, example);
    const probe = probeRows.map((i) => columns.map(({ values }) => values[i] ?? NaN));
    expectTransformed(probe, standardScaler.transformedProbe, scaler, tolerance.standard);
  });
});

const fit = (values: Float64Array | readonly number[]) => fitStandardColumn({ name: "x", values: Float64Array.from(values) });
const column = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 2, maxLength: 200 });

describe("fitStandardColumn", () => {
  it("gives train columns mean 0 and variance 1", () => {
    fc.assert(
      fc.property(column, (values) => {
        const fitted = fit(values);
        fc.pre(!fitted.constant);
        const again = fit(values.map((x) => standardise(x, fitted)));
        expect(again.mean).toBeCloseTo(0, 10);
        expect(again.variance).toBeCloseTo(1, 10);
      }),
    );
  });

  it("does not mind a shift of the whole column", () => {
    fc.assert(
      fc.property(column, fc.constantFrom(1, 4_026_531_840, -1_000_000_000), (values, shift) => {
        const fitted = fit(values);
        const shifted = fit(values.map((x) => x + shift));
        fc.pre(!fitted.constant && !shifted.constant);
        expect(Math.abs(shifted.mean - shift - fitted.mean)).toBeLessThan(1e-5);
        expect(Math.abs(shifted.variance / fitted.variance - 1)).toBeLessThan(1e-9);
      }),
    );
  });

  it("does not mind the order of the rows", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1 }), (values) => {
        const fitted = fit(values);
        const reversed = fit(values.toReversed());
        const largest = Math.max(...values.map(Math.abs));
        expect(Math.abs(reversed.mean - fitted.mean)).toBeLessThanOrEqual(1e-15 * largest);
        expect(Math.abs(reversed.variance - fitted.variance)).toBeLessThanOrEqual(1e-15 * largest * largest);
      }),
    );
  });
});

describe("transformColumns", () => {
  it("keeps in float32 what float32 could not have held before scaling", () => {
    const values = Float64Array.of(4_026_531_840, 4_026_531_840, 4_026_532_231, 4_026_532_232);
    const scaler = fitStandardScaler([{ name: "mountNamespace", values }]);
    const matrix = transformColumns([values], 4, scaler);
    expect(matrix[0]).toBe(matrix[1]);
    expect(matrix[3]).toBeGreaterThan(matrix[2] ?? NaN);
  });

  it("lays rows one after another", () => {
    const columns = [
      { name: "a", values: Float64Array.of(1, 3) },
      { name: "b", values: Float64Array.of(10, 30) },
    ];
    const matrix = transformColumns(
      columns.map(({ values }) => values),
      2,
      fitStandardScaler(columns),
    );
    expect([...matrix]).toEqual([-1, -1, 1, 1]);
  });

  it("refuses columns of another length", () => {
    const scaler = fitStandardScaler([{ name: "a", values: Float64Array.of(1, 3) }]);
    expect(() => transformColumns([Float64Array.of(1)], 2, scaler)).toThrow("Column 0 must have 2 values.");
  });
});
