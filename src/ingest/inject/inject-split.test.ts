import { describe, expect, it } from "vitest";
import type { ColumnTreatment } from "../../domain/features/plan";
import { defaultTreatment } from "../../domain/features/treatments";
import { inOneGo } from "../../domain/inspect/stepwise";
import type { PreparationSpec } from "../../domain/prepared";
import type { Injection, InjectOutcome } from "../../domain/shift/injection";
import { SPLITS, type Split } from "../../domain/split";
import { prepareRows } from "../prepare";
import { loaded, read } from "../testing/read-text";
import { injectSplit } from "./inject-split";

const ROWS = 400;

/** Two columns of numbers, one of text with gaps, a label of which a quarter is positive and one is missing. */
function csv(step: number): string {
  const lines = Array.from({ length: ROWS }, (_, row) => {
    const label = row === 5 ? "" : row % 4 === 0 ? 1 : 0;
    return [row * step, ((row * 37) % 100) / 8, row % 10 === 0 ? "" : ["tcp", "udp"][row % 2], label].join();
  });
  return ["a,b,proto,y", ...lines].join("\n");
}

async function tables() {
  const [train, validation, test] = await Promise.all(
    SPLITS.map(async (split, index) => ({ fileName: `${split}.csv`, table: loaded(await read(csv(index + 1), { split })).table })),
  );
  if (train === undefined || validation === undefined || test === undefined) throw new Error("A split is missing.");
  return { train, validation, test };
}

const features = (...changes: readonly ColumnTreatment[]) =>
  (["a", "b", "proto"] as const).map((column) => ({
    ...defaultTreatment(column, column === "proto" ? "text" : "numeric"),
    ...changes.find((each) => each.column === column),
  }));

const INDICATOR: ColumnTreatment = { column: "proto", missing: { type: "indicator" } };

interface Options {
  readonly treatments?: readonly ColumnTreatment[];
  readonly split?: Split;
  readonly strength?: number;
  readonly seed?: number;
}

async function inject(injections: readonly Injection[], { treatments = [INDICATOR], split = "test", strength = 1, seed = 3 }: Options = {}) {
  const held = await tables();
  const spec: PreparationSpec = { label: { column: "y", positive: ["1"] }, features: features(...treatments), scaler: "standard", fitOn: "train" };
  const { data, ...made } = prepareRows(held, spec);
  const before = structuredClone(held);
  const list = injections.map((injection, index) => ({ id: index + 1, on: true, injection }));
  const outcome = inOneGo(injectSplit({ ...made, spec }, { split, list, seed, strength }));
  expect(held).toEqual(before);
  return { outcome, data, width: data.fitted.columns.length };
}

function rowsOf(outcome: InjectOutcome) {
  if (outcome.status === "refused") throw new Error(outcome.reason);
  return outcome;
}

