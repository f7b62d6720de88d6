import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { narrowed } from "../domain/numeric-values";
import { NumberBlocks } from "./number-blocks";

type Step = { readonly values: readonly number[]; readonly together: boolean };

const value = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: -9, max: 99 }) },
  { weight: 1, arbitrary: fc.constantFrom(NaN, -0, 70_000, 2 ** 31, 2 ** 53, 0.5, 0.1, Infinity) },
);
const steps = fc.array(fc.record<Step>({ values: fc.array(value, { maxLength: 150 }), together: fc.boolean() }), { maxLength: 12 });
const gap = fc.integer({ min: 0, max: 200 }).map((rows): Step => ({ values: new Array<number>(rows).fill(NaN), together: false }));

/** So many that a block has but 64 rows. */
const COLUMNS = 2 ** 14;

function filled(parts: readonly Step[]): NumberBlocks {
  const blocks = new NumberBlocks(COLUMNS);
  for (const { values, together } of parts) {
    if (together) blocks.pushAll(Float64Array.from([7, ...values, 7]), 1, values.length);
    else for (const x of values) if (Number.isNaN(x)) blocks.skip();
    else blocks.push(x);
  }
  return blocks;
}

describe("blocks of numbers", () => {
  it("give back what they took, in the smallest type", () => {
    fc.assert(
      fc.property(steps, gap, steps, (before, middle, after) => {
        const parts = [...before, middle, ...after];
        const all = Float64Array.from(parts.flatMap(({ values }) => values));
        expect(filled(parts).take(all.length, all.length, null)).toEqual(narrowed(all));
      }),
    );
  });

  it("leave out the rows that are not wanted, and need no room for what they held", () => {
    fc.assert(
      fc.property(steps, fc.infiniteStream(fc.boolean()), (parts, draws) => {
        const all = parts.flatMap(({ values }) => values);
        const leftOut = Uint8Array.from(all, () => (draws.next().value === true ? 1 : 0));
        const kept = all.filter((_, row) => leftOut[row] === 0);
        expect(filled(parts).take(all.length, kept.length, leftOut)).toEqual(narrowed(Float64Array.from(kept)));
      }),
    );
  });
});
