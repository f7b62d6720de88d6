import { describe, expect, it } from "vitest";
import type { CarvePlan } from "../domain/carve";
import { carvePlan, carvePlanJson, splitSchema } from "./split-schema";

const read = (value: unknown): CarvePlan => carvePlan(splitSchema.parse(value));

describe("the member split of a run configuration", () => {
  it("reads back what it writes", () => {
    const plans: CarvePlan[] = [
      { from: "train", into: ["validation", "test"], shares: { train: 0.7, validation: 0.1, test: 0.2 }, method: { type: "stratified", column: "__proto__", seed: 4 } },
      { from: "test", into: ["validation"], shares: { test: 0.5, validation: 0.5 }, method: { type: "order" } },
      { from: "train", into: ["test"], shares: {}, method: { type: "column", column: "host", values: { test: ["a", "b"] } } },
    ];
    for (const plan of plans) expect(read(JSON.parse(JSON.stringify(carvePlanJson(plan))))).toEqual(plan);
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

  it("refuses plans that cannot be carried out", () => {
    expect(() => read({ from: "train", into: ["train"], method: { type: "order" } })).toThrow("carved out of");
    expect(() => read({ from: "train", into: ["test"], shares: { train: 0.8, test: 0.3 }, method: { type: "order" } })).toThrow("100 %");
    expect(() => read({ from: "all", into: ["test"], method: { type: "order" } })).toThrow();
  });
});
