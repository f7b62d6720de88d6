import { describe, expect, it } from "vitest";
import { refuseTreatment } from "../domain/features/treatments";
import type { FeatureWish } from "../domain/run-config";
import { TREATMENT_TARGETS, encodingChoices, missingChoices, targets, withTreatment, withTreatmentOfAll, withUse, withoutTreatment } from "./feature-edits";
import { columnOf, testColumns } from "./testing/feature-columns";

const WISH: FeatureWish = { treatments: [], scaler: "robust", fitOn: "train" };

describe("changes of the features", () => {
  it("uses columns in the order of the files, and never one that cannot be used", () => {
    const columns = testColumns();
    expect(withUse(WISH, columns, ["a", "args", "evil", "extra"], true)).toEqual({ ...WISH, selection: { include: ["b", "a", "proto"] } });
    expect(withUse(WISH, columns, ["b"], false).selection).toEqual({ include: ["proto"] });
  });

  it("takes a column that became unusable off", () => {
    const columns = testColumns({ features: ["b", "evil"] });
    expect(withUse(WISH, columns, ["evil"], false).selection).toEqual({ include: ["b"] });
  });

  it("writes down only what differs from the default", () => {
    const column = columnOf(testColumns(), "b");
    const median = withTreatment(WISH, column, { missing: { type: "median" } });
    expect(median.treatments).toEqual([{ column: "b", missing: { type: "median" } }]);
    const treated = columnOf(testColumns({ treatments: median.treatments }), "b");
    expect(withTreatment(median, treated, { missing: { type: "drop-row" } }).treatments).toEqual([]);
  });

  it("forgets what was said of a column", () => {
    const treatments = [{ column: "proto", encoding: { type: "frequency" as const } }, { column: "b", missing: { type: "mean" as const } }];
    expect(withoutTreatment({ ...WISH, treatments }, "proto").treatments).toEqual(treatments.slice(1));
  });

  it("leaves other columns as they are", () => {
    const treatments = [{ column: "proto", encoding: { type: "frequency" as const } }];
    const wish = withTreatment({ ...WISH, treatments }, columnOf(testColumns({ treatments }), "b"), { transform: [{ type: "symlog" }] });
    expect(wish.treatments).toEqual([...treatments, { column: "b", transform: [{ type: "symlog" }] }]);
  });

  it("takes a treatment over to other columns as far as their kind allows", () => {
    const columns = testColumns();
    const from = { column: "b", missing: { type: "indicator" as const }, transform: [{ type: "log1p" as const }], encoding: { type: "numeric" as const } };
    expect(targets(columns, "used").map(({ name }) => name)).toEqual(["b", "proto"]);
    expect(targets(columns, "numeric").map(({ name }) => name)).toEqual(["b", "a"]);
    expect(targets(columns, "text").map(({ name }) => name)).toEqual(["proto", "host"]);
    expect(withTreatmentOfAll(WISH, columns, from, "used").treatments).toEqual([
      { column: "b", missing: { type: "indicator" }, transform: [{ type: "log1p" }] },
      { column: "proto", missing: { type: "indicator" } },
    ]);
  });

  it("does not fill numbers with a word, nor text with a number", () => {
    const columns = testColumns();
    const word = { ...columnOf(columns, "proto").treatment, missing: { type: "constant" as const, value: "none" } };
    expect(withTreatmentOfAll(WISH, columns, word, "numeric").treatments.some(({ missing }) => missing !== undefined)).toBe(false);
    const zero = { ...columnOf(columns, "b").treatment, missing: { type: "constant" as const, value: 0 } };
    expect(withTreatmentOfAll(WISH, columns, zero, "text").treatments).toEqual([]);
  });

  it("offers for a kind only what the domain takes, and makes only that of other columns", () => {
    const columns = testColumns();
    const details = { "one-hot": { max: 3 }, "not-in": { values: ["1"] }, "at-least": { limit: 2 } };
    for (const from of targets(columns, "used")) {
      const kind = from.kind === "text" ? "text" : "numeric";
      for (const missing of missingChoices(kind)) {
        for (const encoding of encodingChoices(kind)) {
          const treatment = {
            column: from.name,
            missing: missing === "constant" ? { type: missing, value: kind === "text" ? "x" : 0 } : { type: missing },
            transform: [],
            encoding: { type: encoding, ...(encoding in details ? details[encoding as keyof typeof details] : {}) } as never,
          };
          expect(refuseTreatment(treatment, kind)).toBeNull();
          for (const target of TREATMENT_TARGETS) {
            const { treatments } = withTreatmentOfAll(WISH, columns, treatment, target);
            for (const column of testColumns({ treatments })) {
              if (column.unusable === null) expect(refuseTreatment(column.treatment, column.kind === "text" ? "text" : "numeric")).toBeNull();
            }
          }
        }
      }
    }
  });
});
