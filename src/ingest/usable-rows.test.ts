import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LabelSpec } from "../domain/prepared";
import type { NumericColumn, TextColumn } from "../domain/table";
import { readLabels } from "./usable-rows";

const numbers = (values: NumericColumn["values"]): NumericColumn => ({ kind: "numeric", name: "y", values, integer: true });
const specs = fc.constantFrom<LabelSpec>({ column: "y", positive: ["1", "-3"] }, { column: "y", negative: ["0", "100"] });

describe("labels", () => {
  it("mean the same in whatever type they lie", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 1, 2, -3, 100, -128, 127)), specs, (values, spec) => {
        const wide = readLabels(numbers(Float64Array.from(values)), spec);
        for (const type of [Int8Array, Int16Array, Int32Array]) expect(readLabels(numbers(type.from(values)), spec)).toEqual(wide);
        const natural = values.map(Math.abs);
        const float = readLabels(numbers(Float64Array.from(natural)), spec);
        for (const type of [Uint8Array, Uint16Array]) expect(readLabels(numbers(type.from(natural)), spec)).toEqual(float);
      }),
    );
  });

  it("of text are counted, those that are missing apart", () => {
    const dictionary = ["a", "b", "c"];
    const text = (codes: TextColumn["codes"]): TextColumn => ({ kind: "text", name: "y", codes, dictionary });
    const expected = { marks: Uint8Array.of(0, 1, 2, 1), positives: 2, unlabelled: 1 };
    for (const type of [Int8Array, Int16Array]) expect(readLabels(text(type.of(0, 1, -1, 2)), { column: "y", negative: ["a"] })).toEqual(expected);
  });
});