describe("a split with injections", () => {
  it("is the prepared matrix, bit for bit, where nothing is done to it", async () => {
    for (const split of SPLITS) {
      const { outcome, data } = await inject([], { split });
      expect(rowsOf(outcome).rows).toEqual(data.splits[split]);
    }
    const all: Injection[] = [{ type: "prior", prevalence: 0.9 }, { type: "noise", column: null, deviations: 3 }, { type: "missing", column: null, share: 1 }, { type: "flip", share: 1 }];
    const { outcome, data } = await inject(all, { strength: 0 });
    expect(rowsOf(outcome).rows).toEqual(data.splits.test);
    expect(rowsOf(outcome).withoutValue).toBe(0);
  });

  it("is moved by an offset over the fitted scale, in that column and that split alone", async () => {
    const { outcome, data, width } = await inject([{ type: "offset", column: "b", by: 2 }]);
    const { rows, effects } = rowsOf(outcome);
    const scale = data.fitted.columns[1]?.scale ?? NaN;
    for (let at = 0; at < rows.x.length; at++) {
      const moved = at % width === 1 ? 2 / scale : 0;
      expect(rows.x[at]).toBeCloseTo((data.splits.test.x[at] ?? NaN) + moved, 5);
    }
    expect(effects).toEqual([{ id: 1, changed: ROWS - 1, of: ROWS - 1 }]);
    expect(rows.y).toEqual(data.splits.test.y);
  });

  it("is of a prior within a row, and of labels that were flipped", async () => {
    const half = rowsOf((await inject([{ type: "prior", prevalence: 0.5 }])).outcome);
    expect(half.rows).toMatchObject({ rows: 200, positives: 100 });
    expect(half.rows.y.reduce((sum, label) => sum + label, 0)).toBe(100);
    expect(half.rows.x).toHaveLength(200 * 5);
    const { outcome, data } = await inject([{ type: "flip", share: 1 }]);
    expect([...rowsOf(outcome).rows.y]).toEqual([...data.splits.test.y].map((label) => 1 - label));
    expect(rowsOf(outcome).rows.x).toEqual(data.splits.test.x);
  });

  it("fills missing cells as Features says, indicator and all", async () => {
    const { outcome, data, width } = await inject([{ type: "missing", column: "proto", share: 1 }]);
    const { rows, withoutValue } = rowsOf(outcome);
    const marker = data.fitted.columns.findIndex(({ name }) => name === "proto=(missing)");
    expect(marker).toBeGreaterThan(0);
    const { center = NaN, scale = NaN } = data.fitted.columns[marker] ?? {};
    expect(withoutValue).toBe(0);
    for (let row = 0; row < rows.rows; row++) expect(rows.x[row * width + marker]).toBe(Math.fround((1 - center) / scale));
  });

  it("leaves rows out where Features does so, and says when none is left", async () => {
    const some = rowsOf((await inject([{ type: "missing", column: "a", share: 0.5 }])).outcome);
    expect(some.withoutValue).toBe(some.effects[0]?.changed);
    expect(some.rows.rows + some.withoutValue).toBe(ROWS - 1);
    expect(some.withoutValue).toBeGreaterThan(140);
    expect((await inject([{ type: "missing", column: "a", share: 1 }])).outcome).toMatchObject({ status: "refused", reason: expect.stringContaining("Every row lacks a value") as string });
  });

  it("is held against the split as it was: the columns that changed, the labels, and the cells that are gone", async () => {
    const moved = rowsOf((await inject([{ type: "offset", column: "b", by: 20 }])).outcome);
    // 0 to 12.375 before, all of it below what comes after.
    expect(moved.drift.columns).toMatchObject([{ name: "b", kind: "number", all: { ks: 1, referenceRows: ROWS - 1, currentRows: ROWS - 1 }, withinPositive: null, withinNegative: null }]);
    expect(moved.drift).toMatchObject({ unwatched: 0, missing: null, labels: { before: { rows: ROWS - 1, positives: 100 }, after: { rows: ROWS - 1, positives: 100 } } });

    const gone = rowsOf((await inject([{ type: "missing", column: "a", share: 0.5 }])).outcome);
    expect(gone.drift.missing).toEqual({ before: { cells: ROWS - 1, missing: 0 }, after: { cells: ROWS - 1, missing: gone.withoutValue } });
    expect(gone.drift.columns.map(({ name }) => name)).toEqual(["a", "b", "proto"]);
    const filled = rowsOf((await inject([{ type: "missing", column: "proto", share: 1 }])).outcome);
    expect(filled.drift.missing?.before.missing).toBe(40);
    expect(filled.drift.missing?.after).toEqual({ cells: ROWS - 1, missing: ROWS - 1 });

    const mixed = rowsOf((await inject([{ type: "prior", prevalence: 0.5 }])).outcome);
    expect(mixed.drift.labels.after).toEqual({ rows: 200, positives: 100 });
    expect(mixed.drift.columns.map(({ kind }) => kind)).toEqual(["number", "number", "category"]);
    expect(rowsOf((await inject([{ type: "flip", share: 0.5 }])).outcome).drift.columns).toEqual([]);
    expect(rowsOf((await inject([])).outcome).drift.columns).toEqual([]);
  });

  it("draws noise in deviations of train's column", async () => {
    const { outcome, data, width } = await inject([{ type: "noise", column: "a", deviations: 0.5 }]);
    const distances = Array.from({ length: ROWS - 1 }, (_, row) => (rowsOf(outcome).rows.x[row * width] ?? NaN) - (data.splits.test.x[row * width] ?? NaN));
    const size = Math.sqrt(distances.reduce((sum, d) => sum + d * d, 0) / distances.length);
    // Standard scaling by train: half a deviation there is half a unit here.
    expect(Math.abs(size / 0.5 - 1)).toBeLessThan(4 / Math.sqrt(2 * ROWS));
    expect(rowsOf((await inject([{ type: "noise", column: "a", deviations: 0.5 }])).outcome).rows).toEqual(rowsOf(outcome).rows);
    expect(rowsOf((await inject([{ type: "noise", column: "a", deviations: 0.5 }], { seed: 4 })).outcome).rows.x).not.toEqual(rowsOf(outcome).rows.x);
  });

  it("refuses in words what cannot be done", async () => {
    const refusals: readonly (readonly [Injection, string])[] = [
      [{ type: "offset", column: "nobody", by: 1 }, 'no feature "nobody"'],
      [{ type: "scale", column: "proto", factor: 2 }, "holds text"],
      [{ type: "scale", column: "b", factor: 1e30 }, "Choose"],
    ];
    for (const [injection, reason] of refusals.slice(0, 2)) {
      expect((await inject([injection])).outcome).toMatchObject({ status: "refused", reason: expect.stringContaining(reason) as string });
    }
    const twice: Injection[] = [{ type: "scale", column: "b", factor: 1e30 }, { type: "scale", column: "b", factor: 1e30 }];
    expect((await inject(twice)).outcome).toMatchObject({ status: "refused", reason: expect.stringContaining('"b" are too large') as string });
  });
});
