import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { radixSorted, radixSortedWords } from "./radix-sort";
import { inOneGo } from "./stepwise";

const sortedBy = (values: readonly number[]): number[] => [...inOneGo(radixSorted(Float64Array.from(values)))];

describe("radixSorted", () => {
  it("sorts as Float64Array.sort does, zeros of both signs and infinities included", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.double({ noNaN: true }), fc.integer(), fc.constantFrom(0, -0, Infinity, -Infinity, 5e-324))), (values) => {
        expect(sortedBy(values)).toEqual([...Float64Array.from(values).sort()]);
      }),
    );
  });

  it("sorts what differs in the lowest and in the highest digits only", () => {
    const close = [4_026_532_288, 4_026_531_840, 4_026_531_841, 4_026_531_840];
    expect(sortedBy(close)).toEqual([4_026_531_840, 4_026_531_840, 4_026_531_841, 4_026_532_288]);
    expect(sortedBy([1e300, -1e300, 1e-300])).toEqual([-1e300, 1e-300, 1e300]);
    expect(sortedBy([7, 7, 7])).toEqual([7, 7, 7]);
    expect(sortedBy([])).toEqual([]);
  });
});

describe("radixSortedWords", () => {
  it("sorts as Uint32Array.sort does, few words and many", () => {
    const word = fc.oneof(fc.nat(3), fc.nat(), fc.integer({ min: 0xffff_fff0, max: 0xffff_ffff }));
    fc.assert(
      fc.property(fc.array(word), (words) => {
        expect([...inOneGo(radixSortedWords(Uint32Array.from(words)))]).toEqual([...Uint32Array.from(words).sort()]);
      }),
    );
    const many = Uint32Array.from({ length: 300_000 }, (_, i) => Math.imul(i, 0x9e3779b1));
    const expected = many.slice().sort();
    expect(inOneGo(radixSortedWords(many)).every((word, at) => word === expected[at])).toBe(true);
  });
});
