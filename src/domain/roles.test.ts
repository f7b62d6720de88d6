import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assignRoles, guessRole } from "./roles";
import { SPLITS } from "./split";

describe("guessRole", () => {
  it.each([
    ["labelled_train.csv", "train"],
    ["labelled_training_data.csv", "train"],
    ["TRAIN.CSV", "train"],
    ["myTrainData.csv", "train"],
    ["train2021.csv", "train"],
    ["labelled_validation.csv", "validation"],
    ["my-val-2.csv", "validation"],
    ["valid.csv", "validation"],
    ["labelled_testing_data.csv", "test"],
    ["X_test.csv", "test"],
    ["holdout.csv", "test"],
    ["some/train/data_test.csv", "test"],
    ["contest.csv", null],
    ["latest.csv", null],
    ["constraint.csv", null],
    ["interval.csv", null],
    ["invalid.csv", null],
    ["straining.csv", null],
    ["train_test.csv", null],
    ["data.csv", null],
    ["", null],
  ] as const)("reads %j as %s", (name, role) => {
    expect(guessRole(name)).toBe(role);
  });
});

describe("assignRoles", () => {
  it("gives three well-named files their splits, in any order", () => {
    const { assigned, unassigned, problems } = assignRoles(["b_test.csv", "a_train.csv", "c_val.csv"], {});
    expect(Object.fromEntries(assigned.map(({ split, fileName }) => [split, fileName]))).toEqual({
      train: "a_train.csv",
      validation: "c_val.csv",
      test: "b_test.csv",
    });
    expect(unassigned).toEqual([]);
    expect(problems).toEqual([]);
  });

  it("asks when two files claim one split, naming both", () => {
    const { assigned, unassigned, problems } = assignRoles(["a_test.csv", "train.csv", "b_test.csv"], {});
    expect(assigned.map(({ index }) => index)).toEqual([1]);
    expect(unassigned).toEqual([0, 2]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code: "role-taken", split: "test" });
    expect(problems[0]?.message).toBe('"a_test.csv" and "b_test.csv" both say by their names that they are the test split.');
  });

  it("does not push out a loaded file of another name, but replaces one of the same", () => {
    const taken = { train: "a_train.csv" };
    expect(assignRoles(["b_train.csv"], taken)).toMatchObject({ assigned: [], unassigned: [0], problems: [{ code: "role-taken" }] });
    expect(assignRoles(["a_train.csv"], taken)).toMatchObject({ assigned: [{ split: "train" }], problems: [] });
    expect(assignRoles(["x.csv"], { validation: "x.csv" })).toMatchObject({ assigned: [{ split: "validation" }] });
  });

  it("gives one file of no known role the one split that is left", () => {
    expect(assignRoles(["train.csv", "val.csv", "data.csv"], {}).assigned).toContainEqual({
      index: 2,
      fileName: "data.csv",
      split: "test",
    });
    expect(assignRoles(["data.csv"], { train: "a", test: "b" }).assigned).toMatchObject([{ split: "validation" }]);
  });

  it("asks for unknown names when several splits are free, or none", () => {
    const some = assignRoles(["data.csv", "train.csv"], {});
    expect(some).toMatchObject({ unassigned: [0], problems: [{ code: "role-unknown", file: "data.csv" }] });
    expect(some.problems[0]?.remedy).toContain("free: validation, test");
    const none = assignRoles(["data.csv"], { train: "a", validation: "b", test: "c" });
    expect(none).toMatchObject({ assigned: [], unassigned: [0] });
  });

  it("says so when there are more than three, and still gives the clear ones their splits", () => {
    const { assigned, unassigned, problems } = assignRoles(["train.csv", "x.csv", "val.csv", "test.csv"], {});
    expect(assigned).toHaveLength(3);
    expect(unassigned).toEqual([1]);
    expect(problems[0]).toMatchObject({ code: "too-many-files", count: 4 });
  });

  it("loses no file and fills no split twice", () => {
    const name = fc.constantFrom("train.csv", "a_train.csv", "val.csv", "test.csv", "b_test.csv", "x.csv", "y.csv");
    fc.assert(
      fc.property(fc.array(name, { maxLength: 5 }), fc.subarray([...SPLITS]), (names, held) => {
        const taken = Object.fromEntries(held.map((split) => [split, "held.csv"]));
        const { assigned, unassigned } = assignRoles(names, taken);
        expect([...assigned.map(({ index }) => index), ...unassigned].sort()).toEqual(names.map((_, index) => index));
        expect(new Set(assigned.map(({ split }) => split)).size).toBe(assigned.length);
      }),
    );
  });
});
