import { describe, expect, it } from "vitest";
import type { DriftMeasures, FeatureDrift } from "../../../../domain/shift/drift";
import { driftRows, lacksAny, nextOrder, shownMeasures, type DriftOrder, type DriftRow } from "./drift-rows";

const ROWS = { referenceRows: 100_000, currentRows: 100_000, referenceMissing: 0, currentMissing: 0, wasserstein: null, chiSquare: null, unseenShare: null, categories: null };
const numbers = (ks: number, psi: number): DriftMeasures => ({ ...ROWS, ks, jsDistance: 0.9, psi, cramersV: null });
const values = (cramersV: number): DriftMeasures => ({ ...ROWS, ks: null, jsDistance: 0.8 * cramersV, psi: 0, cramersV, categories: 3 });

const DRIFTS: readonly FeatureDrift[] = [
  { name: "b", kind: "number", against: "test", all: numbers(0.15, 9), withinPositive: numbers(0.9, 0), withinNegative: numbers(0, 0) },
  { name: "empty", kind: "number", against: "test", all: { ...numbers(0, 0), referenceRows: 0, currentRows: 0, ks: null, jsDistance: null, psi: null }, withinPositive: null, withinNegative: null },
  // 0.26 is small for Cramér's V, and would be medium for KS.
  { name: "Proto", kind: "category", against: "test", all: values(0.26), withinPositive: null, withinNegative: values(0.6) },
  { name: "a", kind: "number", against: "test", all: numbers(0.22, 1), withinPositive: numbers(0.05, 0), withinNegative: numbers(0.31, 0) },
];

const names = (rows: readonly DriftRow[]): string[] => rows.map(({ drift, among }) => `${drift.name} ${among}`);

describe("driftRows", () => {
  it("ranks by effect size: the level first, by each measure's own cut-offs, what is undefined last", () => {
    const rows = driftRows(DRIFTS, ["all"], "", null);
    expect(names(rows)).toEqual(["a all", "Proto all", "b all", "empty all"]);
    expect(rows.map(({ effect }) => effect?.level ?? null)).toEqual(["medium", "small", "small", null]);
  });

  it("keeps the lines of a column together, and ranks it by the class in which it moved most", () => {
    const rows = driftRows(DRIFTS, ["positives", "negatives"], "", null);
    expect(names(rows).filter((_name, index) => index % 2 === 0)).toEqual(["b positives", "Proto positives", "a positives", "empty positives"]);
    expect(rows.map(({ leads }) => leads)).toEqual([true, false, true, false, true, false, true, false]);
    expect(rows[2]).toMatchObject({ measures: null, effect: null });
  });

  it("takes what chance makes over all columns, whichever are in sight", () => {
    const few = { referenceRows: 200, currentRows: 200 };
    const many = Array.from({ length: 200 }, (_, index): FeatureDrift => ({ name: `c${index}`, kind: "number", against: "test", all: { ...numbers(0.21, 0), ...few }, withinPositive: null, withinNegative: null }));
    expect(driftRows(many.slice(0, 1), ["all"], "", null)[0]?.effect).toMatchObject({ level: "medium" });
    expect(driftRows(many, ["all"], "c77", null)[0]?.effect).toMatchObject({ level: "none", byChance: true });
  });

  it("sorts by how much the share of missing values changed, which is shown where a column lacks any", () => {
    expect(lacksAny(DRIFTS)).toBe(false);
    const lacking = (name: string, referenceMissing: number, currentMissing: number): FeatureDrift => {
      const rows = { referenceRows: 100_000 - referenceMissing, currentRows: 100_000 - currentMissing, referenceMissing, currentMissing };
      return { name, kind: "number", against: "test", all: { ...numbers(0, 0), ...rows }, withinPositive: null, withinNegative: null };
    };
    const gaps = [...DRIFTS.slice(0, 1), lacking("half", 0, 50_000), lacking("as much", 80_000, 80_000), lacking("less", 30_000, 10_000)];
    expect(lacksAny(gaps)).toBe(true);
    expect(names(driftRows(gaps, ["all"], "", { by: "missing", direction: "descending" })).slice(0, 2)).toEqual(["half all", "less all"]);
    expect(names(driftRows(gaps, ["all"], "", null))[0]).toBe("half all");
  });

  it("sorts by any measure either way, and finds names whatever their case", () => {
    expect(names(driftRows(DRIFTS, ["all"], "", { by: "psi", direction: "descending" }))).toEqual(["b all", "a all", "Proto all", "empty all"]);
    expect(names(driftRows(DRIFTS, ["all"], "", { by: "psi", direction: "ascending" }))).toEqual(["Proto all", "a all", "b all", "empty all"]);
    expect(names(driftRows(DRIFTS, ["all"], "", { by: "name", direction: "ascending" }))).toEqual(["a all", "b all", "empty all", "Proto all"]);
    expect(names(driftRows(DRIFTS, ["all"], "PRO", null))).toEqual(["Proto all"]);
  });
});

describe("the heads of the table", () => {
  it("go from the largest to the smallest and back to the ranking, names from a to z first", () => {
    const measure: DriftOrder = { by: "ks", direction: "descending" };
    expect(nextOrder(null, "ks")).toEqual(measure);
    expect(nextOrder(measure, "ks")).toEqual({ by: "ks", direction: "ascending" });
    expect(nextOrder({ by: "ks", direction: "ascending" }, "ks")).toBeNull();
    expect(nextOrder(measure, "name")).toEqual({ by: "name", direction: "ascending" });
  });

  it("are of measures that some column has", () => {
    expect(shownMeasures(DRIFTS)).toEqual(["ks", "jsDistance", "psi", "cramersV"]);
    expect(shownMeasures(DRIFTS.slice(0, 1))).toEqual(["ks", "jsDistance", "psi"]);
    expect(shownMeasures([])).toEqual([]);
  });
});
