import { describe, expect, it } from "vitest";
import type { DealPlan } from "../domain/pool";
import { dealPlan, dealPlanJson, splitSchema } from "./split-schema";

const read = (value: unknown): DealPlan => dealPlan(splitSchema.parse(value));

describe("the member split of a run configuration", () => {
  it("reads back what it writes", () => {
    const pool = { from: "pool", of: ["train", "test"], shares: { train: 0.5, validation: 0.2, test: 0.3 } } as const;
    const plans: DealPlan[] = [
      { ...pool, method: { type: "stratified", label: { column: "y", negative: ["ok"] }, seed: 4 } },
      { ...pool, method: { type: "prevalence", label: { column: "y", positive: ["1"] }, prevalences: { train: 0.1, validation: 0.5, test: 0.9 }, seed: 0 } },
      { ...pool, method: { type: "order", column: "time" } },
      { ...pool, method: { type: "column", column: "host", values: { validation: ["a"], test: ["b"] } } },
      { from: "train", into: ["validation", "test"], shares: { train: 0.7, validation: 0.1, test: 0.2 }, method: { type: "stratified", column: "__proto__", seed: 4 } },
      { from: "test", into: ["validation"], shares: { test: 0.5, validation: 0.5 }, method: { type: "order" } },
      { from: "train", into: ["test"], shares: {}, method: { type: "column", column: "host", values: { test: ["a", "b"] } } },
    ];
    for (const plan of plans) expect(read(JSON.parse(JSON.stringify(dealPlanJson(plan))))).toEqual(plan);
  });

  it("fills in what is left out, and takes values as text", () => {
    expect(read({ from: "train", into: ["test"], method: { type: "random" } })).toEqual({
      from: "train",
      into: ["test"],
      shares: { train: 0.8, test: 0.2 },
      method: { type: "random", seed: 0 },
    });
    expect(read({ from: "train", into: ["test"], method: { type: "column", column: "day", values: { test: [3, true] } } }).method).toMatchObject({
      values: { test: ["3", "true"] },
    });
  });

  it("pools all files in the usual shares where nothing else is said", () => {
    expect(read({ from: "pool", method: { type: "stratified", label: { column: "y" } } })).toEqual({
      from: "pool",
      of: ["train", "validation", "test"],
      shares: { train: 0.6, validation: 0.2, test: 0.2 },
      method: { type: "stratified", label: { column: "y", positive: ["1"] }, seed: 0 },
    });
  });

  it("refuses plans that cannot be carried out", () => {
    expect(() => read({ from: "train", into: ["train"], method: { type: "order" } })).toThrow("carved out of");
    expect(() => read({ from: "train", into: ["test"], shares: { train: 0.8, test: 0.3 }, method: { type: "order" } })).toThrow("100 %");
    expect(() => read({ from: "pool", shares: { train: 0.5, validation: 0.5, test: 0.5 }, method: { type: "order", column: "t" } })).toThrow("100 %");
    expect(() => read({ from: "all", into: ["test"], method: { type: "order" } })).toThrow();
  });
});
