import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ScalerKind } from "./features/plan";
import { measureColumn, scalingOf, type MeasuredColumn, type Scaling } from "./scaling";

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

type Rows = readonly (readonly Figure[])[];

interface Transformed {
  readonly transformedTrain: Rows;
  readonly transformedOther: Rows;
}

interface MinMaxFit {
  readonly dataMin: readonly Figure[];
  readonly dataMax: readonly Figure[];
}

interface RobustFit {
  readonly center: readonly Figure[];
  readonly scale: readonly Figure[];
}

interface Exact {
  readonly mean: readonly Figure[];
  readonly var: readonly Figure[];
}

interface Tolerances {
  readonly exact: Exact;
  readonly tolerance: Readonly<Record<"standard" | "var" | "mean" | "minMax" | "robust", Tolerance>> & { readonly minMaxExact?: Tolerance };
}

interface MatrixCase extends Tolerances {
  readonly name: string;
  readonly columns: readonly string[];
  readonly train: Rows;
  readonly other: Rows;
  readonly standardScaler: Fit & Transformed;
  readonly minMaxScaler: MinMaxFit & Transformed;
  readonly robustScaler: RobustFit & Transformed;
  readonly exact: Exact & { readonly minMaxTransformedTrain: Rows; readonly minMaxTransformedOther: Rows };
}

interface FormulaCase extends Tolerances {
  readonly name: string;
  readonly rowCount: number;
  readonly formulaColumns: readonly { name: string; base: number; add: number; every: number }[];
  readonly probeRows: readonly number[];
  readonly standardScaler: Fit & { readonly transformedProbe: Rows };
  readonly minMaxScaler: MinMaxFit & { readonly transformedProbe: Rows };
  readonly robustScaler: RobustFit & { readonly transformedProbe: Rows };
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

interface FittedColumn extends Scaling {
  readonly measured: MeasuredColumn;
}

function fitted(values: Float64Array, scaler: ScalerKind): FittedColumn {
  const measured = measureColumn(values, scaler);
  return { measured, ...scalingOf(scaler, measured) };
}

const standardise = (x: number, { center, scale }: Scaling): number => (x - center) / scale;

function expectTransformed(rows: Rows, expected: Rows, columns: readonly Scaling[], tolerance: Tolerance): void {
  expect(rows.length).toBe(expected.length);
  rows.forEach((row, i) => {
    columns.forEach((column, j) => {
      const z = standardise(figure(row[j] ?? "NaN"), column);
      expectClose(z, figure(expected[i]?.[j] ?? "NaN"), tolerance, `row ${i} of column ${j}`);
    });
  });
}

function expectStandard(columns: readonly FittedColumn[], fit: Fit, { tolerance, exact }: Tolerances): void {
  columns.forEach(({ measured: { statistics }, scale, constant }, j) => {
    expectClose(statistics.mean, figure(fit.mean[j] ?? 0), tolerance.mean, `mean ${j}`);
    expectClose(statistics.variance, figure(fit.var[j] ?? 0), tolerance.var, `variance ${j}`);
    expectClose(statistics.mean, figure(exact.mean[j] ?? 0), EXACT, `exact mean ${j}`);
    expectClose(statistics.variance, figure(exact.var[j] ?? 0), EXACT, `exact variance ${j}`);
    expectClose(scale, figure(fit.scale[j] ?? 0), tolerance.standard, `scale ${j}`);
    expect(constant, `constant rule ${j}`).toBe(fit.treatedAsConstant[j]);
  });
}

/** Of figures that are exact but for one rounding. */
const EXACT: Tolerance = { abs: 1e-12, rel: 1e-12 };

function expectMinMax(columns: readonly FittedColumn[], { dataMin, dataMax }: MinMaxFit): void {
  columns.forEach(({ measured: { statistics } }, j) => {
    expect(statistics.min).toBe(figure(dataMin[j] ?? 0));
    expect(statistics.max).toBe(figure(dataMax[j] ?? 0));
  });
}

function expectRobust(columns: readonly FittedColumn[], { center, scale }: RobustFit, { tolerance }: Tolerances): void {
  columns.forEach((column, j) => {
    expectClose(column.center, figure(center[j] ?? 0), tolerance.robust, `median ${j}`);
    expectClose(column.scale, figure(scale[j] ?? 0), tolerance.robust, `interquartile range ${j}`);
  });
}

describe("scalers agree with scikit-learn", () => {
  it("have cases to agree with", () => {
    expect(matrixCases.length).toBeGreaterThanOrEqual(8);
    expect(formulaCases.length).toBeGreaterThanOrEqual(1);
  });

  describe.each(matrixCases)("on $name", (example) => {
    const { columns, train, other, standardScaler, minMaxScaler, robustScaler, exact, tolerance } = example;
    const fitAll = (scaler: ScalerKind) => columns.map((_, j) => fitted(columnOf(train, j), scaler));

    it("StandardScaler", () => {
      const scaler = fitAll("standard");
      expectStandard(scaler, standardScaler, example);
      expectTransformed(train, standardScaler.transformedTrain, scaler, tolerance.standard);
      expectTransformed(other, standardScaler.transformedOther, scaler, tolerance.standard);
    });

    it("MinMaxScaler, and exact arithmetic more closely than the library", () => {
      const scaler = fitAll("minmax");
      expectMinMax(scaler, minMaxScaler);
      expectTransformed(train, minMaxScaler.transformedTrain, scaler, tolerance.minMax);
      expectTransformed(other, minMaxScaler.transformedOther, scaler, tolerance.minMax);
      expectTransformed(train, exact.minMaxTransformedTrain, scaler, tolerance.minMaxExact ?? EXACT);
      expectTransformed(other, exact.minMaxTransformedOther, scaler, tolerance.minMaxExact ?? EXACT);
    });

    it("RobustScaler", () => {
      const scaler = fitAll("robust");
      expectRobust(scaler, robustScaler, example);
      expectTransformed(train, robustScaler.transformedTrain, scaler, tolerance.robust);
      expectTransformed(other, robustScaler.transformedOther, scaler, tolerance.robust);
    });

    it("no scaler leaves numbers as they are", () => {
      expectTransformed(train, train, fitAll("none"), {});
    });
  });

  it.each(formulaCases)("on $name", (example) => {
    const { rowCount, formulaColumns, probeRows, standardScaler, minMaxScaler, robustScaler, tolerance } = example;
    const columns = formulaColumns.map(({ base, add, every }) =>
      Float64Array.from({ length: rowCount }, (_, i) => (i % every === 0 ? base + add : base)),
    );
    const probe = probeRows.map((i) => columns.map((values) => values[i] ?? NaN));
    const fitAll = (scaler: ScalerKind) => columns.map((values) => fitted(values, scaler));
    expectStandard(fitAll("standard"), standardScaler, example);
    expectTransformed(probe, standardScaler.transformedProbe, fitAll("standard"), tolerance.standard);
    expectMinMax(fitAll("minmax"), minMaxScaler);
    expectTransformed(probe, minMaxScaler.transformedProbe, fitAll("minmax"), tolerance.minMax);
    expectRobust(fitAll("robust"), robustScaler, example);
    expectTransformed(probe, robustScaler.transformedProbe, fitAll("robust"), tolerance.robust);
  });
});

const fit = (values: Float64Array | readonly number[]) => {
  const { measured, ...scaling } = fitted(Float64Array.from(values), "standard");
  return { ...measured.statistics, ...scaling };
};
const column = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 2, maxLength: 200 });

