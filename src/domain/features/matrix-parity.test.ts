import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { NumericColumn } from "../table";
import { fitFeatures } from "./fit";
import { writeMatrix } from "./matrix";
import type { ResolvedTreatment, ScalerKind } from "./plan";
import { featureSource, type KeptRows } from "./source";

type Figure = number | "NaN" | "Infinity" | "-Infinity";
type Rows = readonly (readonly Figure[])[];
type Tolerance = Readonly<{ abs?: number; rel?: number }>;

interface MatrixCase {
  readonly name: string;
  readonly columns: readonly string[];
  readonly train: Rows;
  readonly other: Rows;
  readonly tolerance: Readonly<Record<"standard" | "robust", Tolerance>> & { readonly minMaxExact?: Tolerance };
  readonly standardScaler: Transformed;
  readonly robustScaler: Transformed;
  readonly exact: { readonly minMaxTransformedTrain: Rows; readonly minMaxTransformedOther: Rows };
}

interface Transformed {
  readonly transformedTrain: Rows;
  readonly transformedOther: Rows;
}

const directory = process.env["PARITY_DIR"];
if (directory === undefined) throw new Error("PARITY_DIR is not set.");
const { cases } = JSON.parse(readFileSync(join(directory, "scaling.json"), "utf8")) as { cases: readonly (MatrixCase | { name: string })[] };
const matrixCases = cases.filter((each): each is MatrixCase => "train" in each);

/** Half a unit in the last place of a float32, as a share. */
const FLOAT32 = 2 ** -24;

const columnOf = (rows: Rows, index: number): number[] => rows.map((row) => Number(row[index]));

/** As a reader holds it: whole numbers in a whole type. */
function held(name: string, numbers: readonly number[]): NumericColumn {
  const within = (low: number, high: number): boolean => numbers.every((x) => Number.isInteger(x) && x >= low && x <= high);
  const type = within(0, 65_535) ? Uint16Array : within(-(2 ** 31), 2 ** 31 - 1) ? Int32Array : within(0, 2 ** 32 - 1) ? Uint32Array : Float64Array;
  return { kind: "numeric", name, integer: type !== Float64Array, values: type.from(numbers) };
}

function keptRows(numbers: readonly number[]): KeptRows {
  const leftOut = Uint8Array.from(numbers, (x) => (Number.isNaN(x) ? 1 : 0));
  const kept = leftOut.filter((mark) => mark === 0).length;
  return { total: numbers.length, kept, leftOut: kept === numbers.length ? null : leftOut };
}

/** One column of both splits as the net sees it; rows without a value are left out. */
function matrices(name: string, train: readonly number[], other: readonly number[], scaler: ScalerKind): readonly [Float32Array, Float32Array] {
  const treatment: ResolvedTreatment = { column: name, missing: { type: "drop-row" }, transform: [], encoding: { type: "numeric" } };
  const source = featureSource(name, { train: held(name, train), validation: held(name, other), test: held(name, other) });
  const rows = { train: keptRows(train), validation: keptRows(other), test: keptRows(other) };
  const fitted = fitFeatures([{ source, treatment }], { rows, scaler, fitOn: "train" });
  return [writeMatrix(fitted, "train", { rows: rows.train, fitOn: "train" }).x, writeMatrix(fitted, "validation", { rows: rows.validation, fitOn: "train" }).x];
}

function expectClose(actual: Float32Array, expected: readonly number[], { abs = 0, rel = 0 }: Tolerance): void {
  const present = expected.filter((x) => !Number.isNaN(x));
  expect(actual.length).toBe(present.length);
  const far = present.filter((x, at) => !(Math.abs((actual[at] ?? NaN) - x) <= abs + (rel + FLOAT32) * Math.abs(x)));
  expect(far).toEqual([]);
}

describe("the matrix agrees with scikit-learn, whatever type the numbers are held in", () => {
  it.each(matrixCases)("on $name", ({ columns, train, other, tolerance, standardScaler, robustScaler, exact }) => {
    const targets = [
      ["standard", standardScaler.transformedTrain, standardScaler.transformedOther, tolerance.standard],
      ["robust", robustScaler.transformedTrain, robustScaler.transformedOther, tolerance.robust],
      ["minmax", exact.minMaxTransformedTrain, exact.minMaxTransformedOther, tolerance.minMaxExact ?? { abs: 1e-12, rel: 1e-12 }],
      ["none", train, other, {}],
    ] as const;
    columns.forEach((name, index) => {
      const [ours, theirs] = [columnOf(train, index), columnOf(other, index)];
      if (ours.every(Number.isNaN)) return;
      for (const [scaler, wantedTrain, wantedOther, allowed] of targets) {
        const [x, z] = matrices(name, ours, theirs, scaler);
        expectClose(x, columnOf(wantedTrain, index), allowed);
        expectClose(z, columnOf(wantedOther, index), allowed);
      }
    });
  });
});
