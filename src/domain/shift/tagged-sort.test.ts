import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inOneGo } from "../inspect/stepwise";
import { createRandom } from "../random";
import { taggedSorted } from "./tagged-sort";

/** Sorts with the place of each number, modulo 251, as its tag: whose tag it kept can be seen. */
function expectSorted(list: readonly number[]): void {
  const given = { values: Float64Array.from(list), tags: Uint8Array.from(list, (_, at) => at % 251) };
  const { values, tags } = inOneGo(taggedSorted(given));
  expect([...values]).toEqual([...Float64Array.from(list).sort()]);
  const pairs = (numbers: ArrayLike<number>, of: ArrayLike<number>): string[] => Array.from(numbers, (x, at) => `${Object.is(x, -0) ? "-0" : x} ${of[at]}`).sort();
  expect(pairs(values, tags)).toEqual(pairs(list, Uint8Array.from(list, (_, at) => at % 251)));
}

describe("taggedSorted", () => {
  it("sorts as Float64Array does, and keeps each tag with its number", () => {
    fc.assert(fc.property(fc.array(fc.double({ noNaN: true }), { maxLength: 60 }), expectSorted));
    fc.assert(fc.property(fc.array(fc.constantFrom(-3, -0.5, 0, 0.25, 7, 1e9), { maxLength: 60 }), expectSorted));
  });

  it("sorts many numbers, of any size and sign", () => {
    const random = createRandom(4);
    const many = (draw: () => number): void => { expectSorted(Array.from({ length: 20_000 }, draw)); };
    many(() => random.uniform());
    many(() => random.normal() * 10 ** (random.integer(40) - 20));
    many(() => 1.7e9 + random.integer(1000) / 8);
  });

  it("sorts numbers that agree in all but their last bits beside others", () => {
    const random = createRandom(6);
    // Three high digits hardly differ, so that too many would have to go back.
    expectSorted(Array.from({ length: 20_000 }, (_, at) => (at < 10 ? (at % 2 === 0 ? -1 : 1) * 10 ** (40 * at) : 1 + random.integer(1 << 20) * Number.EPSILON)));
  });
});