describe("measureColumn", () => {
  it("gives train columns mean 0 and variance 1", () => {
    fc.assert(
      fc.property(column, (values) => {
        const own = fit(values);
        fc.pre(!own.constant);
        const again = fit(values.map((x) => standardise(x, own)));
        expect(again.mean).toBeCloseTo(0, 10);
        expect(again.variance).toBeCloseTo(1, 10);
      }),
    );
  });

  it("does not mind a shift of the whole column", () => {
    fc.assert(
      fc.property(column, fc.constantFrom(1, 4_026_531_840, -1_000_000_000), (values, shift) => {
        const own = fit(values);
        const shifted = fit(values.map((x) => x + shift));
        fc.pre(!own.constant && !shifted.constant);
        expect(Math.abs(shifted.mean - shift - own.mean)).toBeLessThan(1e-5);
        expect(Math.abs(shifted.variance / own.variance - 1)).toBeLessThan(1e-9);
      }),
    );
  });

  it("does not mind the order of the rows", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1 }), (values) => {
        const own = fit(values);
        const reversed = fit(values.toReversed());
        const largest = Math.max(...values.map(Math.abs));
        expect(Math.abs(reversed.mean - own.mean)).toBeLessThanOrEqual(1e-15 * largest);
        expect(Math.abs(reversed.variance - own.variance)).toBeLessThanOrEqual(1e-15 * largest * largest);
      }),
    );
  });
});
