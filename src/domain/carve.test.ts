import { describe, expect, it } from "vitest";
import { carvedSentence, exchanged, planSentence, refusePlan, usualPlan, withoutSplits, type CarvePlan } from "./carve";

const three: CarvePlan = {
  from: "train",
  into: ["validation", "test"],
  shares: { train: 0.7, validation: 0.1, test: 0.2 },
  method: { type: "random", seed: 3 },
};
const byHost: CarvePlan = {
  ...three,
  method: { type: "column", column: "host", values: { validation: ["b"], test: ["c", "d"] } },
};

describe("usualPlan", () => {
  it("makes what is missing out of train, or out of what is there", () => {
    expect(usualPlan(["train"], "y")).toEqual({
      from: "train",
      into: ["validation", "test"],
      shares: { train: 0.6, validation: 0.2, test: 0.2 },
      method: { type: "stratified", column: "y", seed: 0 },
    });
    expect(usualPlan(["train", "test"], null)).toMatchObject({ into: ["validation"], shares: { train: 0.8, validation: 0.2 } });
    expect(usualPlan(["test"], null)).toMatchObject({ from: "test", shares: { train: 0.6, validation: 0.2, test: 0.2 } });
    expect(usualPlan([], "y")).toBeNull();
    expect(usualPlan(["train", "validation", "test"], "y")).toBeNull();
  });
});

describe("a plan that meets changed files", () => {
  it("leaves rows of a split that got a file of its own where they came from", () => {
    expect(withoutSplits(three, ["train", "test"])).toMatchObject({ into: ["validation"], shares: { train: 0.9, validation: 0.1 } });
    expect(withoutSplits(byHost, ["train", "test"])?.method).toMatchObject({ values: { validation: ["b"] } });
    expect(withoutSplits(three, ["train", "validation", "test"])).toBeNull();
    expect(withoutSplits(three, ["train"])).toBe(three);
  });

  it("follows an exchange of roles", () => {
    expect(exchanged(three, "train", "test")).toEqual({
      from: "test",
      into: ["validation", "train"],
      shares: { test: 0.7, validation: 0.1, train: 0.2 },
      method: three.method,
    });
    expect(exchanged(byHost, "validation", "test").method).toMatchObject({ values: { test: ["b"], validation: ["c", "d"] } });
  });
});

describe("refusePlan", () => {
  it("is content with plans that can be carried out", () => {
    expect([refusePlan(three), refusePlan(byHost)]).toEqual([null, null]);
  });

  it("says what is wrong with others", () => {
    const of = (change: Partial<CarvePlan>): string => refusePlan({ ...three, ...change })?.message ?? "";
    expect(of({ into: [] })).toContain("carved out of");
    expect(of({ shares: { train: 1, validation: 0, test: 0 } })).toContain("above 0");
    expect(of({ shares: { train: 0.5, validation: 0.1, test: 0.1 } })).toContain("100 %");
    expect(of({ method: { type: "column", column: "h", values: { validation: ["a"], test: ["a"] } } })).toContain('"a"');
    expect(of({ method: { type: "column", column: "h", values: { validation: ["a"] } } })).toContain("test split");
  });
});

describe("planSentence", () => {
  it("says who gets what, and how", () => {
    expect(planSentence(three)).toBe("70 % train, 10 % validation, 20 % test, dealt at random (seed 3).");
    expect(planSentence(byHost)).toBe(
      'By the values of "host": "b" to validation, "c" and "d" to test, the others to train.',
    );
  });
});

describe("carvedSentence", () => {
  it("says what a split got, and by which seed", () => {
    expect(carvedSentence(three, "test", "flows.csv")).toBe('20 % of "flows.csv", dealt at random (seed 3).');
    expect(carvedSentence({ ...three, method: { type: "stratified", column: "y", seed: 1 } }, "train", "f")).toContain('"y" in the same shares (seed 1)');
    expect(carvedSentence(byHost, "test", "f.csv")).toBe('The rows of "f.csv" whose "host" is one of "c" and "d".');
    expect(carvedSentence(byHost, "train", "f.csv")).toContain("given to no other split");
  });
});
