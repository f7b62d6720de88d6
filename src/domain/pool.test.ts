import { describe, expect, it } from "vitest";
import { isPool, poolExchanged, pooledSentence, poolSentence, refusePool, type PoolMethod, type PoolPlan } from "./pool";

const label = { column: "evil", positive: ["1"] };
const plan: PoolPlan = {
  from: "pool",
  of: ["train", "validation", "test"],
  shares: { train: 0.6, validation: 0.2, test: 0.2 },
  method: { type: "stratified", label, seed: 3 },
};
const by = (method: PoolMethod): PoolPlan => ({ ...plan, method });
const even = by({ type: "prevalence", label, prevalences: { train: 0.5, validation: 0.5, test: 0.001 }, seed: 1 });
const host = by({ type: "column", column: "host", values: { validation: ["b"], test: ["c", "d"] } });

describe("refusePool", () => {
  it("is content with plans that can be carried out", () => {
    for (const each of [plan, even, host, by({ type: "order", column: "t" })]) expect(refusePool(each)).toBeNull();
  });

  it("says what is wrong with others", () => {
    const said = (change: Partial<PoolPlan>): string => refusePool({ ...plan, ...change })?.message ?? "";
    expect(said({ of: [] })).toContain("no file");
    expect(said({ shares: { train: 0.6, validation: 0.2, test: 0.1 } })).toContain("100 %");
    expect(said({ shares: { train: 0.8, validation: 0.2, test: 0 } })).toContain("above 0");
    expect(said({ method: { type: "prevalence", label, prevalences: { train: 0.5, validation: NaN, test: 0.5 }, seed: 0 } })).toContain("validation");
    expect(said({ method: { type: "column", column: "host", values: { test: ["c"] } } })).toContain('No value of "host" goes to the validation split');
    expect(said({ method: { type: "column", column: "host", values: { validation: ["c"], test: ["c"] } } })).toContain('"c"');
  });
});

describe("sentences of a pool", () => {
  it("say how rows are dealt", () => {
    expect(poolSentence(plan)).toBe('The rows of all three files: 60 % train, 20 % validation, 20 % test, dealt at random with each class of "evil" in the same shares (seed 3).');
    expect(poolSentence(even)).toContain("0.10\u202f% of test is positive");
    expect(poolSentence(host)).toBe('The rows of all three files: those whose "host" is "b" to validation, those whose "host" is one of "c" and "d" to test, the others to train.');
  });

  it("say what each split got, and by which seed", () => {
    expect(pooledSentence(plan, "test")).toBe('20 % of the rows of all three files, dealt at random with each class of "evil" in the same shares (seed 3).');
    expect(pooledSentence({ ...by({ type: "order", column: "t" }), of: ["train", "test"] }, "train")).toBe(
      '60 % of the rows of the train and the test file, the first in the order of "t".',
    );
    expect(pooledSentence(even, "test")).toContain("(seed 1)");
    expect(pooledSentence(host, "train")).toContain("is given to no other split");
  });
});

describe("poolExchanged", () => {
  it("follows files to other roles", () => {
    expect(poolExchanged({ ...plan, of: ["train", "validation"] }, "train", "test").of).toEqual(["validation", "test"]);
    expect(poolExchanged(plan, "train", "test")).toEqual(plan);
    expect(isPool(plan)).toBe(true);
  });
});
